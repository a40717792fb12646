import { runIdOf, type ShardName } from '@interlock/domain/ids';
import { addDays, type Instant, type ServiceDate } from '@interlock/domain/time';
import { buildStationIndex, type Station } from '@interlock/domain/timetable/station';
import type { Stop, TrainPlan } from '@interlock/domain/timetable/train-plan';
import { expect, test } from 'vitest';
import { testPlan, testStations, travelDate } from '../testing/test-railway.ts';
import { KnownPlaces } from './known-places.ts';
import type { KnownRun } from './read-model.ts';
import { RunTable } from './run-table.ts';

const nextDay = addDays(travelDate, 1);

test('rides of all shards come by departure, and only those of the day', () => {
  const { north, south, ridesOf } = twoShards();
  north.add(runOf(testPlan({ trainId: 1, startsAt: 600 })));
  south.add(runOf(testPlan({ trainId: 2, startsAt: 480 })));
  south.add(runOf(testPlan({ trainId: 3, startsAt: 300 }), nextDay));
  expect(ridesOf('AAA', 'CCC')).toEqual(['G2 0-2', 'G1 0-2']);
  expect(ridesOf('AAA', 'CCC', nextDay)).toEqual(['G3 0-2']);
  expect(ridesOf('CCC', 'AAA')).toEqual([]);
});

test('the same question gets the very same rides, until runs of that day come or go', () => {
  const { north, places } = twoShards();
  north.add(runOf(testPlan({ trainId: 1 })));
  const between = places.of({ from: 'AAA', to: 'DDD' });
  const first = places.ridesBetween(between, travelDate);
  north.add(runOf(testPlan({ trainId: 2 }), nextDay));
  expect(places.ridesBetween(between, travelDate)).toBe(first);
  north.add(runOf(testPlan({ trainId: 2 })));
  expect(places.ridesBetween(between, travelDate)).toHaveLength(2);
  north.dropBefore(nextDay);
  expect(places.ridesBetween(between, travelDate)).toEqual([]);
  expect(places.datesBetween(between)).toEqual([nextDay]);
});

test('runs read anew are the ones that are shown, though their number is the same', () => {
  const { north, places } = twoShards();
  const plan = testPlan({ trainId: 1 });
  north.add(runOf(plan));
  const between = places.of({ from: 'AAA', to: 'DDD' });
  places.ridesBetween(between, travelDate);
  north.clear();
  const again = runOf(plan);
  north.add(again);
  expect(places.ridesBetween(between, travelDate)[0]?.run).toBe(again);
});

test('a train that passes a station twice is offered with its shortest ride', () => {
  const { north, ridesOf } = twoShards();
  north.add(runOf(withStops(testPlan({ trainId: 1 }), ['AAA', 'BBB', 'CCC', 'AAA', 'DDD'])));
  expect(ridesOf('AAA', 'DDD')).toEqual(['G1 3-4']);
  expect(ridesOf('AAA', 'CCC')).toEqual(['G1 0-2']);
  expect(ridesOf('CCC', 'AAA')).toEqual(['G1 2-3']);
});

test('a city stands for all its stations', () => {
  const { north, places } = twoShards();
  const city = (telecode: string): Station[] =>
    testStations
      .filter((station) => station.telecode === telecode)
      .map((station) => ({ ...station, cityZh: '双站' }));
  places.rename(buildStationIndex([...city('AAA'), ...city('BBB'), ...testStations.slice(2)]));
  north.add(runOf(testPlan({ trainId: 1 })));
  const between = places.of({ from: 'city:双站', to: 'DDD' });
  expect(between.from.map(({ telecode }) => telecode)).toEqual(['AAA', 'BBB']);
  expect(places.ridesBetween(between, travelDate)).toMatchObject([{ from: 1, to: 3 }]);
});

test('a new plan of a train holds for the dates published with it, the old one for the others', () => {
  const { north, ridesOf } = twoShards();
  const old = testPlan({ trainId: 1 });
  const changed = { ...withStops(old, ['AAA', 'CCC', 'DDD']), version: 2 };
  north.add(runOf(old));
  north.add(runOf(changed, nextDay));
  expect(ridesOf('AAA', 'BBB')).toEqual(['G1 0-1']);
  expect(ridesOf('AAA', 'BBB', nextDay)).toEqual([]);
  expect(ridesOf('AAA', 'DDD', nextDay)).toEqual(['G1 0-2']);
});

test('a station that gets another name is shown with it at once', () => {
  const { north, places } = twoShards();
  north.add(runOf(testPlan({ trainId: 1 })));
  const nameOfFirst = () =>
    places.ridesBetween(places.of({ from: 'AAA', to: 'DDD' }), travelDate)[0]?.facts.from.en;
  expect(nameOfFirst()).toBe('AAA');
  places.rename(buildStationIndex(testStations.map((one) => ({ ...one, en: `New ${one.en}` }))));
  expect(nameOfFirst()).toBe('New AAA');
});

test('places that are asked for again are the very same; keys that mean nothing take no memory', () => {
  const { places } = twoShards();
  const known = { from: 'AAA', to: 'DDD' };
  expect(places.of(known)).toBe(places.of(known));
  for (const odd of [
    { from: 'XXX', to: 'DDD' },
    { from: 'AAA', to: 'city:XXX' },
  ]) {
    expect(places.of(odd)).not.toBe(places.of(odd));
  }
});

function twoShards() {
  const north = new RunTable<KnownRun>();
  const south = new RunTable<KnownRun>();
  const places = new KnownPlaces([north, south]);
  places.rename(buildStationIndex(testStations));
  return {
    north,
    south,
    places,
    ridesOf: (from: string, to: string, date = travelDate) =>
      places
        .ridesBetween(places.of({ from, to }), date)
        .map((ride) => `${ride.facts.number} ${ride.from}-${ride.to}`),
  };
}

function runOf(plan: TrainPlan, date: ServiceDate = travelDate): KnownRun {
  return {
    runId: runIdOf(plan.trainId, date),
    date,
    plan,
    shard: 'north' as ShardName,
    saleOpensAt: 0 as Instant,
    ver: 0,
  };
}

/** The same train, calling at these stations an hour apart. */
function withStops(plan: TrainPlan, telecodes: string[]): TrainPlan {
  const last = telecodes.length - 1;
  const stops = telecodes.map((telecode, position): Stop => ({
    position,
    telecode,
    km: position * 100,
    arriveMinutes: position === 0 ? null : 480 + position * 60,
    departMinutes: position === last ? null : 480 + position * 60,
    bureau: null,
  }));
  return { ...plan, stops };
}
