import { randomUUID } from 'node:crypto';
import { bookingNumber, type BookingId } from '@interlock/domain/ids';
import { isRefusal } from '@interlock/domain/refusals';
import type { Instant } from '@interlock/domain/time';
import type { ProviderEvent, ProviderMoney } from '@interlock/gateways/payments/payment-gateway';
import { beforeEach, expect, test } from 'vitest';
import { getBooking } from '../bookings/get-booking.ts';
import { startPayment } from '../bookings/start-payment.ts';
import { setHeldScene } from '../testing/held-scene.ts';
import {
  newBuyer,
  rowsOf,
  setDeadline,
  stateOf,
  type Held,
  type TestBuyer,
} from '../testing/test-buyer.ts';
import type { TestPlatform } from '../testing/test-platform.ts';
import { receiveEvent } from './receive-event.ts';

const minute = 60_000;

let platform: TestPlatform;
let buyer: TestBuyer;
let held: Held;

setHeldScene((scene) => ({ platform, buyer, held } = scene));
beforeEach(async () => {
  await startPayment(platform.context, buyer.actor, held.view);
});

test('authorised money moves the deadline to fifteen minutes from now and tells the process', async () => {
  await setDeadline(platform, held.id, { payBy: 60, expiresAt: 120 });
  expect(await tell(held.id, { state: 'authorised', intentId: 'pi_a' })).toEqual({
    kind: 'stored',
  });
  const { left, grace } = await clock(held.id);
  expect(left).toBeGreaterThan(14 * minute);
  expect(left).toBeLessThanOrEqual(15 * minute);
  expect(grace).toBe(minute);
  await expect
    .poll(() => platform.processes.hints, { timeout: 20_000 })
    .toContainEqual({ bookingId: held.id, intentId: 'pi_a' });
  // It stays open until the tickets are issued: a process that has only heard of it may still be lost.
  expect(await rowsOf(platform, held.id, inboxSql)).toEqual([
    { kind: 'authorised', outcome: null },
  ]);
});

test('money early in a hold takes no time away', async () => {
  const before = await clock(held.id);
  await tell(held.id, { state: 'authorised' });
  expect((await clock(held.id)).payBy).toEqual(before.payBy);
});

test('each intent moves the deadline once, and all of them together never past 45 minutes', async () => {
  await setDeadline(platform, held.id, { payBy: 60, expiresAt: 120 });
  await tell(held.id, { state: 'authorised', intentId: 'pi_once' });
  const once = await clock(held.id);
  await setDeadline(platform, held.id, { payBy: 60, expiresAt: 120 });
  await tell(held.id, { state: 'authorised', intentId: 'pi_once' });
  expect((await clock(held.id)).left).toBeLessThanOrEqual(minute);
  // The first pay-by lies 40 minutes back: only five of the fifteen minutes are left to give.
  await platform.copy.sql(
    'north',
    `UPDATE booking SET first_pay_by = clock_timestamp() - interval '40 min' WHERE id = $1`,
    [bookingNumber(held.id).toString()],
  );
  await tell(held.id, { state: 'authorised', intentId: 'pi_two' });
  const capped = await clock(held.id);
  expect(capped.left).toBeGreaterThan(4 * minute);
  expect(capped.left).toBeLessThanOrEqual(5 * minute);
  expect(once.left).toBeGreaterThan(capped.left);
});

test('no deadline passes the last moment before departure', async () => {
  await setDeadline(platform, held.id, { payBy: 60, expiresAt: 120 });
  await platform.copy.sql(
    'north',
    `UPDATE booking SET last_moment = clock_timestamp() + interval '3 min' WHERE id = $1`,
    [bookingNumber(held.id).toString()],
  );
  await tell(held.id, { state: 'authorised' });
  const { left } = await clock(held.id);
  expect(left).toBeGreaterThan(2 * minute);
  expect(left).toBeLessThanOrEqual(3 * minute);
});

test('a hold past its end that nobody has swept yet is revived by money', async () => {
  await setDeadline(platform, held.id, { payBy: -70, expiresAt: -10 });
  await tell(held.id, { state: 'authorised' });
  expect((await clock(held.id)).left).toBeGreaterThan(14 * minute);
});

test('wrong amount or currency never buys a ticket and moves no deadline', async () => {
  const before = await clock(held.id);
  await tell(held.id, { state: 'authorised', intentId: 'pi_little', amountFen: 1 });
  await tell(held.id, { state: 'authorised', intentId: 'pi_dollar', currency: 'USD' });
  expect((await clock(held.id)).payBy).toEqual(before.payBy);
  expect(await stateOf(platform, held.id)).toEqual({
    booking: 'held',
    payments: ['authorised refused', 'authorised refused'],
  });
});

test('an event that comes twice, or twenty times at once, is one event', async () => {
  const event = eventOf(held.id, { state: 'authorised' });
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => receiveEvent(platform.context, event)),
  );
  const kinds = answers.map(({ kind }) => kind).sort();
  expect(kinds).toEqual([...Array.from({ length: 19 }, () => 'duplicate'), 'stored']);
  expect(
    await rowsOf(platform, held.id, 'SELECT event_id FROM inbox WHERE booking_id = $1'),
  ).toEqual([{ event_id: event.eventId }]);
});

test('news in any order never takes a payment back', async () => {
  const orders = [
    ['captured', 'authorised', 'processing'],
    ['refunded', 'captured', 'authorised'],
    ['authorised', 'processing', 'dead'],
    ['captured', 'dead', 'open'],
  ] as const;
  for (const [latest, ...older] of orders) {
    const other = newBuyer(platform);
    const { id, view } = await other.hold();
    await startPayment(platform.context, other.actor, view);
    for (const state of [latest, ...older]) await tell(id, { state, intentId: `pi_${id}` });
    expect((await stateOf(platform, id)).payments).toEqual([latest]);
  }
});

test('a page that was closed and took money after all is believed', async () => {
  await tell(held.id, { state: 'dead' });
  await tell(held.id, { state: 'authorised' });
  expect((await stateOf(platform, held.id)).payments).toEqual(['authorised']);
});

test('a card refused on the open page is told as declined, after waiting for the bank too, until money comes', async () => {
  const told: unknown[] = [];
  for (const state of ['open', 'processing', 'open', 'authorised'] as const) {
    await tell(held.id, { state });
    const view = await getBooking(platform.context, buyer.actor, held.view);
    told.push(isRefusal(view) ? view : [view.phase, view.money, view.declined]);
  }
  expect(told).toEqual([
    ['held', 'open', true],
    ['paying', 'processing', false],
    ['held', 'open', true],
    ['confirming', 'authorised', false],
  ]);
});

test('a page that nobody has tried a card on is not a declined one', async () => {
  const view = await getBooking(platform.context, buyer.actor, held.view);
  expect(view).toMatchObject({ phase: 'held', money: 'open', declined: false });
});

test('money of a booking nobody knows is kept for the janitor, once', async () => {
  const unknown = 'B0000000000123' as BookingId;
  const events = [
    eventOf(unknown, { state: 'authorised', intentId: 'pi_lost' }),
    { ...eventOf(unknown, { state: 'authorised', intentId: 'pi_none' }), bookingId: null },
    { ...eventOf(unknown, { state: 'authorised', intentId: 'pi_other' }), bookingId: 'shop-17' },
  ];
  for (const event of [...events, ...events]) {
    expect(await receiveEvent(platform.context, event)).toEqual({ kind: 'orphan' });
  }
  const rows = await platform.copy.sql(
    'central',
    'SELECT intent_id, booking_text FROM orphan_event ORDER BY intent_id',
  );
  expect(rows).toEqual([
    { intent_id: 'pi_lost', booking_text: unknown },
    { intent_id: 'pi_none', booking_text: null },
    { intent_id: 'pi_other', booking_text: 'shop-17' },
  ]);
});

test('news that a process cannot take now stays open for the next round', async () => {
  platform.processes.bookings = 'closed';
  await tell(held.id, { state: 'authorised' });
  expect(await rowsOf(platform, held.id, inboxSql)).toEqual([
    { kind: 'authorised', outcome: null },
  ]);
});

test('news without money needs nobody', async () => {
  await tell(held.id, { state: 'processing' });
  expect(await rowsOf(platform, held.id, inboxSql)).toEqual([
    { kind: 'processing', outcome: 'recorded' },
  ]);
});

test('one attempt is one page for every tab, and paid is told instead of a second page', async () => {
  const { context } = platform;
  const pages = await Promise.all(
    [1, 2, 3].map(() => startPayment(context, buyer.actor, held.view)),
  );
  expect(new Set(pages.map((page) => JSON.stringify(page))).size).toBe(1);
  await tell(held.id, { state: 'authorised' });
  expect(await startPayment(context, buyer.actor, held.view)).toMatchObject({
    code: 'payment-in-progress',
  });
});

test('after a refused attempt the next page is a new attempt', async () => {
  const { context } = platform;
  const first = await startPayment(context, buyer.actor, held.view);
  await tell(held.id, { state: 'dead' });
  const second = await startPayment(context, buyer.actor, held.view);
  expect(second).toMatchObject({ kind: 'pay-at' });
  expect(second).not.toEqual(first);
});

test('the same news many times at one moment is entered once and moves the deadline once', async () => {
  const event = eventOf(held.id, { state: 'authorised' });
  const answers = await Promise.all(
    Array.from({ length: 6 }, () => receiveEvent(platform.context, event)),
  );
  const kinds = answers.map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === 'stored')).toHaveLength(1);
  expect(kinds.filter((kind) => kind === 'duplicate')).toHaveLength(5);
  const extended = await rowsOf(
    platform,
    held.id,
    'SELECT count(*)::int AS payments FROM payment WHERE booking_id = $1 AND extended',
  );
  expect(extended).toEqual([{ payments: 1 }]);
});

test('with the shard away the provider is asked to send again', async () => {
  const { context } = platform;
  const away = () => Promise.reject(new Error('the shard is away'));
  const shards = { ...context.shards, transact: away, write: away };
  const event = eventOf(held.id, { state: 'authorised' });
  expect(await receiveEvent({ ...context, shards }, event)).toEqual({ kind: 'unavailable' });
});

const inboxSql = 'SELECT kind, outcome FROM inbox WHERE booking_id = $1';

type News = Partial<ProviderMoney> & { state: ProviderMoney['state'] };

function tell(id: BookingId, news: News): ReturnType<typeof receiveEvent> {
  return receiveEvent(platform.context, eventOf(id, news));
}

function eventOf(bookingId: BookingId, news: News): ProviderEvent {
  const { priceFen } = held.view;
  const intentId = news.intentId ?? `pi_${bookingId}`;
  return {
    kind: 'event',
    eventId: `evt_${randomUUID()}`,
    type: 'payment_intent',
    createdAt: Date.now() as Instant,
    intentId,
    bookingId,
    money: {
      amountFen: priceFen,
      capturedFen: 0,
      refundedFen: 0,
      currency: 'CNY',
      bookingId,
      attempt: 1,
      ...news,
      intentId,
    },
  };
}

async function clock(id: BookingId): Promise<{ payBy: Date; left: number; grace: number }> {
  const rows = await rowsOf<{ payBy: Date; left: number; grace: number }>(
    platform,
    id,
    `SELECT pay_by AS "payBy", (extract(epoch FROM pay_by - clock_timestamp()) * 1000)::float8 AS left,
            (extract(epoch FROM expires_at - pay_by) * 1000)::float8 AS grace FROM booking WHERE id = $1`,
  );
  return rows[0]!;
}
