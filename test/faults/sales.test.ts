import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Booking } from '../smoke/program.ts';
import { waitFor } from '../smoke/waiting.ts';
import { isOver, isTicketed, newDocument, seatsOf, soonMs, type Buyer } from './buyer.ts';
import { startFaultCopy, type FaultCopy, type Shard } from './fault-copy.ts';
import { resendEvents } from './resent-events.ts';

const holdWindowMs = 5_000;

let copy: FaultCopy;

beforeAll(async () => {
  copy = await startFaultCopy({ shorten: 60, holdWindowMs, atFaultPoints: 'kill' });
});
afterEach(async () => {
  await copy.standUp();
  await copy.bank.behave();
  await copy.expectCleanBooks();
});
afterAll(() => copy?.stop());

async function holdOne(buyer: Buyer, shard: Shard, seatClass: string): Promise<Booking> {
  return buyer.hold({ offer: await copy.offer(shard), seatClass });
}

/** Opens the page, pays and waits for the ticket. */
async function buy(buyer: Buyer, { reference }: Booking): Promise<Booking> {
  await copy.bank.pay(await buyer.payPage(reference));
  return buyer.until(reference, 'is ticketed', isTicketed);
}

test('hold expires and the seat sells again', async () => {
  const [first, second] = [copy.buyer(), copy.buyer()];
  const before = await copy.freeSeats('south', 'business');
  const held = await holdOne(first, 'south', 'business');
  const expired = await first.until(held.reference, 'is released', isOver);
  expect(expired.phase).toBe('expired');
  await untilFree('south', 'business', before.count);
  const again = await holdOne(second, 'south', 'business');
  expect(seatsOf(again)).toEqual(seatsOf(held));
  await buy(second, again);
});

test('payment after expiry and resale is voided; captured anyway is refunded in full', async () => {
  const [late, unlucky] = [copy.buyer(), copy.buyer()];
  const held = await Promise.all([late, unlucky].map((one) => holdOne(one, 'north', 'business')));
  const [lateHold, unluckyHold] = held as [Booking, Booking];
  const [latePage, unluckyPage] = await Promise.all([
    late.payPage(lateHold.reference),
    unlucky.payPage(unluckyHold.reference),
  ]);
  await late.until(lateHold.reference, 'is released', isOver);
  await unlucky.until(unluckyHold.reference, 'is released', isOver);
  const resold = await Promise.all([sell('north', 'business'), sell('north', 'business')]);
  expect(resold.flatMap(seatsOf).toSorted()).toEqual(held.flatMap(seatsOf).toSorted());

  await copy.bank.misbehave({ kind: 'accept-late' });
  const booking = await copy.idOf(unluckyHold.reference);
  await copy.bank.misbehave({ kind: 'captures-anyway', operation: 'pay', booking });
  await Promise.all([copy.bank.pay(latePage), copy.bank.pay(unluckyPage)]);
  const isBack = ({ money }: Booking): boolean => money === 'returned';
  await late.until(lateHold.reference, 'has its money back', isBack);
  await unlucky.until(unluckyHold.reference, 'has its money back', isBack);

  expect(await copy.bank.books(latePage)).toMatchObject({ status: 'canceled', receivedFen: 0 });
  const { priceFen } = unluckyHold;
  const refunded = { status: 'succeeded', receivedFen: priceFen, refundedFen: priceFen };
  expect(await copy.bank.books(unluckyPage)).toEqual(refunded);
});

/** Another buyer gets a seat and its ticket. */
async function sell(shard: Shard, seatClass: string): Promise<Booking> {
  const buyer = copy.buyer();
  return buy(buyer, await holdOne(buyer, shard, seatClass));
}

test('same key twice: one booking; same key for another train: 422', async () => {
  const buyer = copy.buyer();
  const wish = {
    offer: await copy.offer('south'),
    seatClass: 'second',
    travellerIds: [await buyer.traveller()],
    key: randomUUID(),
  };
  const answers = await Promise.all([1, 2, 3].map(() => buyer.askHold(wish)));
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
  const reference = answers[0]?.booking.reference ?? '';
  expect(answers.map(({ booking }) => booking.reference)).toEqual(answers.map(() => reference));
  const other = await buyer.askHold({ ...wish, offer: await copy.offer('north') });
  expect(other).toMatchObject({ status: 422, code: 'key-reused' });
  expect(await buyer.askHold(wish)).toMatchObject({ status: 201, booking: { reference } });
  const cancelled = await buyer.cancel(reference);
  expect(cancelled).toMatchObject({ status: 200, booking: { state: 'released' } });
});

test('duplicate and reordered webhooks, one ticket', async () => {
  const buyer = copy.buyer();
  const held = await holdOne(buyer, 'south', 'second');
  const booking = await copy.idOf(held.reference);
  await copy.bank.misbehave({ kind: 'duplicate-webhooks', booking, times: 3 });
  const type = 'payment_intent.amount_capturable_updated';
  await copy.bank.misbehave({ kind: 'reorder-webhooks', booking, type, count: 1 });
  const page = await buyer.payPage(held.reference);
  await copy.bank.pay(page);
  const ticketed = await buyer.until(held.reference, 'is ticketed', isTicketed);

  // All of it once more, last first, twice.
  const { network } = copy;
  const answers = await resendEvents({ network, booking, times: 2 });
  expect(answers.length).toBeGreaterThanOrEqual(4);
  expect(new Set(answers)).toEqual(new Set([200]));
  expect(await buyer.read(held.reference)).toMatchObject({
    state: 'ticketed',
    passengers: ticketed.passengers.map(({ ticketId, qr }) => ({ ticketId, qr })),
  });
  const tickets = await copy.rows('south', ticketsOf(held.reference));
  expect(tickets).toHaveLength(1);
  expect(await copy.bank.books(page)).toMatchObject({
    receivedFen: held.priceFen,
    refundedFen: 0,
  });
});

function ticketsOf(reference: string): string {
  return `SELECT t.id FROM ticket t JOIN booking b ON b.id = t.booking_id WHERE b.reference = '${reference}'`;
}

test('capture refused: seats held for another card, then freed', async () => {
  const [withTwoCards, withOneCard] = [copy.buyer(), copy.buyer()];
  const before = await copy.freeSeats('south', 'business');
  const held = await holdOne(withTwoCards, 'south', 'business');
  const hopeless = await holdOne(withOneCard, 'south', 'business');
  await copy.bank.misbehave({ kind: 'refuse-capture' });
  const pages = await Promise.all([
    withTwoCards.payPage(held.reference),
    withOneCard.payPage(hopeless.reference),
  ]);
  await Promise.all(pages.map((page) => copy.bank.pay(page)));
  const isDeclined = (booking: Booking): boolean => booking.state === 'held' && booking.declined;
  const refused = await withTwoCards.until(held.reference, 'waits for another card', isDeclined);
  expect(seatsOf(refused)).toEqual(seatsOf(held));
  await withOneCard.until(hopeless.reference, 'waits for another card', isDeclined);
  await untilFree('south', 'business', (before.count ?? 0) - 2);

  await copy.bank.behave();
  const ticketed = await buy(withTwoCards, held);
  expect(seatsOf(ticketed)).toEqual(seatsOf(held));
  await withOneCard.until(hopeless.reference, 'is released', isOver);
  await untilFree('south', 'business', (before.count ?? 0) - 1);
  for (const page of pages) {
    await waitFor({
      what: 'the refused card is let go',
      withinMs: soonMs,
      ask: () => copy.bank.books(page),
      until: ({ status, receivedFen }) => status === 'canceled' && receivedFen === 0,
    });
  }
});

test('one document, two overlapping trains on two shards at the same instant: one wins, no claim left behind', async () => {
  const [first, second] = [copy.buyer(), copy.buyer()];
  const document = newDocument();
  const [south, north] = [await copy.offer('south'), await copy.offer('north')];
  const travellers = await Promise.all([first.traveller(document), second.traveller(document)]);
  const answers = await Promise.all([
    first.askHold({ offer: south, seatClass: 'second', travellerIds: [travellers[0]] }),
    second.askHold({ offer: north, seatClass: 'second', travellerIds: [travellers[1]] }),
  ]);
  const winner = answers[0].status === 201 ? first : second;
  const loser = winner === first ? second : first;
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201, 409]));
  expect(answers.find(({ status }) => status === 409)?.code).toBe('journey-overlaps');
  const won = answers.find(({ status }) => status === 201)?.booking as Booking;
  const claims = await copy.rows(
    'central',
    'SELECT booking_id FROM claim c JOIN intake i USING (booking_id) WHERE i.closed_at IS NULL',
  );
  expect(claims).toHaveLength(1);

  // The loser's account is free, and so is the document once the winner gives up.
  await winner.cancel(won.reference);
  const at =
    loser === first
      ? { offer: south, traveller: travellers[0] }
      : { offer: north, traveller: travellers[1] };
  const wish = { offer: at.offer, seatClass: 'second', travellerIds: [at.traveller] };
  const freed = await waitFor({
    what: 'the document is free again',
    withinMs: soonMs,
    ask: () => loser.askHold(wish),
    until: ({ status }) => status === 201,
  });
  await loser.cancel(freed.booking.reference);
});

test('one account on two devices: one unpaid booking', async () => {
  const buyer = copy.buyer();
  const [south, north] = [await copy.offer('south'), await copy.offer('north')];
  const answers = await Promise.all([
    buyer.askHold({ offer: south, seatClass: 'second' }),
    buyer.askHold({ offer: north, seatClass: 'second' }),
  ]);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201, 409]));
  expect(answers.find(({ status }) => status === 409)?.code).toBe('unpaid-booking-exists');
  const won = answers.find(({ status }) => status === 201)?.booking as Booking;
  await buy(buyer, won);
});

async function untilFree(
  shard: Shard,
  seatClass: string,
  count: number | undefined,
): Promise<void> {
  await waitFor({
    what: `${count} free seats in ${seatClass}`,
    withinMs: soonMs,
    ask: () => copy.freeSeats(shard, seatClass),
    until: (free) => free.count === count,
  });
}
