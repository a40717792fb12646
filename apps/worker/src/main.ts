import { loadConfig } from '@interlock/config/config';
import type { ShardName } from '@interlock/domain/ids';
import { composeWorker } from './composition.ts';
import { keepTemporalWorkers } from './keep-temporal-workers.ts';
import { startLoops } from './loops.ts';

const config = loadConfig();
const worker = await composeWorker(config);
const shards = config.workerShards as ShardName[];

// The loops come first: sweep and janitor do their work also while Temporal is away.
const loops = startLoops(worker.context, shards);
const temporal = keepTemporalWorkers(worker.context, { ...config.temporal, shards });

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  await Promise.all([temporal.stop(), ...loops.map((loop) => loop.stop())]);
  await worker.close();
  process.exit(0);
}
process.on('SIGTERM', () => void stop());
process.on('SIGINT', () => void stop());

await temporal.firstReady;
console.log(`ready ${JSON.stringify({ shards })}`);
