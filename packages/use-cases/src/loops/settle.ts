import { unsettledBookings } from '@interlock/db/bookings';
import { bookingNumber, type ShardName } from '@interlock/domain/ids';
import type { UseCaseContext } from '../context.ts';

const atOnce = 50;

/** Where the settle loop stands; after the last page it starts anew, so nothing hides behind what cannot be settled yet. */
export interface SettleMark {
  number: bigint;
}

/** One round of the settle loop: bookings that only a settlement brings on, and whose own process is gone. */
export async function settleRound(
  context: UseCaseContext,
  { shard, mark }: { shard: ShardName; mark: SettleMark },
): Promise<void> {
  const bookings = await context.shards.read({ shard }, (reader) =>
    unsettledBookings(reader, {
      forMs: context.rules.settleAfterMs,
      after: mark.number,
      limit: atOnce,
    }),
  );
  for (const bookingId of bookings) {
    const process = await context.processes.stateOf(bookingId);
    if (process.kind === 'unavailable') return;
    // An open process has its own unlimited retries; only Temporal's own word makes it "gone".
    if (process.kind === 'open') continue;
    const started = await context.processes.settle({ bookingId, shard });
    if (started.kind === 'unavailable') return;
  }
  const last = bookings.at(-1);
  mark.number = bookings.length < atOnce || last === undefined ? 0n : bookingNumber(last);
}
