import { fileURLToPath } from 'node:url';
import { bookingWorkerSettings } from '@interlock/worker/temporal-workers';
import type { BookingActivities } from '@interlock/workflows/booking/activities';
import { NativeConnection, Worker } from '@temporalio/worker';
import { loadInput, tell } from '../frame/load-process.ts';

export interface ReferenceWorkerInput {
  readonly address: string;
  readonly namespace: string;
  readonly taskQueues: readonly string[];
}

/** Nothing but Temporal: every step is done before it is asked for. */
const emptyActivities: BookingActivities = {
  holdSeats: async () => ({ kind: 'held', payInMs: 20 * 60_000 }),
  abandonHold: async () => ({ kind: 'released', money: false }),
  meetDeadline: async () => ({ kind: 'released', money: false }),
  cancelHold: async () => ({ kind: 'released', money: false }),
  confirmSeats: async ({ intentId }) => ({ kind: 'confirmed', intentId }),
  capturePayment: async () => ({ kind: 'captured' }),
  refuseCapture: async () => ({ kind: 'held', payInMs: 1000 }),
  issueTickets: async () => ({ otherMoney: false }),
  returnMoney: async () => undefined,
  closeIntake: async () => undefined,
  notify: async () => undefined,
};

const codePath = fileURLToPath(new URL('../../../apps/worker/dist/workflows.js', import.meta.url));

const input = await loadInput<ReferenceWorkerInput>();
const connection = await NativeConnection.connect({ address: input.address });
const workers = await Promise.all(
  input.taskQueues.map((taskQueue) =>
    Worker.create({
      ...bookingWorkerSettings({ connection, namespace: input.namespace }),
      workflowBundle: { codePath },
      taskQueue,
      activities: { ...emptyActivities },
    }),
  ),
);
process.once('SIGTERM', () => {
  for (const worker of workers) worker.shutdown();
});
const running = Promise.all(workers.map((worker) => worker.run()));
tell('ready');
await running;
await connection.close();
