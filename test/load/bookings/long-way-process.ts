import { fileURLToPath } from 'node:url';
import { loadConfig } from '@interlock/config/config';
import type { ShardName } from '@interlock/domain/ids';
import { bookingActivities } from '@interlock/worker/activities/booking';
import { settleActivities } from '@interlock/worker/activities/settle';
import { composeWorker } from '@interlock/worker/composition';
import { startLoops } from '@interlock/worker/loops';
import { bookingWorkerSettings } from '@interlock/worker/temporal-workers';
import type {
  BookingActivities,
  BookingStep,
  MoneyStep,
} from '@interlock/workflows/booking/activities';
import { bookingTaskQueue } from '@interlock/workflows/booking/contract';
import { activityInfo } from '@temporalio/activity';
import { NativeConnection, Worker } from '@temporalio/worker';
import { tell } from '../frame/load-process.ts';

/** The product's worker, but the first try of what leaves the house fails at once: the long way does all of it. */

const codePath = fileURLToPath(new URL('../../../apps/worker/dist/workflows.js', import.meta.url));

function onTheLongWay<Step, Answer>(
  activity: (step: Step) => Promise<Answer>,
): (step: Step) => Promise<Answer> {
  return async (step) => {
    if (activityInfo().isLocal) throw new Error('no first try');
    return activity(step);
  };
}

function withoutFirstTry(activities: BookingActivities): BookingActivities {
  return {
    ...activities,
    capturePayment: onTheLongWay((step: MoneyStep) => activities.capturePayment(step)),
    notify: onTheLongWay((step: BookingStep) => activities.notify(step)),
  };
}

const config = loadConfig();
const shards = config.workerShards as ShardName[];
const composed = await composeWorker(config);
const loops = startLoops(composed.context, shards);
const connection = await NativeConnection.connect({ address: config.temporal.address });
const workers = await Promise.all(
  shards.map((shard) =>
    Worker.create({
      ...bookingWorkerSettings({ connection, namespace: config.temporal.namespace }),
      workflowBundle: { codePath },
      taskQueue: bookingTaskQueue(shard),
      activities: {
        ...withoutFirstTry(bookingActivities(composed.context)),
        ...settleActivities(composed.context),
      },
    }),
  ),
);
process.once('SIGTERM', () => {
  for (const worker of workers) worker.shutdown();
});
const running = Promise.all(workers.map((worker) => worker.run()));
tell('ready');
await running;
await Promise.all(loops.map((loop) => loop.stop()));
await connection.close();
await composed.close();
process.exit(0);
