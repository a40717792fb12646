import { isRefusal } from '@interlock/domain/refusals';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { countReads } from '../testing/counted-reads.ts';
import { newBuyer, rowsOf, setDeadline, type TestBuyer } from '../testing/test-buyer.ts';
import { newKey, openTestPlatform, type TestPlatform } from '../testing/test-platform.ts';
import { residentId, testRun } from '../testing/test-railway.ts';
import { cancelBooking } from './cancel-booking.ts';
import { extendHold } from './extend-hold.ts';
import { getBooking } from './get-booking.ts';
import { holdSeats } from './hold-seats.ts';
import { listBookings } from './list-bookings.ts';
import { startPayment } from './start-payment.ts';

let platform: TestPlatform;
let buyer: TestBuyer;

beforeAll(async () => {
  platform = await openTestPlatform();
  await platform.publish(
    { trainId: 1 },
    { trainId: 2, owner: 'H', startsAt: 900 },
    { trainId: 3, seats: 1 },
  );
  await platform.context.availability.start();
});
beforeEach(() => {
  platform.processes.state = 'there';
  platform.setClock(0);
  buyer = newBuyer(platform);
});
afterAll(() => platform.close());

test('a hold has its seats, its price and its deadlines, twenty minutes and a minute of grace ahead', async () => {
  const travellers = [
    { travellerId: await buyer.traveller(), ticketType: 'adult' },
    { travellerId: await buyer.traveller(), ticketType: 'child' },
  ];
  const { view } = await buyer.hold({ travellers });
  // 333 km at 46 fen, rounded to half a yuan: 153.00 for an adult, 76.50 for a child.
  expect(view).toMatchObject({ state: 'held', phase: 'held', priceFen: 22_950, money: 'none' });
  expect(view.passengers.map(({ fareFen }) => fareFen)).toEqual([15_300, 7_650]);
  const seats = view.passengers.map(({ coach, row, letter }) => `${coach}-${row}${letter}`);
  expect(new Set(seats).size).toBe(2);
  expect(view.expiresAt! - view.payBy!).toBe(60_000);
  expect(view.payBy! - view.now).toBeGreaterThan(19 * 60_000);
  expect(view.passengers[0]).toMatchObject({ nameMasked: '王**', ticketId: null, qr: null });
});

test('every request that makes no sense is refused with the reason, and nothing is written', async () => {
  const travellerId = await buyer.traveller();
  const one = { travellerId, ticketType: 'adult' };
  const same = residentId(4_000);
  const [a, b] = [await buyer.traveller(same), await newBuyer(platform).traveller()];
  const cases: [object, string][] = [
    [{ key: '' }, 'key-missing'],
    [{ key: undefined }, 'key-missing'],
    [{ runId: -1 }, 'invalid-input'],
    [{ runId: 'G1' }, 'invalid-input'],
    [{ runId: testRun(99) }, 'unknown-run'],
    [{ from: 0, to: 0 }, 'same-station'],
    [{ from: 2, to: 1 }, 'wrong-direction'],
    [{ from: 0.5 }, 'invalid-input'],
    [{ from: 0, to: 9 }, 'unknown-station'],
    [{ seatClass: 'royal' }, 'unknown-class'],
    [{ seatClass: 'business' }, 'unknown-class'],
    [{ travellers: [] }, 'no-passengers'],
    [
      { travellers: Array.from({ length: 6 }, (_, n) => ({ ...one, travellerId: `t${n}` })) },
      'too-many-passengers',
    ],
    [{ travellers: [one, one] }, 'same-passenger-twice'],
    [{ travellers: [{ travellerId: 'nobody', ticketType: 'adult' }] }, 'unknown-passenger'],
    [{ travellers: [{ travellerId: b, ticketType: 'adult' }] }, 'unknown-passenger'],
    [{ travellers: [{ travellerId: a, ticketType: 'senior' }] }, 'invalid-input'],
    [{ letters: ['E'] }, 'invalid-input'],
    [{ language: 'fr' }, 'invalid-input'],
    [{ contact: { email: 'nowhere' } }, 'invalid-input'],
    [{ contact: undefined }, 'invalid-input'],
    [{ surprise: true }, 'invalid-input'],
  ];
  const before = await counts();
  for (const [change, code] of cases) {
    const answer = await buyer.ask({ travellers: [one], ...change });
    expect([change, isRefusal(answer) && answer.code]).toEqual([change, code]);
  }
  for (const raw of [null, 'text', 7, []]) {
    expect(await holdSeats(platform.context, buyer.actor, raw)).toMatchObject({
      code: 'invalid-input',
    });
  }
  expect(await counts()).toEqual(before);
});

test('nobody holds seats without an account, and staff do not buy', async () => {
  const asked = { key: newKey() };
  const { context } = platform;
  expect(await holdSeats(context, { kind: 'anonymous' }, asked)).toMatchObject({
    code: 'not-signed-in',
  });
  expect(await holdSeats(context, { ...buyer.actor, kind: 'staff' }, asked)).toMatchObject({
    code: 'not-allowed',
  });
});

test('selling opens and closes by the clock', async () => {
  const hour = 3_600_000;
  platform.setClock(-20 * 24 * hour);
  expect(await buyer.ask()).toMatchObject({ code: 'not-on-sale-yet' });
  platform.setClock(10 * 24 * hour);
  expect(await buyer.ask()).toMatchObject({ code: 'sale-closed' });
});

test('the same key asked again is the same booking, also after it is sold out and when it has ended', async () => {
  const travellers = [{ travellerId: await buyer.traveller(), ticketType: 'adult' }];
  const request = { key: newKey(), runId: testRun(3), travellers };
  const first = await buyer.hold(request);
  const [second, third] = await Promise.all([buyer.hold(request), buyer.hold(request)]);
  expect([second.id, third.id]).toEqual([first.id, first.id]);
  expect(await newBuyer(platform).ask({ runId: testRun(3) })).toMatchObject({ code: 'sold-out' });
  expect(await buyer.ask({ ...request, language: 'en' })).toMatchObject({ code: 'key-reused' });
  await cancelBooking(platform.context, buyer.actor, first.view);
  expect((await buyer.hold(request)).view).toMatchObject({ state: 'released', phase: 'cancelled' });
});

test('sold out found by the database alone is answered sold out, now and when asked again', async () => {
  await platform.publish({ trainId: 4, seats: 1 });
  const { context } = platform;
  await until(() => context.availability.run(testRun(4)) !== null);
  // Memory that lags behind: the count says one seat, the database knows better.
  const lagging = {
    ...context,
    availability: { ...context.availability, seatsLeft: () => ({ kind: 'unknown' }) as const },
  };
  const others = newBuyer(platform);
  await others.hold({ runId: testRun(4) });
  const late = newBuyer({ ...platform, context: lagging });
  const request = {
    key: newKey(),
    runId: testRun(4),
    travellers: [{ travellerId: await late.traveller(), ticketType: 'adult' }],
  };
  expect(await late.ask(request)).toMatchObject({ code: 'sold-out' });
  expect(await late.ask(request)).toMatchObject({ code: 'sold-out' });
  // Its account and documents are free at once.
  expect(await late.ask({ runId: testRun(1), travellers: request.travellers })).toMatchObject({
    state: 'held',
  });
});

test('with the durable processes away a new hold is refused, and the same key goes on later', async () => {
  const travellers = [{ travellerId: await buyer.traveller(), ticketType: 'adult' }];
  const request = { key: newKey(), travellers };
  platform.processes.state = 'unavailable';
  expect(await buyer.ask(request)).toMatchObject({ code: 'process-unavailable' });
  platform.processes.state = 'there';
  expect(await buyer.ask(request)).toMatchObject({ state: 'held' });
});

test("a booking is its account's alone", async () => {
  const { view } = await buyer.hold({ runId: testRun(2) });
  const stranger = newBuyer(platform).actor;
  const { context } = platform;
  const asked = [getBooking, cancelBooking, extendHold, startPayment] as const;
  for (const verb of asked) {
    expect(await verb(context, stranger, view)).toMatchObject({ code: 'unknown-booking' });
  }
  expect(await getBooking(context, buyer.actor, view)).toMatchObject({
    reference: view.reference,
    state: 'held',
  });
  expect(await listBookings(context, buyer.actor)).toMatchObject({
    toPay: [{ reference: view.reference }],
    coming: [],
    past: [],
    unavailable: [],
  });
  expect(await listBookings(context, stranger)).toMatchObject({ toPay: [], coming: [], past: [] });
});

test('a passenger gets five minutes more, once, and never past the last moment', async () => {
  const { id, view } = await buyer.hold();
  const { context } = platform;
  const extended = await extendHold(context, buyer.actor, view);
  if (isRefusal(extended)) throw new Error(extended.code);
  expect(extended.payBy! - view.payBy!).toBe(5 * 60_000);
  expect(extended.expiresAt! - view.expiresAt!).toBe(5 * 60_000);
  expect(extended.canExtend).toBe(false);
  expect(await extendHold(context, buyer.actor, view)).toMatchObject({ code: 'extension-used' });
  const events = await rowsOf(platform, id, eventsSql);
  expect(events).toEqual([{ event: 'hold' }, { event: 'deadline-moved' }]);
  const other = newBuyer(platform);
  const late = await other.hold();
  await platform.copy.sql('north', `UPDATE booking SET last_moment = pay_by WHERE reference = $1`, [
    late.view.reference,
  ]);
  expect(await extendHold(context, other.actor, late.view)).toMatchObject({
    code: 'too-close-to-departure',
  });
  await setDeadline(platform, late.id, { payBy: -61, expiresAt: -1 });
  expect(await extendHold(context, other.actor, late.view)).toMatchObject({ code: 'hold-ended' });
});

test('a cancelled hold gives its seats back and counts; cancelled again it is the same booking', async () => {
  const { id, view } = await buyer.hold();
  const { context } = platform;
  const cancelled = await cancelBooking(context, buyer.actor, view);
  expect(cancelled).toMatchObject({ state: 'released', phase: 'cancelled', canCancel: false });
  expect(await cancelBooking(context, buyer.actor, view)).toMatchObject({ phase: 'cancelled' });
  expect(await rowsOf(platform, id, eventsSql)).toEqual([{ event: 'hold' }, { event: 'cancel' }]);
  expect(await startPayment(context, buyer.actor, view)).toMatchObject({ code: 'hold-ended' });
  await buyer.hold();
});

test('who pays at once is not looked up again by the process that held; any other looks', async () => {
  const holding = countReads(platform.context);
  const payer = newBuyer({ ...platform, context: holding.context });
  const view = await payer.ask();
  if (isRefusal(view)) throw new Error(view.code);
  const { reads } = holding;
  const page = await startPayment(holding.context, payer.actor, view);
  expect(page).toMatchObject({ kind: 'pay-at' });
  expect(holding.reads).toBe(reads);
  const other = countReads(platform.context);
  expect(await startPayment(other.context, payer.actor, view)).toEqual(page);
  expect(other.reads).toBe(1);
  const stranger = await startPayment(holding.context, buyer.actor, view);
  expect(stranger).toMatchObject({ code: 'unknown-booking' });
});

const eventsSql = 'SELECT event FROM booking_event WHERE booking_id = $1 ORDER BY id';

function counts(): Promise<object[]> {
  return platform.copy.sql(
    'central',
    'SELECT (SELECT count(*) FROM intake) AS intakes, (SELECT count(*) FROM claim) AS claims',
  );
}

async function until(holds: () => boolean): Promise<void> {
  await expect.poll(holds, { timeout: 20_000, interval: 20 }).toBe(true);
}
