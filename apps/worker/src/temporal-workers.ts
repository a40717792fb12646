import { fileURLToPath } from 'node:url';
import type { ShardName } from '@interlock/domain/ids';
import type { WorkerContext } from '@interlock/use-cases/process/worker-context';
import { bookingTaskQueue } from '@interlock/workflows/booking/contract';
import { timetableTaskQueue } from '@interlock/workflows/publish/contract';
import { type NativeConnection, Worker, type WorkerOptions } from '@temporalio/worker';
import { bookingActivities } from './activities/booking.ts';
import { publishActivities } from './activities/publish.ts';
import { settleActivities } from './activities/settle.ts';

/** Written beside main.js by the build. */
const workflowBundle = {
  codePath: fileURLToPath(new URL('workflows.js', import.meta.url)),
};

/** Holds wait in the allocator, not for a slot (protocol, budgets). */
const localActivitiesMax = 128;

type Settings = Partial<WorkerOptions> & Pick<WorkerOptions, 'connection' | 'namespace'>;

/** How every Temporal worker of this process runs; queue, activities and code aside. */
export function bookingWorkerSettings(input: {
  connection: NativeConnection;
  namespace: string;
}): Settings {
  return {
    ...input,
    shutdownGraceTime: '10 s',
    shutdownForceTime: '30 s',
    stickyQueueScheduleToStartTimeout: '3 s',
    maxConcurrentLocalActivityExecutions: localActivitiesMax,
  };
}

/** One Temporal worker per shard queue and one for the timetable; trouble on one shard stays on its queue. */
export async function createTemporalWorkers(
  context: WorkerContext,
  input: { connection: NativeConnection; namespace: string; shards: readonly ShardName[] },
): Promise<Worker[]> {
  const { connection, namespace } = input;
  const settings = { ...bookingWorkerSettings({ connection, namespace }), workflowBundle };
  const queues = input.shards.map((shard) =>
    Worker.create({
      ...settings,
      taskQueue: bookingTaskQueue(shard),
      activities: { ...bookingActivities(context), ...settleActivities(context) },
    }),
  );
  const timetable = Worker.create({
    ...settings,
    taskQueue: timetableTaskQueue,
    activities: publishActivities(context),
    maxConcurrentActivityTaskExecutions: 4,
  });
  return Promise.all([...queues, timetable]);
}
