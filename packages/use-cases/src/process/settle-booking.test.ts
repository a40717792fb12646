import type { IntentId } from '@interlock/domain/ids';
import { expect, test } from 'vitest';
import { cancelBooking } from '../bookings/cancel-booking.ts';
import { startPayment } from '../bookings/start-payment.ts';
import { setHeldScene } from '../testing/held-scene.ts';
import {
  payAndTell,
  payOnPage,
  rowsOf,
  setDeadline,
  stateOf,
  tellNews,
  type Held,
  type TestBuyer,
} from '../testing/test-buyer.ts';
import type { TestPlatform } from '../testing/test-platform.ts';
import { capturePayment } from './capture-payment.ts';
import { confirmSeats } from './confirm-seats.ts';
import { meetDeadline } from './meet-deadline.ts';
import { refuseCapture } from './refuse-capture.ts';
import { settleBooking } from './settle-booking.ts';

let platform: TestPlatform;
let buyer: TestBuyer;
let held: Held;

setHeldScene((scene) => ({ platform, buyer, held } = scene));

test('a held booking without money is left to its clock', async () => {
  await settle();
  expect(await state()).toEqual({ booking: 'held', payments: [] });
});

test('a held booking with money, told or only known to the provider, gets its ticket', async () => {
  await payOnPage(platform, buyer, held);
  await settle();
  expect(await state()).toEqual({ booking: 'ticketed', payments: ['captured'] });
  expect(await intake()).toEqual([{ outcome: 'ticketed' }]);
});

test('a confirmed booking is captured and ticketed, whether its money was taken before or not', async () => {
  const step = { bookingId: held.id, intentId: await payAndTell(platform, buyer, held) };
  await confirmSeats(platform.context, step);
  await capturePayment(platform.context, step);
  await settle();
  expect(await state()).toEqual({ booking: 'ticketed', payments: ['captured'] });
});

test('a confirmed booking whose capture is refused is held again, for another card', async () => {
  const intentId = await payAndTell(platform, buyer, held);
  await confirmSeats(platform.context, { bookingId: held.id, intentId });
  await platform.fault({ kind: 'refuse-capture', booking: held.id, count: 1 });
  await settle();
  const { booking, payments } = await state();
  expect(booking).toBe('held');
  expect(payments[0]).toMatch(/refused$/);
  await payAndTell(platform, buyer, held);
  await settle();
  expect((await state()).booking).toBe('ticketed');
  expect((await state()).payments.at(-1)).toBe('captured');
});

test('a capture refused past the deadline ends the booking and gives the money back', async () => {
  const intentId = await payAndTell(platform, buyer, held);
  const step = { bookingId: held.id, intentId };
  await confirmSeats(platform.context, step);
  await setDeadline(platform, held.id, { payBy: -1, expiresAt: 59 });
  expect(await refuseCapture(platform.context, step)).toMatchObject({ kind: 'released' });
  await settle();
  expect((await state()).booking).toBe('released refused');
  expect(await platform.context.payments.lookAtIntent({ intentId })).toMatchObject({
    state: 'voided',
  });
});

test('a released booking with money gets it back and its intake closed', async () => {
  const intentId = await payOnPage(platform, buyer, held);
  await cancelBooking(platform.context, buyer.actor, held.view);
  await settle();
  expect(await state()).toEqual({ booking: 'released cancelled', payments: ['voided'] });
  expect(await platform.context.payments.lookAtIntent({ intentId })).toMatchObject({
    state: 'voided',
  });
});

test('news of voided money that comes the wrong way round ends as voided', async () => {
  const intentId = await payOnPage(platform, buyer, held);
  await cancelBooking(platform.context, buyer.actor, held.view);
  const authorised = await look(intentId);
  await platform.context.payments.cancelIntent({ bookingId: held.id, intentId });
  for (const money of [await look(intentId), authorised]) {
    await tellNews(platform, held, { intentId, money });
  }
  await settle();
  expect(await state()).toEqual({ booking: 'released cancelled', payments: ['voided'] });
});

test('second money is given back once the ticket is there, and the first is kept', async () => {
  const first = await payOnPage(platform, buyer, held);
  await platform.copy.sql(
    'north',
    `UPDATE payment SET state = 'dead' WHERE booking_id = (
    SELECT id FROM booking WHERE reference = $1)`,
    [held.view.reference],
  );
  const second = await payAndTell(platform, buyer, held);
  await settle();
  const { booking, payments } = await state();
  expect(booking).toBe('ticketed');
  expect(payments.sort()).toEqual(['captured', 'voided']);
  const looks = await Promise.all([first, second].map((intentId) => look(intentId)));
  expect(looks.map((money) => money.state).sort()).toEqual(['captured', 'voided']);
});

test('settlements beside each other bring one ticket', async () => {
  await payAndTell(platform, buyer, held);
  await Promise.allSettled([settle(), settle(), settle()]);
  await settle();
  expect(await state()).toEqual({ booking: 'ticketed', payments: ['captured'] });
  expect(await rowsOf(platform, held.id, 'SELECT ord FROM ticket WHERE booking_id = $1')).toEqual([
    { ord: 0 },
  ]);
});

test('at the deadline an unpaid hold is released, and before it nothing happens', async () => {
  const { context } = platform;
  expect(await meetDeadline(context, held.id)).toMatchObject({ kind: 'held' });
  await setDeadline(platform, held.id, { payBy: -1, expiresAt: 59 });
  expect(await meetDeadline(context, held.id)).toEqual({ kind: 'released', money: false });
  expect((await state()).booking).toBe('released expired');
});

test('money that only the provider knows of is found at the deadline', async () => {
  const intentId = await payOnPage(platform, buyer, held);
  await setDeadline(platform, held.id, { payBy: -1, expiresAt: 59 });
  expect(await meetDeadline(platform.context, held.id)).toEqual({ kind: 'money', intentId });
  expect((await state()).booking).toBe('held');
});

test('a bank that is deciding at the deadline gets two minutes, once', async () => {
  const { context } = platform;
  const page = await startPayment(context, buyer.actor, held.view);
  await platform.onPage(page.kind === 'pay-at' ? page.url : '', 'pay', 'bank-slow');
  await setDeadline(platform, held.id, { payBy: -1, expiresAt: 59 });
  const extended = await meetDeadline(context, held.id);
  expect(extended.kind).toBe('held');
  expect('payInMs' in extended ? extended.payInMs : 0).toBeGreaterThan(60_000);
  await setDeadline(platform, held.id, { payBy: -1, expiresAt: 59 });
  expect(await meetDeadline(context, held.id)).toMatchObject({ kind: 'released', money: true });
});

test('with the provider away at the deadline the hold gets five minutes, once', async () => {
  const { context } = platform;
  await startPayment(context, buyer.actor, held.view);
  await platform.fault({ kind: 'error-500' });
  await setDeadline(platform, held.id, { payBy: -1, expiresAt: 59 });
  const extended = await meetDeadline(context, held.id);
  expect('payInMs' in extended ? extended.payInMs : 0).toBeGreaterThan(4 * 60_000);
  await setDeadline(platform, held.id, { payBy: -1, expiresAt: 59 });
  expect(await meetDeadline(context, held.id)).toMatchObject({ kind: 'released', money: true });
});

function settle(): Promise<void> {
  return settleBooking(platform.context, held.id);
}

function state() {
  return stateOf(platform, held.id);
}

function look(intentId: IntentId) {
  return platform.context.payments.lookAtIntent({ intentId });
}

function intake(): Promise<object[]> {
  return platform.copy.sql('central', 'SELECT outcome FROM intake WHERE reference = $1', [
    held.view.reference,
  ]);
}
