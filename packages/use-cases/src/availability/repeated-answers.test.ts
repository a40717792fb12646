import { runIdOf, type ShardName } from '@interlock/domain/ids';
import { isRefusal } from '@interlock/domain/refusals';
import { demoSaleRules } from '@interlock/domain/sale-rules';
import { addDays, instantOf, type Instant } from '@interlock/domain/time';
import { buildStationIndex } from '@interlock/domain/timetable/station';
import { boards } from '@interlock/domain/timetable/train-plan';
import { expect, test } from 'vitest';
import type { UseCaseContext } from '../context.ts';
import { testPlan, testStations, travelDate } from '../testing/test-railway.ts';
import { KnownPlaces } from './known-places.ts';
import type { KnownRun } from './read-model.ts';
import { RunTable } from './run-table.ts';
import { searchTrains, type TrainSearch } from './search-trains.ts';

const north = 'north' as ShardName;

test('without news the very same answer comes again', () => {
  const { search } = oneTrain();
  expect(search()).toBe(search());
});

test('with news the answer is made anew, from the same list of trains unless one of them has changed', () => {
  const { search, state, run } = oneTrain();
  const before = search();
  state.news += 1;
  state.asOf += 100;
  const younger = search();
  expect([younger === before, younger.trains === before.trains]).toEqual([false, true]);
  expect(younger.asOf).toBe(state.asOf);
  state.news += 1;
  state.seats = 7;
  run.ver += 1;
  expect(search().trains[0]?.classes[0]?.availability).toEqual({ state: 'number', count: 7 });
});

test('a sale that closes by the clock is shown closed without any news', () => {
  const { search, state, closesAt } = oneTrain();
  state.now = closesAt - 1;
  expect(stateIn(search())).toBe('plenty');
  state.now = closesAt + 100;
  expect(stateIn(search())).toBe('closed');
});

test('other rules or another read model never get an answer that was made for these', () => {
  const { context, search } = oneTrain();
  const before = search();
  const rules = { ...demoSaleRules, plentyFrom: 1_000 };
  expect(searched({ ...context, rules })).not.toBe(before);
  expect(searched({ ...context, availability: { ...context.availability } })).not.toBe(before);
});

function stateIn(search: TrainSearch): string | undefined {
  return search.trains[0]?.classes[0]?.availability.state;
}

function searched(context: UseCaseContext): TrainSearch {
  const found = searchTrains(context, { from: 'AAA', to: 'DDD', date: travelDate });
  if (isRefusal(found)) throw new Error(found.code);
  return found;
}

/** One train on one shard, and all that an answer is made from in the hands of the test. */
function oneTrain() {
  const plan = testPlan({ trainId: 1, seats: 100 });
  const table = new RunTable<KnownRun>();
  const places = new KnownPlaces([table]);
  places.rename(buildStationIndex(testStations));
  const run = {
    runId: runIdOf(plan.trainId, travelDate),
    date: travelDate,
    plan,
    shard: north,
    saleOpensAt: 0 as Instant,
    ver: 0,
  };
  table.add(run);
  const dayBefore = instantOf(addDays(travelDate, -1), 720, plan.zone);
  const state = { now: dayBefore as number, news: 1, asOf: 1_000, seats: 100 };
  const context = {
    rules: demoSaleRules,
    railwayZone: plan.zone,
    now: () => state.now as Instant,
    shards: { names: () => [north] },
    availability: {
      placesOf: (keys: { from: string; to: string }) => places.of(keys),
      ridesBetween: places.ridesBetween.bind(places),
      news: () => state.news,
      asOf: () => state.asOf as Instant,
      isReachable: () => true,
      seatsLeft: () => ({ kind: 'count', count: state.seats }),
    },
  } as unknown as UseCaseContext;
  const closesAt = boards(plan, travelDate, 0) - demoSaleRules.stopSellingMs;
  return { context, state, run, closesAt, search: () => searched(context) };
}
