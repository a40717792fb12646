import { expiredHolds, oldestHeld } from '@interlock/db/bookings';
import type { ShardName } from '@interlock/domain/ids';
import type { WorkerContext } from '../process/worker-context.ts';

const atOnce = 64;

/** Where a sweep stands: every smaller id has ended, so it is never looked at again. */
export interface SweepMark {
  number: bigint;
}

/** One round of the sweep on a shard, without Temporal: held rows past their end go through the allocator's release. */
export async function sweep(
  context: WorkerContext,
  input: { shard: ShardName; mark: SweepMark },
): Promise<void> {
  const { shard, mark } = input;
  const expired = await context.shards.read({ shard }, (reader) =>
    expiredHolds(reader, { after: mark.number, limit: atOnce }),
  );
  await Promise.all(
    expired.map((hold) =>
      context.allocator(shard).release({
        bookingId: hold.id,
        expect: 'held',
        due: 'expires-at',
        reason: 'expired',
        actor: 'sweep',
        operation: `${hold.id}:sweep`,
      }),
    ),
  );
  await raiseMark(context, input);
}

/** The mark never passes a row still held, nor the youngest id a slow batch could still write. */
async function raiseMark(
  context: WorkerContext,
  input: { shard: ShardName; mark: SweepMark },
): Promise<void> {
  const settledMs = context.now() - context.rules.shortHoldWindowMs - context.rules.decideByMs;
  const youngest = BigInt(Math.max(0, Math.floor(settledMs))) << 22n;
  const held = await context.shards.read({ shard: input.shard }, (reader) =>
    oldestHeld(reader, input.mark.number),
  );
  const limit = held === null || held > youngest ? youngest : held - 1n;
  if (limit > input.mark.number) input.mark.number = limit;
}
