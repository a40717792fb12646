import { bookingStateOf, type BookingState } from '@interlock/domain/bookings/booking-states';
import { trainIdOfRun, type BookingReference, type RunId } from '@interlock/domain/ids';
import type { Instant, ServiceDate } from '@interlock/domain/time';
import { type PassengerColumns, passengersOfRow } from './booked-passengers.ts';
import type { ShardReader } from './connections.ts';
import { Prisma } from './generated/shard/client.ts';

export type BookingSearch = { readonly limit: number } & (
  | { readonly by: 'reference'; readonly reference: BookingReference }
  | { readonly by: 'account'; readonly accountId: string }
  | { readonly by: 'date'; readonly date: ServiceDate }
  | { readonly by: 'newest' }
);

export interface FoundRow {
  readonly reference: BookingReference;
  readonly state: BookingState;
  readonly runId: RunId;
  readonly trainId: number;
  readonly passengers: string[];
  readonly priceFen: number;
  readonly payBy: Instant | null;
  readonly createdAt: Instant;
}

const dayMs = 24 * 60 * 60_000;
/** A booking is made within so many days before its service date; a train of several nights is still sold on its way. */
const soldBeforeDaysMax = 60;
const soldAfterDaysMax = 4;

/** Bookings of one shard for the console, newest first; tombstones are left out. */
export async function findBookings(shard: ShardReader, search: BookingSearch): Promise<FoundRow[]> {
  const rows = await shard.$queryRaw<
    {
      reference: string;
      state: number;
      run_id: bigint;
      passengers: PassengerColumns[];
      price_fen: number;
      pay_by: Date | null;
      created_at: Date;
    }[]
  >`SELECT reference, state, run_id, passengers, price_fen, pay_by, created_at FROM booking
     WHERE release_reason IS DISTINCT FROM 'tombstone' AND ${condition(search)}
     ORDER BY id DESC LIMIT ${search.limit}`;
  return rows.map((row) => ({
    reference: row.reference as BookingReference,
    state: bookingStateOf(row.state),
    runId: Number(row.run_id) as RunId,
    trainId: trainIdOfRun(Number(row.run_id) as RunId),
    passengers: passengersOfRow(row.passengers).map((passenger) => passenger.nameMasked),
    priceFen: row.price_fen,
    payBy: row.pay_by === null ? null : (row.pay_by.getTime() as Instant),
    createdAt: row.created_at.getTime() as Instant,
  }));
}

/** A statement of its own for each kind: one for all of them would read the whole table for some. */
function condition(search: BookingSearch): Prisma.Sql {
  switch (search.by) {
    case 'reference':
      return Prisma.sql`reference = ${search.reference}`;
    case 'account':
      return Prisma.sql`account_id = ${search.accountId}`;
    case 'date':
      return Prisma.sql`run_id IN (SELECT id FROM run WHERE service_date = ${search.date}::date)
        AND id >= ${idAt(search.date, -soldBeforeDaysMax)} AND id < ${idAt(search.date, soldAfterDaysMax)}`;
    case 'newest':
      return Prisma.sql`true`;
  }
}

/** The smallest booking id of the day that many days from the date: ids begin with their milliseconds. */
function idAt(date: ServiceDate, days: number): bigint {
  return BigInt(Date.parse(date) + days * dayMs) << 22n;
}
