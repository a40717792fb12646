import type { BookingId } from '@interlock/domain/ids';
import {
  Client,
  Connection,
  defaultGrpcRetryOptions,
  makeGrpcRetryInterceptor,
  ScheduleAlreadyRunning,
  ScheduleOverlapPolicy,
  WithStartWorkflowOperation,
  WorkflowExecutionAlreadyStartedError,
  WorkflowIdConflictPolicy,
  WorkflowIdReusePolicy,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
  WorkflowUpdateStage,
} from '@temporalio/client';
import type { Workflow } from '@temporalio/common';
import {
  bookingTaskQueue,
  bookingWorkflowId,
  bookingWorkflowType,
  cancelUpdateName,
  holdUpdateId,
  holdUpdateName,
  paymentAuthorisedUpdateName,
  type BookingInput,
  type BookingProcess,
  type CancelInput,
  type CancelReply,
  type Gone,
  type HistoryEvent,
  type HoldReply,
  type NoAnswer,
  type PaymentAuthorisedInput,
  type PaymentReply,
  type Unreachable,
} from './booking/contract.ts';
import { historyEventOf } from './history.ts';
import {
  openNextDayScheduleId,
  openNextDayWorkflowType,
  publishWorkflowType,
  timetableTaskQueue,
  type PublishInput,
  type PublishProcess,
  type PublishReport,
} from './publish/contract.ts';
import { settleWorkflowId, settleWorkflowType, type SettleProcess } from './settle/contract.ts';

export interface ProcessesSettings {
  readonly address: string;
  readonly namespace: string;
}

export interface Processes extends BookingProcess, SettleProcess, PublishProcess {
  /** Whether Temporal answers right now. */
  ready(): Promise<boolean>;
  close(): Promise<void>;
}

const askMs = 3000;

/** About a second: whoever waits for a hold hears soon that Temporal is away, and asks again with the same key. */
const triesWhileAway = 4;

/** Connects lazily: the caller starts and searches also while Temporal is away. */
export function connectProcesses(settings: ProcessesSettings): Processes {
  const { address, namespace } = settings;
  const connection = Connection.lazy({
    address,
    connectTimeout: askMs,
    interceptors: [
      makeGrpcRetryInterceptor(defaultGrpcRetryOptions({ maxAttempts: triesWhileAway })),
    ],
  });
  // Publishing takes minutes and nobody waits at a page: it outlasts a restart of Temporal.
  const patient = Connection.lazy({ address, connectTimeout: askMs });
  const client = new Client({ connection, namespace });
  return {
    ...bookingProcess(client),
    ...settleProcess(client),
    ...publishProcess(new Client({ connection: patient, namespace })),
    async ready() {
      try {
        await connection.withDeadline(Date.now() + askMs, () =>
          client.workflowService.describeNamespace({ namespace: settings.namespace }),
        );
        return true;
      } catch {
        return false;
      }
    },
    async close() {
      await Promise.all([connection.close(), patient.close()]);
    },
  };
}

function bookingProcess(client: Client): BookingProcess {
  return {
    hold: (input) => hold(client, input),
    async paymentAuthorised({ bookingId, intentId }) {
      return orUnreachable(async () => {
        await client.withDeadline(Date.now() + askMs, () =>
          client.workflow
            .getHandle(bookingWorkflowId(bookingId))
            .startUpdate<PaymentReply, [PaymentAuthorisedInput]>(paymentAuthorisedUpdateName, {
              args: [{ intentId }],
              updateId: intentId,
              waitForStage: WorkflowUpdateStage.ACCEPTED,
            }),
        );
        return { kind: 'accepted' } as const;
      });
    },
    async cancel({ bookingId, requestId, actor }) {
      return orUnreachable(() =>
        client.withDeadline(Date.now() + 8000, () =>
          client.workflow
            .getHandle(bookingWorkflowId(bookingId))
            .executeUpdate<CancelReply, [CancelInput]>(cancelUpdateName, {
              args: [{ requestId, actor }],
              updateId: `cancel:${requestId}`,
            }),
        ),
      );
    },
    async stateOf(bookingId) {
      try {
        const found = await client.withDeadline(Date.now() + askMs, () =>
          client.workflow.getHandle(bookingWorkflowId(bookingId)).describe(),
        );
        return { kind: found.status.name === 'RUNNING' ? 'open' : 'closed' };
      } catch (error) {
        return error instanceof WorkflowNotFoundError
          ? { kind: 'closed' }
          : { kind: 'unavailable' };
      }
    },
    async listOpen() {
      const query = `ExecutionStatus = 'Running' AND WorkflowType IN ('${bookingWorkflowType}', '${settleWorkflowType}')`;
      const ids: string[] = [];
      for await (const found of client.workflow.list({ query })) ids.push(found.workflowId);
      return ids;
    },
    async history(bookingId) {
      return readHistory(client, bookingId);
    },
  };
}

async function hold(
  client: Client,
  input: Parameters<BookingProcess['hold']>[0],
): Promise<HoldReply | Gone | NoAnswer | Unreachable> {
  const start: BookingInput = {
    bookingId: input.bookingId,
    decideBy: input.decideBy,
    timings: input.timings,
  };
  const startWorkflowOperation = new WithStartWorkflowOperation(bookingWorkflowType, {
    workflowId: bookingWorkflowId(input.bookingId),
    taskQueue: bookingTaskQueue(input.shard),
    args: [start],
    workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
    workflowIdReusePolicy: WorkflowIdReusePolicy.REJECT_DUPLICATE,
    workflowTaskTimeout: '5 s',
  });
  try {
    return await client.withDeadline(Date.now() + input.waitMs, () =>
      client.workflow.executeUpdateWithStart<Workflow, HoldReply, []>(holdUpdateName, {
        updateId: holdUpdateId,
        startWorkflowOperation,
      }),
    );
  } catch (error) {
    // Ended without this update's outcome being kept: the booking row tells how it ended.
    if (error instanceof WorkflowExecutionAlreadyStartedError) return { kind: 'gone' };
    if (error instanceof WorkflowUpdateFailedError) return { kind: 'gone' };
    return isTimeOut(error) ? { kind: 'no-answer' } : { kind: 'unavailable' };
  }
}

function settleProcess(client: Client): SettleProcess {
  return {
    async settle({ bookingId, shard }) {
      try {
        await client.withDeadline(Date.now() + askMs, () =>
          client.workflow.start(settleWorkflowType, {
            workflowId: settleWorkflowId(bookingId),
            taskQueue: bookingTaskQueue(shard),
            args: [{ bookingId }],
            workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
            workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
          }),
        );
        return { kind: 'started' };
      } catch {
        return { kind: 'unavailable' };
      }
    },
  };
}

function publishProcess(client: Client): PublishProcess {
  return {
    async publish({ publicationId, trainIds, dates }) {
      return client.workflow.execute<(input: PublishInput) => Promise<PublishReport>>(
        publishWorkflowType,
        {
          workflowId: `publish/${publicationId}`,
          taskQueue: timetableTaskQueue,
          args: [{ trainIds, dates }],
          workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
          workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
        },
      );
    },
    async scheduleDailyOpening({ atHour, zone }) {
      try {
        await client.schedule.create({
          scheduleId: openNextDayScheduleId,
          spec: { calendars: [{ hour: atHour }], timezone: zone },
          policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1 day' },
          action: {
            type: 'startWorkflow',
            workflowType: openNextDayWorkflowType,
            taskQueue: timetableTaskQueue,
            args: [],
          },
        });
      } catch (error) {
        if (!(error instanceof ScheduleAlreadyRunning)) throw error;
      }
    },
  };
}

async function readHistory(client: Client, bookingId: BookingId): Promise<HistoryEvent[] | null> {
  try {
    const history = await client.withDeadline(Date.now() + askMs, () =>
      client.workflow.getHandle(bookingWorkflowId(bookingId)).fetchHistory(),
    );
    return (history.events ?? []).map(historyEventOf);
  } catch {
    return null;
  }
}

async function orUnreachable<T>(ask: () => Promise<T>): Promise<T | Gone | Unreachable> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return { kind: 'gone' };
    return { kind: 'unavailable' };
  }
}

function isTimeOut(error: unknown): boolean {
  return error instanceof WorkflowUpdateRPCTimeoutOrCancelledError;
}
