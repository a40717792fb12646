import type { ShardName } from '@interlock/domain/ids';
import { deliver } from '@interlock/use-cases/loops/deliver';
import { janitor } from '@interlock/use-cases/loops/janitor';
import { startLoop, type Loop } from '@interlock/use-cases/loops/loop';
import { settleRound } from '@interlock/use-cases/loops/settle';
import { sweep, type SweepMark } from '@interlock/use-cases/loops/sweep';
import type { WorkerContext } from '@interlock/use-cases/process/worker-context';

/** The four loops: deliver, sweep and settle per shard, the janitor for central. Sweep and janitor need no Temporal. */
export function startLoops(context: WorkerContext, shards: readonly ShardName[]): Loop[] {
  const { loops } = context.rules;
  return [
    ...shards.flatMap((shard) => shardLoops(context, shard)),
    startLoop(context, {
      name: 'janitor',
      everyMs: loops.janitorMs,
      round: () => janitor(context),
    }),
  ];
}

function shardLoops(context: WorkerContext, shard: ShardName): Loop[] {
  const { loops } = context.rules;
  const mark: SweepMark = { number: 0n };
  return [
    startLoop(context, {
      name: `deliver.${shard}`,
      everyMs: loops.deliverMs,
      round: () => deliver(context, shard),
    }),
    startLoop(context, {
      name: `sweep.${shard}`,
      everyMs: loops.sweepMs,
      round: () => sweep(context, { shard, mark }),
    }),
    startLoop(context, {
      name: `settle.${shard}`,
      everyMs: loops.settleMs,
      round: () => settleRound(context, shard),
    }),
  ];
}
