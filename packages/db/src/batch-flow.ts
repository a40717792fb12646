import type { BatchQueue, WaitingItem } from './batch-queue.ts';
import type { BatchRunner } from './batch-runner.ts';

/** A batch costs the database so much before its first request that fewer had better wait for the next one. */
const worthABatch = 20;
const atOnceMax = 2;

/** Makes batches of what waits and has them carried out. */
export interface BatchFlow {
  /** Something waits. It goes in the next turn of the event loop, so that all that comes together goes together. */
  wake(): void;
  /** Resolves when nothing waits and nothing is under way. */
  idle(): Promise<void>;
}

/**
 * While a batch is in the database the next one fills itself. Where enough requests wait for a batch of their own it is
 * decided and sent at once, to be carried out right after the first: the database never waits for a decision.
 */
export function createBatchFlow({
  queue,
  runner,
}: {
  queue: BatchQueue;
  runner: Pick<BatchRunner, 'run' | 'mayWorkBeside'>;
}): BatchFlow {
  let underWay = 0;
  let isAwake = false;
  let whenIdle: (() => void)[] = [];

  function wake(): void {
    if (isAwake) return;
    isAwake = true;
    setImmediate(() => {
      isAwake = false;
      startBatches();
    });
  }

  function startBatches(): void {
    for (let most = nextBatch(); most > 0; most = nextBatch()) {
      const batch = queue.takeBatch(most);
      if (batch.length === 0) break;
      underWay += 1;
      void carryOut(batch);
    }
    if (isBusy()) return;
    for (const idle of whenIdle) idle();
    whenIdle = [];
  }

  /** How many requests may go now; of many that wait one half, so that the other can follow. */
  function nextBatch(): number {
    const waiting = queue.size();
    const isAlone = underWay === 0;
    if (isAlone && waiting < 2 * worthABatch) return waiting;
    if (underWay === atOnceMax || waiting < worthABatch) return 0;
    if (!runner.mayWorkBeside()) return isAlone ? waiting : 0;
    return isAlone ? Math.ceil(waiting / 2) : waiting;
  }

  async function carryOut(batch: WaitingItem[]): Promise<void> {
    // Nobody may be left waiting, not even by a mistake in here.
    const again = await runner.run(batch).catch((error: unknown) => {
      for (const item of batch) item.reject(error);
      return [];
    });
    queue.batchEnded(batch, again);
    underWay -= 1;
    wake();
  }

  const isBusy = () => underWay > 0 || queue.size() > 0;

  return {
    wake,
    async idle() {
      if (!isBusy()) return;
      await new Promise<void>((resolve) => {
        whenIdle.push(resolve);
      });
    },
  };
}
