import type { ShardName } from '@interlock/domain/ids';
import type { WorkerContext } from '@interlock/use-cases/process/worker-context';
import { NativeConnection, type Worker } from '@temporalio/worker';
import { createTemporalWorkers } from './temporal-workers.ts';

const againMs = 1000;

export interface KeptWorkers {
  /** Resolves once the workers poll for the first time. */
  readonly firstReady: Promise<void>;
  stop(): Promise<void>;
}

/** Runs the Temporal workers; while Temporal is away or after it was lost, connects again and again. */
export function keepTemporalWorkers(
  context: WorkerContext,
  input: { address: string; namespace: string; shards: readonly ShardName[] },
): KeptWorkers {
  let running: Worker[] = [];
  let stopped = false;
  let announce: () => void = () => undefined;
  const firstReady = new Promise<void>((resolve) => {
    announce = resolve;
  });

  async function runOnce(): Promise<void> {
    const connection = await NativeConnection.connect({ address: input.address });
    try {
      const workers = await createTemporalWorkers(context, { ...input, connection });
      running = workers;
      announce();
      if (!stopped) await runTogether(workers);
    } finally {
      running = [];
      await connection.close();
    }
  }

  const ended = (async () => {
    while (!stopped) {
      try {
        await runOnce();
      } catch (error) {
        context.report('no Temporal workers', { error });
        await new Promise((resolve) => setTimeout(resolve, againMs));
      }
    }
  })();

  return {
    firstReady,
    async stop() {
      stopped = true;
      shutDown(running);
      await ended;
    },
  };
}

/** When one worker fails the others are stopped too, so that all come back together. */
async function runTogether(workers: Worker[]): Promise<void> {
  const runs = workers.map((worker) => worker.run());
  try {
    await Promise.all(runs);
  } catch (error) {
    shutDown(workers);
    await Promise.allSettled(runs);
    throw error;
  }
}

function shutDown(workers: Worker[]): void {
  for (const worker of workers) {
    if (worker.getState() === 'RUNNING') worker.shutdown();
  }
}
