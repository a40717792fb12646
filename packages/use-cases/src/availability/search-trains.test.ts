import type { ShardName } from '@interlock/domain/ids';
import { isRefusal } from '@interlock/domain/refusals';
import { addDays, instantOf } from '@interlock/domain/time';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newBuyer } from '../testing/test-buyer.ts';
import { openTestPlatform, type TestPlatform } from '../testing/test-platform.ts';
import { railwayZone, testRun, travelDate } from '../testing/test-railway.ts';
import { searchTrains } from './search-trains.ts';

const ride = { from: 'AAA', to: 'DDD', date: travelDate };

let platform: TestPlatform;

beforeAll(async () => {
  platform = await openTestPlatform();
  await platform.publish(
    { trainId: 1, seats: 3, startsAt: 600 },
    { trainId: 2, seats: 100, startsAt: 480, owner: 'H' },
  );
  await platform.context.availability.start();
});
afterAll(() => platform.close());

test('trains of both shards come by departure, with price and what is left', () => {
  expect(search()).toEqual([
    { number: 'G2', availability: { state: 'plenty', count: 100 }, priceFen: 15_300 },
    { number: 'G1', availability: { state: 'number', count: 3 }, priceFen: 15_300 },
  ]);
});

test('a held seat is gone from the search at once, and none is none', async () => {
  await Promise.all([1, 2, 3].map(() => newBuyer(platform).hold()));
  await expect
    .poll(() => search().find(({ number }) => number === 'G1')?.availability, { timeout: 20_000 })
    .toEqual({ state: 'none' });
});

test('an offer is the very same object until its counts change, and then another one', async () => {
  const offerOf = (trainId: number) => {
    const found = searchTrains(platform.context, ride);
    if (isRefusal(found)) throw new Error(found.code);
    return found.trains.find((train) => train.trainId === trainId);
  };
  const before = offerOf(2);
  expect(offerOf(2)).toBe(before);
  await newBuyer(platform).hold({ runId: testRun(2) });
  await expect.poll(() => offerOf(2) === before, { timeout: 20_000 }).toBe(false);
  expect(offerOf(2)?.classes[0]?.availability).toEqual({ state: 'plenty', count: 99 });
});

test('a shard that is away is unavailable, never sold out, and the others go on', () => {
  const { context } = platform;
  const { availability } = context;
  const away = {
    ...context,
    availability: {
      ...availability,
      isReachable: (shard: ShardName) => shard !== 'south' && availability.isReachable(shard),
    },
  };
  const found = searchTrains(away, ride);
  if (isRefusal(found)) throw new Error(found.code);
  const states = found.trains.map(({ classes }) => classes[0]?.availability.state);
  expect(states).toEqual(['unavailable', 'none']);
});

test('before its sale a train says when it opens, near departure that it is closed', () => {
  const statesAt = (daysAfter: number, minutes: number) => {
    const now = instantOf(addDays(travelDate, daysAfter), minutes, railwayZone);
    platform.setClock(now - Date.now());
    return search().map(({ number, availability }) => [number, availability?.state]);
  };
  const firstDay = 1 - platform.context.rules.saleWindowDays;
  expect(statesAt(firstDay, 479)).toEqual([
    ['G2', 'not-on-sale'],
    ['G1', 'not-on-sale'],
  ]);
  expect(search()[0]?.availability).toEqual({
    state: 'not-on-sale',
    opensAt: instantOf(addDays(travelDate, firstDay), 480, railwayZone),
  });
  expect(statesAt(firstDay, 481)[0]).toEqual(['G2', 'plenty']);
  // G2 leaves at 8:00, G1 two hours later; selling stops twenty minutes before.
  expect(statesAt(0, 459)[0]).toEqual(['G2', 'plenty']);
  expect(statesAt(0, 461)).toEqual([
    ['G2', 'closed'],
    ['G1', 'none'],
  ]);
  expect(statesAt(0, 581)).toEqual([
    ['G2', 'closed'],
    ['G1', 'closed'],
  ]);
  platform.setClock(0);
});

test('questions that cannot be answered are refused with the reason', () => {
  const cases: [object, string][] = [
    [{ from: 'XXX' }, 'unknown-station'],
    [{ to: 'city:Nowhere' }, 'unknown-station'],
    [{ to: 'AAA' }, 'same-station'],
    [{ date: '2026-02-30' }, 'invalid-date'],
    [{ date: 'tomorrow' }, 'invalid-date'],
    [{ date: addDays(travelDate, -30) }, 'date-in-the-past'],
    [{ date: addDays(travelDate, 60) }, 'date-beyond-sale-window'],
  ];
  for (const [change, code] of cases) {
    expect([change, searchTrains(platform.context, { ...ride, ...change })]).toMatchObject([
      change,
      { code },
    ]);
  }
});

test('a day without trains names the days that have some', () => {
  const found = searchTrains(platform.context, { ...ride, date: addDays(travelDate, 1) });
  expect(found).toMatchObject({ trains: [], otherDates: [travelDate] });
  expect(searchTrains(platform.context, { ...ride, from: 'DDD', to: 'AAA' })).toMatchObject({
    trains: [],
    otherDates: [],
  });
});

function search() {
  const found = searchTrains(platform.context, ride);
  if (isRefusal(found)) return [];
  return found.trains.map(({ number, classes }) => ({
    number,
    availability: classes[0]?.availability,
    priceFen: classes[0]?.priceFen,
  }));
}
