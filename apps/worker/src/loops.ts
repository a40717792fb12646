import type { ShardName } from '@interlock/domain/ids';
import {
  askForLostWebhooks,
  deliverInbox,
  sendForgottenMessages,
} from '@interlock/use-cases/loops/deliver';
import { janitor } from '@interlock/use-cases/loops/janitor';
import { startLoop, type Loop } from '@interlock/use-cases/loops/loop';
import { pageMark } from '@interlock/use-cases/loops/page-mark';
import { returnOrphans } from '@interlock/use-cases/loops/return-orphans';
import { settleRound } from '@interlock/use-cases/loops/settle';
import { sweep, sweepStart } from '@interlock/use-cases/loops/sweep';
import type { WorkerContext } from '@interlock/use-cases/process/worker-context';

/** New stations get their names into mails within this. */
const stationsEveryMs = 60_000;

/** The loops: deliver (with its three tasks apart), sweep and settle per shard, the janitor (with its two) for central. Sweep and janitor need no Temporal. */
export function startLoops(context: WorkerContext, shards: readonly ShardName[]): Loop[] {
  const { loops } = context.rules;
  const intakes = pageMark(0n);
  const orphans = pageMark('');
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
      round: () => janitor(context, intakes),
    }),
    startLoop(context, {
      name: 'orphans',
      everyMs: loops.janitorMs,
      round: () => returnOrphans(context, orphans),
    }),
  ];
}

function shardLoops(context: WorkerContext, shard: ShardName): Loop[] {
  const { loops } = context.rules;
  const inboxMark = pageMark('');
  const sweepMark = sweepStart();
  const settleMark = pageMark(0n);
  return [
    startLoop(context, {
      name: `deliver.${shard}`,
      everyMs: loops.deliverMs,
      round: () => deliverInbox(context, { shard, mark: inboxMark }),
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
      round: () => sweep(context, { shard, mark: sweepMark }),
    }),
    startLoop(context, {
      name: `settle.${shard}`,
      everyMs: loops.settleMs,
      round: () => settleRound(context, { shard, mark: settleMark }),
    }),
  ];
}
