import { createTestNamespace } from '@interlock/dev-env/test-databases';
import type { IntentId } from '@interlock/domain/ids';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { failing, gate, inTurn, inTurnOf } from './fake-steps.ts';
import { openStage, type Stage } from './stage.ts';

const pi1 = 'pi_1' as IntentId;
const pi2 = 'pi_2' as IntentId;

let stage: Stage;

beforeAll(async () => {
  stage = await openStage(await createTestNamespace());
});
afterAll(() => stage.close());

test('a paid hold is confirmed, captured and ticketed, then intake and mail are seen to', async () => {
  const booking = stage.book();
  expect(await booking.hold()).toEqual({ kind: 'held' });
  await booking.pay(pi1);
  expect(await booking.end()).toBe('ticketed');
  expect(booking.calls()).toEqual([
    'holdSeats',
    `confirmSeats ${pi1}`,
    `capturePayment ${pi1}`,
    `issueTickets ${pi1}`,
    'closeIntake',
    'notify',
  ]);
  expect(await booking.eventCount()).toBeLessThanOrEqual(28);
});

test('a process is started with ids and durations only, in less than a kilobyte', async () => {
  const booking = stage.book();
  await booking.hold();
  await booking.cancel();
  const { events } = await booking.history();
  const started = events?.[0]?.workflowExecutionStartedEventAttributes;
  const bytes = started?.input?.payloads?.reduce((sum, { data }) => sum + (data?.length ?? 0), 0);
  expect(bytes).toBeLessThan(1024);
  const input: unknown = JSON.parse(Buffer.from(started!.input!.payloads![0]!.data!).toString());
  expect(input).toEqual({
    bookingId: booking.id,
    decideBy: expect.any(Number),
    timings: {
      holdAnswerMs: expect.any(Number),
      notifyForMs: expect.any(Number),
      alarmAfterMs: expect.any(Number),
    },
  });
});

test('sold out ends at once: tombstone first, then the answer, nothing else', async () => {
  const booking = stage.book({ holdSeats: () => Promise.resolve({ kind: 'sold-out' }) });
  expect(await booking.hold()).toEqual({ kind: 'sold-out' });
  expect(await booking.end()).toBe('released');
  expect(booking.calls()).toEqual(['holdSeats', 'abandonHold sold-out']);
  expect(await booking.eventCount()).toBeLessThanOrEqual(12);
});

test('taken seats end it the same way, and the answer names them', async () => {
  const taken = { kind: 'seats-taken' as const, lost: ['7-12F'], nearest: ['7-13F'] };
  const booking = stage.book({ holdSeats: () => Promise.resolve(taken) });
  expect(await booking.hold()).toEqual(taken);
  expect(await booking.end()).toBe('released');
  expect(booking.calls()).toEqual(['holdSeats', 'abandonHold seats-taken']);
});

test('a hold without an answer in time is given up by id and answered busy', async () => {
  const never = gate();
  const booking = stage.book(
    { holdSeats: () => never.passed.then(() => ({ kind: 'held', payInMs: 60_000 })) },
    { timings: { holdAnswerMs: 200 } },
  );
  expect(await booking.hold()).toEqual({ kind: 'busy' });
  never.open();
  expect(await booking.end()).toBe('released');
  expect(booking.calls()).toEqual(['holdSeats', 'abandonHold busy']);
});

test('a hold that fails again and again is given up by id and answered busy', async () => {
  const booking = stage.book({ holdSeats: () => Promise.reject(new Error('shard away')) });
  expect(await booking.hold()).toEqual({ kind: 'busy' });
  expect(await booking.end()).toBe('released');
  expect(booking.calls().at(-1)).toBe('abandonHold busy');
  expect(booking.calls()).toEqual([...Array<string>(4).fill('holdSeats'), 'abandonHold busy']);
});

test('past its decide-by a process holds nothing', async () => {
  const booking = stage.book({}, { decideInMs: -1 });
  expect(await booking.hold()).toEqual({ kind: 'busy' });
  expect(await booking.end()).toBe('released');
  expect(booking.calls()).toEqual(['abandonHold busy']);
});

test('a given-up hold that turns out to be paid goes on to its ticket', async () => {
  const booking = stage.book({
    holdSeats: () => Promise.resolve({ kind: 'busy' }),
    abandonHold: () => Promise.resolve({ kind: 'money', intentId: pi1 }),
  });
  expect(await booking.hold()).toEqual({ kind: 'held' });
  expect(await booking.end()).toBe('ticketed');
  expect(booking.calls()).toContain(`issueTickets ${pi1}`);
});

test('an unpaid hold is released at its deadline and its intake closed', async () => {
  const booking = stage.book({
    holdSeats: () => Promise.resolve({ kind: 'held', payInMs: 50 }),
    meetDeadline: () => Promise.resolve({ kind: 'released', money: true }),
  });
  await booking.hold();
  expect(await booking.end()).toBe('released');
  expect(booking.calls()).toEqual([
    'holdSeats',
    'meetDeadline',
    'returnMoney',
    'closeIntake',
    'notify',
  ]);
  expect(await booking.eventCount()).toBeLessThanOrEqual(24);
});

test('a deadline that was moved is met again when the new one comes', async () => {
  const booking = stage.book({
    holdSeats: () => Promise.resolve({ kind: 'held', payInMs: 30 }),
    meetDeadline: inTurn(
      { kind: 'held', payInMs: 30 } as const,
      { kind: 'released', money: false } as const,
    ),
  });
  await booking.hold();
  expect(await booking.end()).toBe('released');
  expect(booking.calls()).toEqual(['holdSeats', 'meetDeadline', 'meetDeadline', 'closeIntake']);
});

test('money found at the deadline is confirmed, not released', async () => {
  const booking = stage.book({
    holdSeats: () => Promise.resolve({ kind: 'held', payInMs: 0 }),
    meetDeadline: () => Promise.resolve({ kind: 'money', intentId: pi1 }),
  });
  await booking.hold();
  expect(await booking.end()).toBe('ticketed');
});

test('a cancelled hold is released and says so', async () => {
  const booking = stage.book();
  await booking.hold();
  expect(await booking.cancel()).toEqual({ kind: 'released' });
  expect(await booking.end()).toBe('released');
  expect(booking.calls()).toEqual(['holdSeats', 'cancelHold', 'closeIntake']);
});

test('a cancellation that meets money in the row is refused and the booking is ticketed', async () => {
  const booking = stage.book({
    cancelHold: () => Promise.resolve({ kind: 'money', intentId: pi1 }),
  });
  await booking.hold();
  expect(await booking.cancel()).toEqual({ kind: 'payment-in-progress' });
  expect(await booking.end()).toBe('ticketed');
});

test('a cancellation during the capture is refused at once and is forgotten', async () => {
  const bank = gate();
  const booking = stage.book({
    capturePayment: failing(
      1,
      bank.passed.then(() => ({ kind: 'refused' }) as const),
    ),
  });
  await booking.hold();
  await booking.pay(pi1);
  await vi.waitFor(() => expect(captures(booking.calls())).toBe(2), patience);
  expect(await booking.cancel()).toEqual({ kind: 'payment-in-progress' });
  bank.open();
  await vi.waitFor(() => expect(booking.calls()).toContain(`refuseCapture ${pi1}`), patience);
  // The seats are held again for another card: the refused wish must not take them away.
  expect(await booking.cancel('click-2')).toEqual({ kind: 'released' });
  expect(booking.calls().filter((call) => call === 'cancelHold')).toHaveLength(1);
});

test('a cancellation during the one local try of the capture is refused as soon as that try has ended', async () => {
  const [local, bank] = [gate(), gate()];
  const booking = stage.book({
    capturePayment: inTurnOf(
      () => local.passed.then(() => Promise.reject(new Error('the bank gave no answer'))),
      () => bank.passed.then(() => ({ kind: 'captured' }) as const),
    ),
  });
  await booking.hold();
  const paying = booking.pay(pi1);
  await vi.waitFor(() => expect(captures(booking.calls())).toBe(1), patience);
  const cancelling = booking.cancel();
  local.open();
  expect(await cancelling).toEqual({ kind: 'payment-in-progress' });
  bank.open();
  await paying;
  expect(await booking.end()).toBe('ticketed');
});

test('a cancellation that meets the last steps before the ticket finds the process gone: its row has the answer', async () => {
  const bank = gate();
  const booking = stage.book({
    capturePayment: () => bank.passed.then(() => ({ kind: 'captured' }) as const),
  });
  await booking.hold();
  const paying = booking.pay(pi1);
  await vi.waitFor(() => expect(captures(booking.calls())).toBe(1), patience);
  const click = { bookingId: booking.id, requestId: 'click-1', actor: 'passenger' };
  const cancelling = stage.processes.cancel(click);
  bank.open();
  expect(await cancelling).toEqual({ kind: 'gone' });
  await paying;
  expect(await booking.end()).toBe('ticketed');
  expect(booking.calls()).not.toContain('cancelHold');
  expect(await booking.eventCount()).toBeLessThanOrEqual(28);
});

test('a cancellation after the ticket is told so', async () => {
  const mail = gate();
  const booking = stage.book({ notify: failing(1, mail.passed) });
  await booking.hold();
  await booking.pay(pi1);
  await vi.waitFor(() => expect(booking.calls()).toContain('closeIntake'), patience);
  expect(await booking.cancel()).toEqual({ kind: 'already-ticketed' });
  mail.open();
  expect(await booking.end()).toBe('ticketed');
});

test('a refused card leaves the seats held, and a second card buys them', async () => {
  const booking = stage.book({
    capturePayment: inTurn({ kind: 'refused' } as const, { kind: 'captured' } as const),
  });
  await booking.hold();
  await booking.pay(pi1);
  await booking.pay(pi2);
  expect(await booking.end()).toBe('ticketed');
  expect(booking.calls().slice(1, 7)).toEqual([
    `confirmSeats ${pi1}`,
    `capturePayment ${pi1}`,
    `refuseCapture ${pi1}`,
    `confirmSeats ${pi2}`,
    `capturePayment ${pi2}`,
    `issueTickets ${pi2}`,
  ]);
});

test('a card refused past the deadline ends the booking', async () => {
  const booking = stage.book({
    capturePayment: () => Promise.resolve({ kind: 'refused' }),
    refuseCapture: () => Promise.resolve({ kind: 'released', money: true }),
  });
  await booking.hold();
  await booking.pay(pi1);
  expect(await booking.end()).toBe('released');
  expect(booking.calls().slice(-3)).toEqual(['returnMoney', 'closeIntake', 'notify']);
});

test('second money is looked after once the ticket is issued, and never before', async () => {
  const issuing = gate();
  const booking = stage.book({
    issueTickets: failing(
      pastLocalTries,
      issuing.passed.then(() => ({ otherMoney: true })),
    ),
  });
  await booking.hold();
  await booking.pay(pi1);
  await booking.pay(pi2);
  const issues = () => booking.calls().filter((call) => call === `issueTickets ${pi1}`);
  await vi.waitFor(() => expect(issues().length).toBeGreaterThan(pastLocalTries), patience);
  expect(booking.calls()).not.toContain('returnMoney');
  issuing.open();
  expect(await booking.end()).toBe('ticketed');
  expect(booking.calls()).toContain('returnMoney');
  expect(booking.calls()).not.toContain(`confirmSeats ${pi2}`);
});

test('money announced while a released booking is ending is looked after before it closes', async () => {
  const page = gate();
  const booking = stage.book({
    cancelHold: () => Promise.resolve({ kind: 'released', money: true }),
    returnMoney: failing(1, page.passed),
  });
  await booking.hold();
  await booking.cancel();
  await booking.pay('pi_late');
  page.open();
  expect(await booking.end()).toBe('released');
  expect(booking.calls().filter((call) => call === 'returnMoney')).toHaveLength(3);
});

test('a request repeated under its id is one request', async () => {
  const bank = gate();
  const booking = stage.book({
    capturePayment: failing(
      1,
      bank.passed.then(() => ({ kind: 'captured' }) as const),
    ),
  });
  const [first, second] = await Promise.all([booking.hold(), booking.hold()]);
  expect([first, second]).toEqual([{ kind: 'held' }, { kind: 'held' }]);
  await Promise.all([booking.pay(pi1), booking.pay(pi1), booking.pay(pi1)]);
  bank.open();
  expect(await booking.end()).toBe('ticketed');
  expect(await booking.hold()).toEqual({ kind: 'held' });
  expect(booking.calls().filter((call) => call === 'holdSeats')).toHaveLength(1);
  expect(booking.calls().filter((call) => call === `confirmSeats ${pi1}`)).toHaveLength(1);
});

/** As many as a step of ours is tried before it becomes a regular activity. */
const pastLocalTries = 3;

/** The machine may be busy: how long is not what these tests are about. */
const patience = { timeout: 20_000, interval: 20 };

function captures(calls: readonly string[]): number {
  return calls.filter((call) => call.startsWith('capturePayment')).length;
}
