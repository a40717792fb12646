import type { BookingId } from '@interlock/domain/ids';
import { makeBookingId } from '@interlock/domain/ids';
import type { Instant } from '@interlock/domain/time';
import {
  bookingWorkflowId,
  bookingWorkflowType,
  holdUpdateId,
  holdUpdateName,
  paymentAuthorisedUpdateName,
  type BookingInput,
  type HoldReply,
  type PaymentReply,
} from '@interlock/workflows/booking/contract';
import {
  Client,
  Connection,
  WithStartWorkflowOperation,
  WorkflowIdConflictPolicy,
  WorkflowIdReusePolicy,
} from '@temporalio/client';
import type { Workflow } from '@temporalio/common';
import { loadInput, tell } from '../frame/load-process.ts';

export interface ReferenceLoadInput {
  readonly address: string;
  readonly namespace: string;
  readonly taskQueues: readonly string[];
  readonly clients: number;
  readonly from: number;
  readonly until: number;
}

export interface ReferenceLoadAnswer {
  readonly doneAt: number[];
  readonly holdMs: number[];
  readonly payMs: number[];
}

const timings: BookingInput['timings'] = {
  holdAnswerMs: 4_000,
  notifyForMs: 3_600_000,
  alarmAfterMs: 120_000,
};

const input = await loadInput<ReferenceLoadInput>();
const connection = await Connection.connect({ address: input.address });
const client = new Client({ connection, namespace: input.namespace });
const answer: ReferenceLoadAnswer = { doneAt: [], holdMs: [], payMs: [] };
let drawn = 0;

await new Promise((resolve) => setTimeout(resolve, Math.max(0, input.from - Date.now())));
await Promise.all(Array.from({ length: input.clients }, (_, at) => bookingLoop(at)));
await connection.close();
tell(answer);

async function bookingLoop(at: number): Promise<void> {
  const taskQueue = input.taskQueues[at % input.taskQueues.length] ?? '';
  while (Date.now() < input.until) {
    const bookingId = makeBookingId({ bureau: 'P', atMs: Date.now(), random22: drawn++ % 2 ** 22 });
    const began = performance.now();
    await hold(bookingId, taskQueue);
    const held = performance.now();
    await pay(bookingId);
    answer.doneAt.push(Date.now());
    answer.holdMs.push(held - began);
    answer.payMs.push(performance.now() - held);
  }
}

/** The call that the product makes for a hold. */
async function hold(bookingId: BookingId, taskQueue: string): Promise<void> {
  const start: BookingInput = {
    bookingId,
    decideBy: (Date.now() + 10_000) as Instant,
    timings,
  };
  const startWorkflowOperation = new WithStartWorkflowOperation(bookingWorkflowType, {
    workflowId: bookingWorkflowId(bookingId),
    taskQueue,
    args: [start],
    workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
    workflowIdReusePolicy: WorkflowIdReusePolicy.REJECT_DUPLICATE,
    workflowTaskTimeout: '5 s',
  });
  const reply = await client.workflow.executeUpdateWithStart<Workflow, HoldReply, []>(
    holdUpdateName,
    { updateId: holdUpdateId, startWorkflowOperation },
  );
  if (reply.kind !== 'held') throw new Error(`the reference answered ${reply.kind}`);
}

/** One call that answers with the ticket, where the product's buyers look again until it is there. */
async function pay(bookingId: BookingId): Promise<void> {
  const intentId = `pi_${bookingId}`;
  const reply = await client.workflow
    .getHandle(bookingWorkflowId(bookingId))
    .executeUpdate<PaymentReply, [{ intentId: string }]>(paymentAuthorisedUpdateName, {
      args: [{ intentId }],
      updateId: intentId,
    });
  if (reply.kind !== 'ticketed') throw new Error(`the reference answered ${reply.kind}`);
}
