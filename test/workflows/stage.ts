import { randomInt } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import {
  makeBookingId,
  type BookingId,
  type IntentId,
  type ShardName,
} from '@interlock/domain/ids';
import type { Instant } from '@interlock/domain/time';
import type { BookingActivities } from '@interlock/workflows/booking/activities';
import {
  bookingTaskQueue,
  bookingWorkflowId,
  type BookingTimings,
  type CancelReply,
  type HoldReply,
} from '@interlock/workflows/booking/contract';
import { connectProcesses, type Processes } from '@interlock/workflows/client';
import { Client, Connection } from '@temporalio/client';
import {
  bundleWorkflowCode,
  DefaultLogger,
  makeTelemetryFilterString,
  NativeConnection,
  Runtime,
  Worker,
  type WorkflowBundle,
} from '@temporalio/worker';
import { FakeSteps, type Call } from './fake-steps.ts';

type HistoryProto = Awaited<
  ReturnType<ReturnType<Client['workflow']['getHandle']>['fetchHistory']>
>;

const timings: BookingTimings = { holdAnswerMs: 4000, notifyForMs: 60_000, alarmAfterMs: 60_000 };
const north = 'north' as ShardName;

export interface RunningWorker {
  stop(): Promise<void>;
}

/** A Temporal namespace with the real workflows and steps that the tests play. */
export interface Stage {
  readonly processes: Processes;
  readonly client: Client;
  readonly steps: FakeSteps;
  /** Runs the workflows with these activities on a queue; the queue `bookings.north` has one already. */
  work(taskQueue: string, activities: object): Promise<RunningWorker>;
  book(changes?: Partial<BookingActivities>, own?: BookingOptions): TestBooking;
  close(): Promise<void>;
}

export interface BookingOptions {
  readonly timings?: Partial<BookingTimings>;
  readonly shard?: string;
  readonly decideInMs?: number;
}

/** One booking on the stage. */
export interface TestBooking {
  readonly id: BookingId;
  readonly workflowId: string;
  hold(): Promise<HoldReply>;
  /** Announces money and waits until the workflow has taken the news. */
  pay(intent: string): Promise<void>;
  cancel(requestId?: string): Promise<CancelReply>;
  /** How the workflow ended. */
  end(): Promise<string>;
  calls(): readonly Call[];
  history(): Promise<HistoryProto>;
  eventCount(): Promise<number>;
  needsAttention(): Promise<boolean>;
}

let bundle: Promise<WorkflowBundle> | undefined;

/** The product's own workflow code, bundled once per test file. */
export function workflowBundle(): Promise<WorkflowBundle> {
  bundle ??= bundleWorkflowCode({
    workflowsPath: fileURLToPath(
      new URL('../../packages/workflows/src/all-workflows.ts', import.meta.url),
    ),
    logger: new DefaultLogger('ERROR'),
  });
  return bundle;
}

/** Opens the stage: connections, the bundle, and a worker on the northern shard's queue. */
export async function openStage(place: { address: string; namespace: string }): Promise<Stage> {
  const filter = makeTelemetryFilterString({ core: 'ERROR', other: 'ERROR' });
  Runtime.install({
    logger: new DefaultLogger('ERROR'),
    telemetryOptions: { logging: { filter } },
  });
  const [native, connection, code] = await Promise.all([
    NativeConnection.connect({ address: place.address }),
    Connection.connect({ address: place.address }),
    workflowBundle(),
  ]);
  const client = new Client({ connection, namespace: place.namespace });
  const processes = connectProcesses(place);
  const steps = new FakeSteps();
  const workers: RunningWorker[] = [];

  async function work(taskQueue: string, activities: object): Promise<RunningWorker> {
    const worker = await Worker.create({
      connection: native,
      namespace: place.namespace,
      workflowBundle: code,
      taskQueue,
      activities,
      stickyQueueScheduleToStartTimeout: '3 s',
      shutdownForceTime: '5 s',
    });
    const run = worker.run();
    const running: RunningWorker = {
      async stop() {
        if (worker.getState() === 'RUNNING') worker.shutdown();
        await run;
      },
    };
    workers.push(running);
    return running;
  }

  await work(bookingTaskQueue(north), steps.activities());
  return {
    processes,
    client,
    steps,
    work,
    book: (changes = {}, own = {}) => testBooking({ client, processes, steps }, changes, own),
    async close() {
      await Promise.all(workers.map((worker) => worker.stop()));
      await processes.close();
      await connection.close();
      await native.close();
    },
  };
}

function testBooking(
  stage: Pick<Stage, 'client' | 'processes' | 'steps'>,
  changes: Partial<BookingActivities>,
  own: BookingOptions,
): TestBooking {
  const { client, processes, steps } = stage;
  const id = makeBookingId({ bureau: 'B', atMs: Date.now(), random22: randomInt(2 ** 22) });
  const workflowId = bookingWorkflowId(id);
  const handle = client.workflow.getHandle(workflowId);
  steps.script(id, changes);
  return {
    id,
    workflowId,
    async hold() {
      const reply = await processes.hold({
        bookingId: id,
        shard: (own.shard ?? north) as ShardName,
        decideBy: (Date.now() + (own.decideInMs ?? 60_000)) as Instant,
        timings: { ...timings, ...own.timings },
        waitMs: 20_000,
      });
      if (reply.kind === 'gone' || reply.kind === 'no-answer' || reply.kind === 'unavailable')
        throw new Error(`hold: ${reply.kind}`);
      return reply;
    },
    async pay(intent) {
      const reply = await processes.paymentAuthorised({
        bookingId: id,
        intentId: intent as IntentId,
      });
      if (reply.kind !== 'accepted') throw new Error(`pay: ${reply.kind}`);
    },
    async cancel(requestId = 'click-1') {
      const reply = await processes.cancel({ bookingId: id, requestId, actor: 'passenger' });
      switch (reply.kind) {
        case 'gone':
        case 'no-answer':
        case 'unavailable':
          throw new Error(`cancel: ${reply.kind}`);
        case 'released':
        case 'payment-in-progress':
        case 'already-ticketed':
          return reply;
      }
    },
    end: () => handle.result() as Promise<string>,
    calls: () => steps.callsOf(id),
    history: () => handle.fetchHistory(),
    eventCount: async () => (await handle.fetchHistory()).events?.length ?? 0,
    needsAttention: async () =>
      JSON.stringify((await handle.describe()).typedSearchAttributes).includes('true'),
  };
}
