import { isRefusal, type Refusal } from '@interlock/domain/refusals';
import { parseSeatCode, seatCode, type SeatPlace } from '@interlock/domain/seat-place';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { getSeatPlan } from '../availability/get-seat-plan.ts';
import { newBuyer, rowsOf, type TestBuyer, withProcesses } from '../testing/test-buyer.ts';
import { newKey, openTestPlatform, type TestPlatform } from '../testing/test-platform.ts';
import { testRun } from '../testing/test-railway.ts';
import { cancelBooking } from './cancel-booking.ts';
import { holdSeats } from './hold-seats.ts';
import { RecentKeys } from './recent-keys.ts';

let platform: TestPlatform;
let aheadMs = 0;

beforeAll(async () => {
  platform = await openTestPlatform();
  await platform.publish(
    { trainId: 1 },
    { trainId: 2, owner: 'H', startsAt: 900 },
    { trainId: 3 },
    { trainId: 4 },
  );
  await platform.context.availability.start();
});
afterAll(() => platform.close());

test('chosen seats are held exactly, one per passenger in their order', async () => {
  const buyer = newBuyer(platform);
  const travellers = await two(buyer);
  const { view } = await buyer.hold({ travellers, seats: seats('1-2F', '1-1B') });
  expect(view.passengers.map(({ coach, row, letter }) => `${coach}-${row}${letter}`)).toEqual([
    '1-2F',
    '1-1B',
  ]);
});

test('seats that are not there, twice the same, too few or too many: refused, and nothing is written', async () => {
  const buyer = newBuyer(platform);
  const travellers = await two(buyer);
  const [a, b, c] = seats('1-1A', '1-1B', '1-1C');
  const cases: [unknown, object][] = [
    [[a, { ...b, row: 9 }], { code: 'unknown-seat', field: 'seats.1', detail: { seat: '1-9B' } }],
    [[{ ...a, coach: 2 }, b], { code: 'unknown-seat', field: 'seats.0' }],
    [[a, a], { code: 'same-seat-twice', field: 'seats.1' }],
    [[a], { code: 'seat-count-differs', detail: { seats: 1, passengers: 2 } }],
    [[a, b, c], { code: 'seat-count-differs' }],
    [[a, { ...b, letter: 'E' }], { code: 'invalid-input', field: 'seats.1.letter' }],
    ['1-1A', { code: 'invalid-input', field: 'seats' }],
  ];
  const before = await intakes();
  for (const [asked, refusal] of cases)
    expect(await buyer.ask({ travellers, seats: asked })).toMatchObject(refusal);
  expect(await intakes()).toBe(before);
});

test('a seat lost meanwhile is refused with the nearest free one, before anything is taken in', async () => {
  const runId = testRun(2);
  await newBuyer(platform).hold({ runId, seats: seats('1-1D') });
  const buyer = newBuyer(platform);
  const travellers = await two(buyer);
  const before = await intakes();
  const refused = await buyer.ask({ runId, travellers, seats: seats('1-1F', '1-1D') });
  expect(refused).toMatchObject(taken('1-1D', '1-1C'));
  expect(await intakes()).toBe(before);
  // Account and documents are free: the nearest seat can be had at once.
  const { view } = await buyer.hold({ runId, travellers, seats: seats('1-1F', '1-1C') });
  expect(view.state).toBe('held');
});

test('a seat lost between look and hold is refused by the allocator, now and when asked again', async () => {
  const runId = testRun(3);
  const rival = newBuyer(platform);
  let isFirst = true;
  const context = withProcesses(platform, {
    async hold(input) {
      if (isFirst) await rival.hold({ runId, seats: seats('1-2A') });
      isFirst = false;
      return platform.processes.hold(input);
    },
  });
  const late = newBuyer({ ...platform, context });
  const request = {
    key: newKey(),
    runId,
    travellers: [{ travellerId: await late.traveller(), ticketType: 'adult' }],
    seats: seats('1-2A'),
  };
  expect(await late.ask(request)).toMatchObject(taken('1-2A', '1-2F'));
  expect(await late.ask(request)).toMatchObject({ code: 'seats-taken' });
  const { view } = await late.hold({ ...request, key: newKey(), seats: seats('1-2F') });
  expect(view).toMatchObject({ state: 'held', passengers: [{ row: 2, letter: 'F' }] });
});

test('a repeated request gets its booking, never "taken" about its own seats, from any process', async () => {
  const buyer = newBuyer(platform);
  const travellers = [{ travellerId: await buyer.traveller(), ticketType: 'adult' }];
  const request = { key: newKey(), runId: testRun(4), travellers, seats: seats('1-1A') };
  const first = await buyer.hold(request);
  const [second, third] = await Promise.all([buyer.hold(request), buyer.hold(request)]);
  expect([second.id, third.id]).toEqual([first.id, first.id]);
  // A process that never saw the key.
  const context = { ...platform.context, recentKeys: new RecentKeys(0) };
  const elsewhere = await holdSeats(context, buyer.actor, whole(request));
  expect(elsewhere).toMatchObject({ booking: { reference: first.view.reference } });
  expect(await buyer.ask({ ...request, seats: seats('1-1B') })).toMatchObject({
    code: 'key-reused',
  });
  const rows = await rowsOf(platform, first.id, 'SELECT seat_ids FROM booking WHERE id = $1');
  expect(rows).toHaveLength(1);
});

test('the seat plan shows every seat of the class, taken where the ride meets a hold, free again after it', async () => {
  const { context } = platform;
  const runId = testRun(1);
  const ride = { runId, from: 1, to: 2, seatClass: 'second' } as const;
  const buyer = newBuyer(platform);
  const before = await takenOn(ride);
  const { view } = await buyer.hold({ runId, from: 0, to: 2, seats: seats('1-1D') });
  expect(await takenOn(ride)).toEqual([...before, '1-1D'].sort());
  expect(await takenOn({ ...ride, from: 2, to: 3 })).not.toContain('1-1D');
  await cancelBooking(context, buyer.actor, view);
  expect(await takenOn(ride)).toEqual(before);
  const plan = await getSeatPlan(context, ride);
  if (isRefusal(plan)) throw new Error(plan.code);
  expect(plan.coaches.map(({ no, seats: all }) => [no, all.length])).toEqual([[1, 10]]);
  expect(Math.abs(context.now() - plan.asOf)).toBeLessThan(5_000);
});

test('there is no seat plan of a run, a class or a ride that is not sold', async () => {
  const ask = (change: object) =>
    getSeatPlan(platform.context, {
      runId: testRun(1),
      from: 0,
      to: 3,
      seatClass: 'second',
      ...change,
    });
  expect(await ask({ runId: testRun(99) })).toMatchObject({ code: 'unknown-run' });
  expect(await ask({ from: 2, to: 1 })).toMatchObject({ code: 'wrong-direction' });
  expect(await ask({ to: 9 })).toMatchObject({ code: 'unknown-station' });
  expect(await ask({ seatClass: 'business' })).toMatchObject({ code: 'unknown-class' });
});

/** Past the moment for which a read is shared. */
async function takenOn(ride: Parameters<typeof getSeatPlan>[1]): Promise<string[]> {
  aheadMs += 1_000;
  platform.setClock(aheadMs);
  const plan = await getSeatPlan(platform.context, ride);
  if (isRefusal(plan)) throw new Error(plan.code);
  const all = plan.coaches.flatMap((coach) => coach.seats);
  const codes = all.filter((seat) => seat.isTaken).map(seatCode);
  return codes.sort();
}

/** As a buyer asks, in full. */
function whole(request: object): object {
  return {
    from: 0,
    to: 3,
    seatClass: 'second',
    letters: [],
    language: 'zh',
    contact: { email: 'buyer@example.com' },
    ...request,
  };
}

function taken(lost: string, nearest: string): Partial<Refusal> {
  return { kind: 'refused', code: 'seats-taken', field: 'seats', detail: { lost, nearest } };
}

function seats(...codes: string[]): SeatPlace[] {
  return codes.map((code) => parseSeatCode(code)!);
}

async function two(buyer: TestBuyer): Promise<object[]> {
  const ids = [await buyer.traveller(), await buyer.traveller()];
  return ids.map((travellerId) => ({ travellerId, ticketType: 'adult' }));
}

async function intakes(): Promise<number> {
  const rows = await platform.copy.sql<{ count: number }>(
    'central',
    'SELECT count(*)::int AS count FROM intake',
  );
  return rows[0]?.count ?? 0;
}
