import { bookingStateOf, type BookingState } from '@interlock/domain/bookings/booking-states';
import { trainIdOfRun, type BookingReference, type RunId } from '@interlock/domain/ids';
import type { BookedPassenger } from '@interlock/domain/passengers/booked-passenger';
import type { Instant, ServiceDate } from '@interlock/domain/time';
import type { ShardReader } from './connections.ts';

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

/** Bookings of one shard for the console, newest first; tombstones are left out. */
export async function findBookings(shard: ShardReader, search: BookingSearch): Promise<FoundRow[]> {
  const rows = await shard.$queryRaw<
    {
      reference: string;
      state: number;
      run_id: bigint;
      passengers: BookedPassenger[];
      price_fen: number;
      pay_by: Date | null;
      created_at: Date;
    }[]
  >`SELECT reference, state, run_id, passengers, price_fen, pay_by, created_at FROM booking
     WHERE release_reason IS DISTINCT FROM 'tombstone'
       AND (${search.by !== 'reference'} OR reference = ${search.by === 'reference' ? search.reference : ''})
       AND (${search.by !== 'account'} OR account_id = ${search.by === 'account' ? search.accountId : ''})
       AND (${search.by !== 'date'} OR run_id IN (SELECT id FROM run
             WHERE service_date = ${search.by === 'date' ? search.date : null}::date))
     ORDER BY id DESC LIMIT ${search.limit}`;
  return rows.map((row) => ({
    reference: row.reference as BookingReference,
    state: bookingStateOf(row.state),
    runId: Number(row.run_id) as RunId,
    trainId: trainIdOfRun(Number(row.run_id) as RunId),
    passengers: row.passengers.map((passenger) => passenger.nameMasked),
    priceFen: row.price_fen,
    payBy: row.pay_by === null ? null : (row.pay_by.getTime() as Instant),
    createdAt: row.created_at.getTime() as Instant,
  }));
}
