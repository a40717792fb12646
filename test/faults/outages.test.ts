import { rmSync } from 'node:fs';
import { temporalStore } from '@interlock/dev-env/temporal-server';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Booking } from '../smoke/program.ts';
import { waitFor } from '../smoke/waiting.ts';
import { isOver, isTicketed, seatsOf, soonMs, type Buyer } from './buyer.ts';
import { startFaultCopy, type FaultCopy, type Shard } from './fault-copy.ts';

let copy: FaultCopy;

beforeAll(async () => {
  copy = await startFaultCopy({ shorten: 30, holdWindowMs: 20_000, atFaultPoints: 'stop' });
});
afterEach(async () => {
  await copy.standUp();
  await copy.bank.behave();
  await copy.expectCleanBooks();
});
afterAll(() => copy?.stop());

interface Held {
  readonly buyer: Buyer;
  readonly booking: Booking;
  readonly page: string;
}

async function holdWithPage(shard: Shard): Promise<Held> {
  const buyer = copy.buyer();
  const offer = await copy.offer(shard);
  const booking = await buyer.hold({ offer, seatClass: 'second' });
  return { buyer, booking, page: await buyer.payPage(booking.reference) };
}

/** Its ticket is there, for the seats that were held and one capture of the price. */
async function expectTicket({ buyer, booking, page }: Held): Promise<void> {
  const ticketed = await buyer.until(booking.reference, 'is ticketed', isTicketed);
  expect(seatsOf(ticketed)).toEqual(seatsOf(booking));
  const books = { receivedFen: booking.priceFen, refundedFen: 0 };
  expect(await copy.bank.books(page)).toMatchObject(books);
}

/** Waits until a query on the shard of the booking says yes. */
async function untilRow(shard: Shard, what: string, sql: string): Promise<void> {
  await waitFor({
    what,
    withinMs: soonMs,
    ask: () => copy.rows(shard, sql),
    until: (rows) => rows.length > 0,
  });
}

const ofBooking = ({ reference }: Booking): string => `b.reference = '${reference}'`;

test('shard south killed after capture, before issue: ticketed when it returns; north sells on meanwhile, south says "temporarily unavailable"', async () => {
  const { network } = copy;
  const paid = await holdWithPage('south');
  const waiting = copy.buyer();
  const watch = copy.arm('after-capture');
  await copy.bank.pay(paid.page);
  await watch.reached();
  await network.kill('south');
  network.signal('worker', 'SIGCONT');

  await waitFor({
    what: 'south is shown as unavailable',
    withinMs: soonMs,
    ask: () => copy.freeSeats('south', 'second'),
    until: ({ state }) => state === 'unavailable',
  });
  const offer = await copy.offer('south');
  const refused = await waiting.askHold({ offer, seatClass: 'second' });
  expect(refused).toMatchObject({ status: 503, code: 'shard-unavailable' });
  expect(refused.title).toContain('temporarily unavailable');
  const meanwhile = await holdWithPage('north');
  await copy.bank.pay(meanwhile.page);
  await expectTicket(meanwhile);

  await network.startProcess('south');
  await expectTicket(paid);
});

test('central killed: search, pay and ticket go on', async () => {
  const { network } = copy;
  const held = await holdWithPage('south');
  const stranger = copy.buyer();
  const travellerIds = [await stranger.traveller()];
  await network.kill('central');

  expect(await copy.freeSeats('north', 'second')).toMatchObject({ count: expect.any(Number) });
  await copy.bank.pay(held.page);
  await expectTicket(held);
  const wish = { offer: await copy.offer('north'), seatClass: 'second', travellerIds };
  const refused = await stranger.askHold(wish);
  expect(refused).toMatchObject({ status: 503, code: 'central-unavailable' });

  await network.startProcess('central');
  const later = await waitFor({
    what: 'new bookings are taken again',
    withinMs: soonMs,
    ask: () => stranger.askHold(wish),
    until: ({ status }) => status === 201,
  });
  await stranger.cancel(later.booking.reference);
});

test('Temporal SIGKILL during payment', async () => {
  const { network } = copy;
  const paid = await holdWithPage('north');
  const watch = copy.arm('after-confirm-commit');
  await copy.bank.pay(paid.page);
  await watch.reached();
  await network.kill('temporal');
  network.signal('worker', 'SIGCONT');
  await network.startProcess('temporal');
  await expectTicket(paid);
});

test('paid in time while Temporal is down (from before the payment until after the original pay_by + 60 s, durations shortened by setting): ticketed, not resold', async () => {
  const { network } = copy;
  await withHoldWindow(6_000);
  const before = await copy.freeSeats('south', 'second');
  const paid = await holdWithPage('south');
  const deadline = new Date(paid.booking.expiresAt ?? 0).toISOString();
  await network.kill('temporal');
  await copy.bank.pay(paid.page);
  await untilMoney('south', paid, 'authorised');
  await untilRow(
    'south',
    'pay_by and grace of the hold have passed',
    `SELECT 1 WHERE clock_timestamp() > '${deadline}'::timestamptz + interval '1 s'`,
  );

  expect(await paid.buyer.read(paid.booking.reference)).toMatchObject({
    state: 'held',
    phase: 'confirming',
  });
  expect((await copy.freeSeats('south', 'second')).count).toBe((before.count ?? 0) - 1);
  await network.startProcess('temporal');
  await expectTicket(paid);
  await withHoldWindow(20_000);
});

/** From now on a hold lasts this long. */
async function withHoldWindow(ms: number): Promise<void> {
  await copy.network.stopProcess('api');
  await copy.network.startProcess('api', { INTERLOCK_HOLD_WINDOW_MS: String(ms) });
}

test("Temporal's store deleted with bookings in every state: all end right", async () => {
  const { network, bank } = copy;
  const cancelled = await twoCancelled();
  const [voided, refunded] = cancelled;
  const halfWay = await twoWithoutCapture();
  const untold = await ticketedUntold();
  const [idle, paying, authorised] = await Promise.all([
    holdWithPage('north'),
    holdWithPage('north'),
    holdWithPage('south'),
  ]);
  await network.kill('temporal');
  await bank.pay(authorised.page);
  await payLate(cancelled);
  await untilMoney('south', authorised, 'authorised');
  const store = temporalStore(network.options.dataFolder);
  for (const file of [store, `${store}-wal`, `${store}-shm`]) rmSync(file, { force: true });
  await network.startProcess('temporal');
  await bank.behave();
  await mailFaults('DELETE');
  await bank.pay(paying.page);

  for (const held of [paying, authorised, ...halfWay, untold]) await expectTicket(held);
  const expired = await idle.buyer.until(idle.booking.reference, 'is released', isOver);
  expect(expired.phase).toBe('expired');
  for (const { buyer, booking } of cancelled) {
    await buyer.until(booking.reference, 'has its money back', ({ money }) => money === 'returned');
  }
  expect(await bank.books(voided.page)).toMatchObject({ status: 'canceled', receivedFen: 0 });
  const { priceFen } = refunded.booking;
  const books = { receivedFen: priceFen, refundedFen: priceFen };
  expect(await bank.books(refunded.page)).toMatchObject(books);
});

/** Released, each with a page on which money may still come. */
async function twoCancelled(): Promise<[Held, Held]> {
  const two = await Promise.all([holdWithPage('south'), holdWithPage('north')]);
  for (const { buyer, booking } of two) {
    const answer = await buyer.cancel(booking.reference);
    expect(answer).toMatchObject({ status: 200, booking: { state: 'released' } });
  }
  return two;
}

/** Money for bookings that have ended: the first only reserved, the second taken at once. */
async function payLate([voided, refunded]: [Held, Held]): Promise<void> {
  const { bank } = copy;
  await bank.misbehave({ kind: 'accept-late' });
  const booking = await copy.idOf(refunded.booking.reference);
  await bank.misbehave({ kind: 'captures-anyway', operation: 'pay', booking });
  await Promise.all([bank.pay(voided.page), bank.pay(refunded.page)]);
  await untilMoney('south', voided, 'authorised');
  await untilMoney('north', refunded, 'captured');
}

/** Confirmed: of the first nothing is captured, of the second everything, but nobody here knows. */
async function twoWithoutCapture(): Promise<[Held, Held]> {
  const { bank } = copy;
  const operation = 'intent-capture';
  const two = await Promise.all([holdWithPage('south'), holdWithPage('north')]);
  const [cut, taken] = await Promise.all(two.map(({ booking }) => copy.idOf(booking.reference)));
  await bank.misbehave({ kind: 'cut', operation, booking: cut ?? '' });
  await bank.misbehave({ kind: 'answer-lost', operation, booking: taken ?? '' });
  await Promise.all(two.map(({ page }) => bank.pay(page)));
  // Its process has heard everything that webhooks and polling will ever say: only settling can bring it on.
  const isTold = `SELECT 1 FROM booking b JOIN inbox i ON i.booking_id = b.id
    WHERE ${ofBooking(two[0].booking)} AND b.state = 2 AND i.source = 'poll' AND i.outcome = 'delivered'`;
  await untilRow('south', 'confirmed, and told of its money once more', isTold);
  await waitFor({
    what: 'captured at the bank',
    withinMs: soonMs,
    ask: () => bank.books(two[1].page),
    until: ({ receivedFen }) => receivedFen > 0,
  });
  return two;
}

/** Ticketed while the mail server refuses everything. */
async function ticketedUntold(): Promise<Held> {
  await mailFaults('POST');
  const held = await holdWithPage('south');
  await copy.bank.pay(held.page);
  await held.buyer.until(held.booking.reference, 'is ticketed', isTicketed);
  return held;
}

/** The mail server refuses everything, or takes it again. */
async function mailFaults(method: 'POST' | 'DELETE'): Promise<void> {
  const refuse = {
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ kind: 'refuse' }),
  };
  const url = new URL('/faults', copy.network.mailUrl);
  const answer = await fetch(url, { method, ...(method === 'POST' ? refuse : {}) });
  expect(answer.ok).toBe(true);
}

/** Waits until the booking's shard knows of its money. */
function untilMoney(shard: Shard, { booking }: Held, state: string): Promise<void> {
  const sql = `SELECT 1 FROM payment p JOIN booking b ON b.id = p.booking_id
    WHERE ${ofBooking(booking)} AND p.state = '${state}'`;
  return untilRow(shard, `${booking.reference} has money ${state}`, sql);
}
