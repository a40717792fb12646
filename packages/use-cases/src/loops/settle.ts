import { unsettledBookings } from '@interlock/db/bookings';
import { bookingNumber, type BookingId, type ShardName } from '@interlock/domain/ids';
import { allOf } from '../all-of.ts';
import type { UseCaseContext } from '../context.ts';
import { turnPage, type PageMark } from './page-mark.ts';

const atOnce = 50;

/** One round of the settle loop: bookings that only a settlement brings on, and whose own process is gone. */
export async function settleRound(
  context: UseCaseContext,
  { shard, mark }: { shard: ShardName; mark: PageMark<bigint> },
): Promise<void> {
  const bookings = await context.shards.read({ shard }, (reader) =>
    unsettledBookings(reader, {
      forMs: context.rules.settleAfterMs,
      after: mark.after,
      limit: atOnce,
    }),
  );
  turnPage(mark, bookings.map(bookingNumber), atOnce);
  await allOf(bookings, (bookingId) => settleUnlessOpen(context, bookingId, shard));
}

/** An open process has its own unlimited retries; only Temporal's own word makes it "gone". */
async function settleUnlessOpen(
  context: UseCaseContext,
  bookingId: BookingId,
  shard: ShardName,
): Promise<void> {
  const process = await context.processes.stateOf(bookingId);
  if (process.kind === 'open' || process.kind === 'unavailable') return;
  await context.processes.settle({ bookingId, shard });
}
