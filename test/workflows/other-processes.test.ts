import { createTestNamespace } from '@interlock/dev-env/test-databases';
import type { BookingId, IntentId, ShardName } from '@interlock/domain/ids';
import type { ServiceDate } from '@interlock/domain/time';
import { connectProcesses } from '@interlock/workflows/client';
import { timetableTaskQueue } from '@interlock/workflows/publish/contract';
import { settleWorkflowId } from '@interlock/workflows/settle/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { failing, gate } from './fake-steps.ts';
import { openStage, type Stage } from './stage.ts';

const date = '2030-05-01' as ServiceDate;
const west = 'west' as ShardName;

let stage: Stage;

beforeAll(async () => {
  stage = await openStage(await createTestNamespace());
});
afterAll(() => stage.close());

test('a settlement goes on until it is done, and runs once however often it is started', async () => {
  const { id } = stage.book();
  const settled: BookingId[] = [];
  const tries = failing(1, undefined);
  const worker = await stage.work('bookings.west', {
    settleBooking: async (step: { bookingId: BookingId }) => {
      await tries();
      settled.push(step.bookingId);
    },
  });
  const asked = { bookingId: id, shard: west };
  const { processes } = stage;
  expect(await Promise.all([processes.settle(asked), processes.settle(asked)])).toEqual([
    { kind: 'started' },
    { kind: 'started' },
  ]);
  await stage.client.workflow.getHandle(settleWorkflowId(id)).result();
  expect(settled).toEqual([id]);
  await processes.settle(asked);
  await stage.client.workflow.getHandle(settleWorkflowId(id)).result();
  expect(settled).toEqual([id, id]);
  await worker.stop();
});

test('publishing does every chunk, a few at a time, and joins a publication under way', async () => {
  const chunks = Array.from({ length: 9 }, (_, index) => ({ trainIds: [index], date }));
  const start = gate();
  let running = 0;
  let most = 0;
  const done: number[] = [];
  const worker = await stage.work(timetableTaskQueue, {
    planPublication: () => Promise.resolve(chunks),
    publishChunk: async ({ trainIds }: { trainIds: number[] }) => {
      running += 1;
      most = Math.max(most, running);
      await start.passed;
      running -= 1;
      done.push(...trainIds);
      return { runsCreated: 1, runsPresent: 0, seatsCreated: 10 };
    },
  });
  const wish = { publicationId: 'spring', trainIds: [], dates: [date] };
  const reports = Promise.all([stage.processes.publish(wish), stage.processes.publish(wish)]);
  start.open();
  expect(await reports).toEqual([
    { runsCreated: 9, runsPresent: 0, seatsCreated: 90 },
    { runsCreated: 9, runsPresent: 0, seatsCreated: 90 },
  ]);
  expect(done.sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  expect(most).toBeLessThanOrEqual(4);
  await worker.stop();
});

test('the daily opening is scheduled once, however often the product starts', async () => {
  const { processes, client } = stage;
  const daily = { atHour: 0, zone: 'Asia/Shanghai' };
  await processes.scheduleDailyOpening(daily);
  await processes.scheduleDailyOpening(daily);
  const { spec } = await client.schedule.getHandle('open-next-day').describe();
  expect(spec.timezone).toBe('Asia/Shanghai');
});

test('a process that has ended, or never was, is gone for its callers', async () => {
  const { processes } = stage;
  const booking = stage.book();
  const money = { bookingId: booking.id, intentId: 'pi_late' as IntentId };
  const click = { bookingId: booking.id, requestId: 'click', actor: 'passenger' };
  expect(await processes.stateOf(booking.id)).toEqual({ kind: 'closed' });
  expect(await processes.paymentAuthorised(money)).toEqual({ kind: 'gone' });
  await booking.hold();
  expect(await processes.stateOf(booking.id)).toEqual({ kind: 'open' });
  await booking.cancel();
  await booking.end();
  expect(await processes.stateOf(booking.id)).toEqual({ kind: 'closed' });
  expect(await processes.paymentAuthorised(money)).toEqual({ kind: 'gone' });
  expect(await processes.cancel(click)).toEqual({ kind: 'gone' });
});

test('the history for people has types and names of steps, and no payload', async () => {
  const booking = stage.book();
  await booking.hold();
  await booking.cancel();
  await booking.end();
  const history = await stage.processes.history(booking.id);
  expect(history?.map(({ type }) => type)).toContain('workflowExecutionCompleted');
  expect(history?.filter(({ name }) => name === 'cancel')).toHaveLength(1);
  expect(history?.every((event) => Object.keys(event).length === 6)).toBe(true);
});

test('with Temporal away every question has an honest answer', async () => {
  const away = connectProcesses({ address: '127.0.0.1:1', namespace: 'nowhere' });
  const { id } = stage.book();
  const hold = { bookingId: id, shard: west, decideBy: 0 as never, waitMs: 60_000 };
  const timings = { holdAnswerMs: 1, notifyForMs: 1, alarmAfterMs: 1 };
  expect(
    await Promise.all([
      away.ready(),
      away.hold({ ...hold, timings }),
      away.paymentAuthorised({ bookingId: id, intentId: 'pi_1' as IntentId }),
      away.cancel({ bookingId: id, requestId: 'click', actor: 'passenger' }),
      away.stateOf(id),
      away.settle({ bookingId: id, shard: west }),
      away.history(id),
    ]),
  ).toEqual([
    false,
    { kind: 'unavailable' },
    { kind: 'unavailable' },
    { kind: 'unavailable' },
    { kind: 'unavailable' },
    { kind: 'unavailable' },
    null,
  ]);
  await away.close();
});
