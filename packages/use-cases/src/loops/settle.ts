import { unsettledBookings } from '@interlock/db/bookings';
import type { ShardName } from '@interlock/domain/ids';
import type { UseCaseContext } from '../context.ts';

const atOnce = 50;

/** One round of the settle loop: bookings that only a settlement brings on, and whose own process is gone. */
export async function settleRound(context: UseCaseContext, shard: ShardName): Promise<void> {
  const bookings = await context.shards.read({ shard }, (reader) =>
    unsettledBookings(reader, { forMs: context.rules.settleAfterMs, limit: atOnce }),
  );
  for (const bookingId of bookings) {
    const process = await context.processes.stateOf(bookingId);
    if (process.kind === 'unavailable') return;
    // An open process has its own unlimited retries; only Temporal's own word makes it "gone".
    if (process.kind === 'open') continue;
    const started = await context.processes.settle({ bookingId, shard });
    if (started.kind === 'unavailable') return;
  }
}
