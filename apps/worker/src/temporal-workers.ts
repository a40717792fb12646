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

/** One Temporal worker per shard queue and one for the timetable; trouble on one shard stays on its queue. */
export async function createTemporalWorkers(
  context: WorkerContext,
  input: { connection: NativeConnection; namespace: string; shards: readonly ShardName[] },
): Promise<Worker[]> {
  const { connection, namespace } = input;
  const base: Partial<WorkerOptions> & Pick<WorkerOptions, 'connection'> = {
    connection,
    namespace,
    workflowBundle,
    shutdownGraceTime: '10 s',
    shutdownForceTime: '30 s',
    stickyQueueScheduleToStartTimeout: '3 s',
    maxConcurrentLocalActivityExecutions: localActivitiesMax,
  };
  const queues = input.shards.map((shard) =>
    Worker.create({
      ...base,
      taskQueue: bookingTaskQueue(shard),
      activities: { ...bookingActivities(context), ...settleActivities(context) },
    }),
  );
  const timetable = Worker.create({
    ...base,
    taskQueue: timetableTaskQueue,
    activities: publishActivities(context),
    maxConcurrentActivityTaskExecutions: 4,
  });
  return Promise.all([...queues, timetable]);
}
