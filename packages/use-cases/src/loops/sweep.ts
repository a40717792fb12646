import { expiredHolds, holdsEndedUntil } from '@interlock/db/bookings';
import type { ShardName } from '@interlock/domain/ids';
import type { Instant } from '@interlock/domain/time';
import { allOf } from '../all-of.ts';
import type { WorkerContext } from '../process/worker-context.ts';

const atOnce = 64;

/** Where a sweep stands: every booking inserted before has ended, so it is never looked at again. */
export interface SweepMark {
  since: Instant;
}

/** The mark of a sweep that has seen nothing yet. */
export function sweepStart(): SweepMark {
  return { since: 0 as Instant };
}

/** One round of the sweep on a shard, without Temporal: held rows past their end go through the allocator's release. */
export async function sweep(
  context: WorkerContext,
  input: { shard: ShardName; mark: SweepMark },
): Promise<void> {
  const { shard, mark } = input;
  const expired = await context.shards.read({ shard }, (reader) =>
    expiredHolds(reader, { since: mark.since, limit: atOnce }),
  );
  await allOf(expired, async (bookingId) => {
    await context.allocator(shard).release({
      bookingId,
      expect: 'held',
      due: 'expires-at',
      reason: 'expired',
      actor: 'sweep',
      operation: `${bookingId}:sweep`,
    });
  });
  // What commits later than it was inserted commits within the time that one decision may take.
  const behindMs = context.rules.shortHoldWindowMs + context.rules.decideByMs;
  mark.since = await context.shards.read({ shard }, (reader) =>
    holdsEndedUntil(reader, { since: mark.since, behindMs }),
  );
}
