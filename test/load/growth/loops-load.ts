import { loadConfig } from '@interlock/config/config';
import { readEnvironment } from '@interlock/config/env';
import { createSeatAllocator } from '@interlock/db/seat-allocator';
import type { ShardName } from '@interlock/domain/ids';
import type { Instant } from '@interlock/domain/time';
import {
  askForLostWebhooks,
  deliverInbox,
  sendForgottenMessages,
} from '@interlock/use-cases/loops/deliver';
import { janitor } from '@interlock/use-cases/loops/janitor';
import { pageMark } from '@interlock/use-cases/loops/page-mark';
import { settleRound } from '@interlock/use-cases/loops/settle';
import { sweep, sweepStart } from '@interlock/use-cases/loops/sweep';
import { openContext } from '@interlock/use-cases/open-context';
import type { WorkerContext } from '@interlock/use-cases/process/worker-context';
import { connectProcesses } from '@interlock/workflows/client';
import pg from 'pg';
import { loadInput, tell } from '../frame/load-process.ts';
import { median } from '../frame/rounds.ts';

/** A few rounds of the worker's loops on a store that has nothing to repair. */
export interface LoopsLoadInput {
  /** The product's settings, with the addresses of the store's databases. */
  readonly settings: Readonly<Record<string, string>>;
  /** To read what the servers count about their tables. */
  readonly admin: { readonly central: string; readonly north: string };
}

/** The round after a start and the median of those after it, on the northern shard. */
export interface LoopCost {
  readonly loop: string;
  readonly firstMs: number;
  readonly laterMs: number;
  /** Rows of whole-table scans in one later round. */
  readonly rowsScanned: number;
}

/** So many that the servers have settled on a plan for the statements. */
const laterRounds = 7;
const shard = 'north' as ShardName;

const input = await loadInput<LoopsLoadInput>();
const inbox = pageMark('');
const held = sweepStart();
const unsettled = pageMark(0n);
const intakes = pageMark(0n);
const loops: readonly { name: string; round: (context: WorkerContext) => Promise<void> }[] = [
  { name: 'deliver', round: (context) => deliverInbox(context, { shard, mark: inbox }) },
  { name: 'ask for lost webhooks', round: (context) => askForLostWebhooks(context, shard) },
  { name: 'send forgotten messages', round: (context) => sendForgottenMessages(context, shard) },
  { name: 'sweep', round: (context) => sweep(context, { shard, mark: held }) },
  { name: 'settle', round: (context) => settleRound(context, { shard, mark: unsettled }) },
  { name: 'janitor', round: (context) => janitor(context, intakes) },
];
const costs: LoopCost[] = [];
for (const { name, round } of loops) {
  const [firstMs = 0] = await timed(1, round);
  const before = await rowsScanned();
  const later = await timed(laterRounds, round);
  const rows = (await rowsScanned()) - before;
  costs.push({ loop: name, firstMs, laterMs: median(later), rowsScanned: rows / laterRounds });
}
tell(costs);

/** Connections of its own, closed afterwards: a server tells what they did once they end. */
async function timed(
  rounds: number,
  round: (context: WorkerContext) => Promise<void>,
): Promise<number[]> {
  const config = loadConfig(readEnvironment({ ...input.settings }));
  const processes = connectProcesses(config.temporal);
  const ignore = (): void => undefined;
  const opened = await openContext(config, {
    processes,
    faultPoint: ignore,
    report: ignore,
  });
  const { context } = opened;
  const now = (): Instant => context.now();
  const allocator = createSeatAllocator({ shards: context.shards, shard, now, faultPoint: ignore });
  const times: number[] = [];
  for (let done = 0; done < rounds; done += 1) {
    const began = performance.now();
    await round({ ...context, allocator: () => allocator });
    times.push(performance.now() - began);
  }
  await allocator.close();
  await processes.close();
  await opened.close();
  return times;
}

/** Rows of whole-table scans since the servers started, of the tables that grow with every booking. */
async function rowsScanned(): Promise<number> {
  const counts = await Promise.all([input.admin.central, input.admin.north].map(rowsScannedOn));
  return counts.reduce((sum, count) => sum + count, 0);
}

async function rowsScannedOn(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ rows: string }>(
    `SELECT coalesce(sum(seq_tup_read), 0) AS rows FROM pg_stat_user_tables WHERE relname IN ('booking', 'booking_event', 'payment',
       'inbox', 'ticket', 'ledger', 'notification', 'outbox', 'intake', 'claim')`,
  );
  await client.end();
  return Number(rows[0]?.rows);
}
