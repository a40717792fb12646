import type { BookingId, BookingReference } from '@interlock/domain/ids';
import { bookingNumber } from '@interlock/domain/ids';
import type { TrainPlan } from '@interlock/domain/timetable/train-plan';
import { storedBooking, type BookingRow, type StoredBooking } from './bookings.ts';
import type { ShardReader } from './connections.ts';
import { Prisma } from './generated/shard/client.ts';
import { storedPayment, type PaymentRow, type StoredPayment } from './payments.ts';
import { readPlan } from './runs.ts';
import { storedTicket, type StoredTicket, type TicketRow } from './tickets.ts';

/** A booking with all that belongs to it, of one moment. */
export interface BookingParts {
  readonly booking: StoredBooking;
  /** First attempt to last. */
  readonly payments: StoredPayment[];
  /** In the order of the passengers. */
  readonly tickets: StoredTicket[];
  readonly plan: TrainPlan;
}

/** JSON has no bigint and no Date: what the parts need of those is made from numbers and text. */
type PartsRow = BookingRow & {
  plan_id: bigint | null;
  payments: (Omit<PaymentRow, 'created_at'> & { created_at: string })[];
  tickets: TicketRow[];
};

/** The booking with its parts in one question to the shard; null when it does not know it or has a tombstone for it. */
export async function readBookingParts(
  shard: ShardReader,
  key: BookingId | { reference: BookingReference },
): Promise<BookingParts | null> {
  const isIt =
    typeof key === 'string'
      ? Prisma.sql`b.id = ${bookingNumber(key)}`
      : Prisma.sql`b.reference = ${key.reference}`;
  const [found] = await readParts(shard, { which: isIt, payments: Prisma.sql`true` });
  return found ?? null;
}

/**
 * As readBookingParts, all of the account's, newest first; without the payments of ticketed ones: their money is where it
 * belongs, and each attempt is a page to fetch from a table of millions.
 */
export async function readPartsOfAccount(
  shard: ShardReader,
  accountId: string,
  limit: number,
): Promise<BookingParts[]> {
  return readParts(shard, {
    which: Prisma.sql`hashtextextended(b.account_id, 0) = hashtextextended(${accountId}, 0) AND b.account_id = ${accountId}
       AND b.release_reason IS DISTINCT FROM 'tombstone'
     ORDER BY b.id DESC LIMIT ${limit}`,
    payments: Prisma.sql`b.state <> 3`,
  });
}

interface WantedParts {
  readonly which: Prisma.Sql;
  /** Of which bookings the payments are read as well. */
  readonly payments: Prisma.Sql;
}

async function readParts(
  shard: ShardReader,
  { which, payments }: WantedParts,
): Promise<BookingParts[]> {
  const rows = await shard.$queryRaw<PartsRow[]>`
    SELECT b.*, clock_timestamp() AS now, (SELECT plan_id FROM run WHERE id = b.run_id) AS plan_id,
           CASE WHEN ${payments} THEN (
             SELECT coalesce(json_agg(p ORDER BY p.attempt), '[]') FROM payment p WHERE p.booking_id = b.id) ELSE '[]' END AS payments,
           CASE WHEN b.state = 3 THEN (
             SELECT coalesce(json_agg(t ORDER BY t.ord), '[]') FROM ticket t WHERE t.booking_id = b.id) ELSE '[]' END AS tickets
      FROM booking b WHERE ${which}`;
  const real = rows.filter((row) => row.release_reason !== 'tombstone');
  return Promise.all(real.map((row) => partsOf(shard, row)));
}

async function partsOf(shard: ShardReader, row: PartsRow): Promise<BookingParts> {
  if (row.plan_id === null) throw new Error(`booking ${row.id} is on a run that is not there`);
  return {
    booking: storedBooking(row),
    payments: row.payments.map((payment) =>
      storedPayment({ ...payment, created_at: new Date(payment.created_at) }),
    ),
    tickets: row.tickets.map(storedTicket),
    plan: await readPlan(shard, Number(row.plan_id)),
  };
}
