import type { ShardName } from '@interlock/domain/ids';
import {
  askForLostWebhooks,
  deliverInbox,
  sendForgottenMessages,
} from '@interlock/use-cases/loops/deliver';
import { janitor, type JanitorMark } from '@interlock/use-cases/loops/janitor';
import { startLoop, type Loop } from '@interlock/use-cases/loops/loop';
import { settleRound, type SettleMark } from '@interlock/use-cases/loops/settle';
import { sweep, type SweepMark } from '@interlock/use-cases/loops/sweep';
import type { WorkerContext } from '@interlock/use-cases/process/worker-context';

/** New stations get their names into mails within this. */
const stationsEveryMs = 60_000;

/** The loops: deliver (with its three tasks apart), sweep and settle per shard, the janitor for central. Sweep and janitor need no Temporal. */
export function startLoops(context: WorkerContext, shards: readonly ShardName[]): Loop[] {
  const { loops } = context.rules;
  const janitorMark: JanitorMark = { number: 0n };
  return [
    ...shards.flatMap((shard) => shardLoops(context, shard)),
    startLoop(context, {
      name: 'stations',
      everyMs: stationsEveryMs,
      round: () => context.availability.loadStations(),
    }),
    startLoop(context, {
      name: 'janitor',
      everyMs: loops.janitorMs,
      round: () => janitor(context, janitorMark),
    }),
  ];
}

function shardLoops(context: WorkerContext, shard: ShardName): Loop[] {
  const { loops } = context.rules;
  const mark: SweepMark = { number: 0n };
  const settleMark: SettleMark = { number: 0n };
  return [
    startLoop(context, {
      name: `deliver.${shard}`,
      everyMs: loops.deliverMs,
      round: () => deliverInbox(context, shard),
    }),
    startLoop(context, {
      name: `ask.${shard}`,
      everyMs: loops.deliverMs,
      round: () => askForLostWebhooks(context, shard),
    }),
    startLoop(context, {
      name: `send.${shard}`,
      everyMs: loops.deliverMs,
      round: () => sendForgottenMessages(context, shard),
    }),
    startLoop(context, {
      name: `sweep.${shard}`,
      everyMs: loops.sweepMs,
      round: () => sweep(context, { shard, mark }),
    }),
    startLoop(context, {
      name: `settle.${shard}`,
      everyMs: loops.settleMs,
      round: () => settleRound(context, { shard, mark: settleMark }),
    }),
  ];
}
