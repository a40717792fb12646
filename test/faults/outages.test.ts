import { rmSync } from 'node:fs';
import { temporalStore } from '@interlock/dev-env/temporal-server';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { waitFor } from '../smoke/waiting.ts';
import { buyerWith, isOver, isTicketed, soonMs } from './buyer.ts';
import { startFaultCopy, type FaultCopy, type Shard } from './fault-copy.ts';
import {
  expectTicket,
  holdWithPage,
  ofBooking,
  untilMoney,
  untilRow,
  type Held,
} from './held-booking.ts';
import { resendEvents } from './resent-events.ts';

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

function hold(shard: Shard): Promise<Held> {
  return holdWithPage(copy, { shard });
}

test('shard south killed after capture, before issue: ticketed when it returns; north sells on meanwhile, south says "temporarily unavailable"', async () => {
  const { network } = copy;
  const [paid, unheard] = [await hold('south'), await hold('south')];
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
  const [offer, elsewhere] = [await copy.offer('south'), await copy.offer('north')];
  expect(Date.parse(offer.asOf ?? '')).toBeLessThan(Date.parse(elsewhere.asOf ?? ''));
  const refused = await waiting.askHold({ offer, seatClass: 'second' });
  expect(refused).toMatchObject({ status: 503, code: 'shard-unavailable' });
  expect(refused.title).toContain('temporarily unavailable');
  await copy.bank.pay(unheard.page);
  const booking = await copy.idOf(unheard.booking.reference);
  expect(await resendEvents({ network, booking, times: 1 })).toContain(503);
  const meanwhile = await hold('north');
  await copy.bank.pay(meanwhile.page);
  await expectTicket(copy, meanwhile);

  await network.startProcess('south');
  await expectTicket(copy, paid);
  await expectTicket(copy, unheard);
});

test('central killed: search, pay, ticket and expiry go on, for whoever was known; new bookings and new faces wait', () =>
  withHoldWindow(6_000, async () => {
    const { network } = copy;
    const before = await copy.freeSeats('north', 'second');
    const [held, idle] = [await hold('south'), await hold('north')];
    const stranger = copy.buyer();
    const travellerIds = [await stranger.traveller()];
    await network.kill('central');

    expect(await copy.freeSeats('south', 'second')).toMatchObject({ count: expect.any(Number) });
    await copy.bank.pay(held.page);
    await expectTicket(copy, held);
    const wish = { offer: await copy.offer('north'), seatClass: 'second', travellerIds };
    const refused = await stranger.askHold(wish);
    expect(refused).toMatchObject({ status: 503, code: 'central-unavailable' });
    const unknown = buyerWith({ apiUrl: network.apiUrl, token: 'il_of_nobody_seen_before' });
    const unsaid = await unknown.cancel(held.booking.reference);
    expect(unsaid).toMatchObject({ status: 503, code: 'central-unavailable' });
    const expired = await idle.buyer.until(idle.booking.reference, 'is released', isOver);
    expect(expired.phase).toBe('expired');
    await untilFree('north', before.count);

    await network.startProcess('central');
    const later = await waitFor({
      what: 'new bookings are taken again',
      withinMs: soonMs,
      ask: () => stranger.askHold(wish),
      until: ({ status }) => status === 201,
    });
    await stranger.cancel(later.booking.reference);
  }));

test('Temporal SIGKILL during payment', async () => {
  const { network } = copy;
  const paid = await hold('north');
  const watch = copy.arm('after-confirm-commit');
  await copy.bank.pay(paid.page);
  await watch.reached();
  await network.kill('temporal');
  network.signal('worker', 'SIGCONT');
  await network.startProcess('temporal');
  await expectTicket(copy, paid);
});

test('paid in time while Temporal is down (from before the payment until after the original pay_by + 60 s, durations shortened by setting): ticketed, not resold', () =>
  withHoldWindow(6_000, async () => {
    const { network } = copy;
    const travelling = await hold('north');
    await copy.bank.pay(travelling.page);
    await expectTicket(copy, travelling);
    const before = await copy.freeSeats('south', 'second');
    const [paid, idle] = [await hold('south'), await hold('south')];
    const deadline = new Date(paid.booking.expiresAt ?? 0).toISOString();
    await network.kill('temporal');
    await copy.bank.pay(paid.page);
    await untilMoney(copy, paid, 'authorised');
    await expectNoNewHold();
    await untilRow(copy, {
      shard: 'south',
      what: 'pay_by and grace of the hold have passed',
      sql: `SELECT 1 WHERE clock_timestamp() > '${deadline}'::timestamptz + interval '1 s'`,
    });

    expect(await paid.buyer.read(paid.booking.reference)).toMatchObject({
      state: 'held',
      phase: 'confirming',
    });
    const expired = await idle.buyer.until(idle.booking.reference, 'is released', isOver);
    expect(expired.phase).toBe('expired');
    await untilFree('south', (before.count ?? 0) - 1);
    await expectTicket(copy, travelling);
    await network.startProcess('temporal');
    await expectTicket(copy, paid);
  }));

/** While Temporal is away a hold is refused, and the answer says when to ask again. */
async function expectNoNewHold(): Promise<void> {
  const offer = await copy.offer('north');
  expect(await copy.buyer().askHold({ offer, seatClass: 'second' })).toMatchObject({
    status: 503,
    code: 'process-unavailable',
    retryAfter: expect.any(Number),
  });
}

async function untilFree(shard: Shard, count: number | undefined): Promise<void> {
  await waitFor({
    what: `${count} free seats`,
    withinMs: soonMs,
    ask: () => copy.freeSeats(shard, 'second'),
    until: (free) => free.count === count,
  });
}

/** Does the work while a hold lasts this long. */
async function withHoldWindow(ms: number, work: () => Promise<void>): Promise<void> {
  const { network } = copy;
  await network.stopProcess('api');
  await network.startProcess('api', { INTERLOCK_HOLD_WINDOW_MS: String(ms) });
  try {
    await work();
  } finally {
    await network.stopProcess('api');
    await network.startProcess('api', {});
  }
}

test("Temporal's store deleted with bookings in every state: all end right", async () => {
  const { network, bank } = copy;
  const cancelled = await twoCancelled();
  const [voided, refunded] = cancelled;
  const halfWay = await twoWithoutCapture();
  const untold = await ticketedUntold();
  const [idle, paying, authorised] = await Promise.all([
    hold('north'),
    hold('north'),
    hold('south'),
  ]);
  await network.kill('temporal');
  await bank.pay(authorised.page);
  await payLate(cancelled);
  await untilMoney(copy, authorised, 'authorised');
  const store = temporalStore(network.options.dataFolder);
  for (const file of [store, `${store}-wal`, `${store}-shm`]) rmSync(file, { force: true });
  await network.startProcess('temporal');
  await bank.behave();
  await mailFaults('DELETE');
  await bank.pay(paying.page);

  for (const held of [paying, authorised, ...halfWay, untold]) await expectTicket(copy, held);
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
  const two = await Promise.all([hold('south'), hold('north')]);
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
  await untilMoney(copy, voided, 'authorised');
  await untilMoney(copy, refunded, 'captured');
}

/** Confirmed: of the first nothing is captured, of the second everything, but nobody here knows. */
async function twoWithoutCapture(): Promise<[Held, Held]> {
  const { bank } = copy;
  const operation = 'intent-capture';
  const two = await Promise.all([hold('south'), hold('north')]);
  const [cut, taken] = await Promise.all(two.map(({ booking }) => copy.idOf(booking.reference)));
  await bank.misbehave({ kind: 'cut', operation, booking: cut ?? '' });
  await bank.misbehave({ kind: 'answer-lost', operation, booking: taken ?? '' });
  await Promise.all(two.map(({ page }) => bank.pay(page)));
  // Its process has heard everything that webhooks and polling will ever say: only settling can bring it on.
  const isTold = `SELECT 1 FROM booking b JOIN inbox i ON i.booking_id = b.id
    WHERE ${ofBooking(two[0].booking)} AND b.state = 2 AND i.source = 'poll' AND i.outcome = 'delivered'`;
  const what = 'confirmed, and told of its money once more';
  await untilRow(copy, { shard: 'south', what, sql: isTold });
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
  const held = await hold('south');
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
