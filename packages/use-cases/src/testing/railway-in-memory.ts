import { runIdOf, type ShardName } from '@interlock/domain/ids';
import { demoSaleRules } from '@interlock/domain/sale-rules';
import { instantOf, type Instant, type ServiceDate } from '@interlock/domain/time';
import { buildStationIndex, type Station } from '@interlock/domain/timetable/station';
import type { TrainPlan } from '@interlock/domain/timetable/train-plan';
import { KnownPlaces } from '../availability/known-places.ts';
import type { Availability, KnownRun } from '../availability/read-model.ts';
import { RunTable } from '../availability/run-table.ts';
import type { UseCaseContext } from '../context.ts';
import { railwayZone, testPlan, travelDate } from './test-railway.ts';

/** A stop of a sketched train: where, and minutes after midnight of arrival and departure alike. */
export type SketchedStop = readonly [telecode: string, minutes: number];

interface Sketch {
  readonly trainId: number;
  readonly stops: readonly SketchedStop[];
  readonly date?: ServiceDate;
}

interface MemoryRailway {
  readonly stations: readonly Station[];
  readonly trains: readonly Sketch[];
  /** Seats left on a ride; absent: 100. */
  readonly seatsLeft?: (ride: { number: string; from: number; to: number }) => number;
  /** Absent: midnight of the day of travel. */
  readonly now?: Instant;
}

/** A station for searches; alone in its city unless told. */
export function sketchedStation(telecode: string, also: Partial<Station> = {}): Station {
  const name = telecode.toLowerCase();
  const names = { zh: telecode, en: telecode, pinyin: name, initials: name };
  return {
    telecode,
    ...names,
    cityZh: telecode,
    cityEn: telecode,
    aliases: [],
    bureau: 'B',
    ...also,
  };
}

/** What searches ask of their surroundings, over trains in memory, ¥0.46 a km and 100 km from stop to stop. */
export function railwayInMemory(railway: MemoryRailway): UseCaseContext {
  const { stations, trains, seatsLeft = () => 100 } = railway;
  const index = buildStationIndex(stations);
  const runs = new RunTable<KnownRun>();
  for (const train of trains) runs.add(runOf(train));
  const places = new KnownPlaces([runs]);
  places.rename(index);
  const availability: Partial<Availability> = {
    stations: () => index,
    station: (telecode) => index.byTelecode.get(telecode) ?? null,
    run: (runId) => runs.get(runId) ?? null,
    placesOf: (keys) => places.of(keys),
    ridesBetween: (between, date) => places.ridesBetween(between, date),
    runsCalling: (telecodes, date) => places.runsCalling(telecodes, date),
    datesBetween: (between) => places.datesBetween(between),
    seatsLeft: ({ runId, from, to }) => ({
      kind: 'count',
      count: seatsLeft({ number: runs.get(runId)?.plan.numbers[0]?.number ?? '', from, to }),
    }),
    asOf: () => midnight,
    isReachable: () => true,
  };
  const now = railway.now ?? midnight;
  const parts = { availability, rules: demoSaleRules, railwayZone, now: () => now };
  return { ...parts, shards: { names: () => ['north'] } } as unknown as UseCaseContext;
}

const midnight = instantOf(travelDate, 0, railwayZone);

function runOf({ trainId, stops, date = travelDate }: Sketch): KnownRun {
  const base = testPlan({ trainId });
  const last = stops.length - 1;
  const plan: TrainPlan = {
    ...base,
    stops: stops.map(([telecode, minutes], position) => ({
      position,
      telecode,
      km: position * 100,
      bureau: null,
      arriveMinutes: position === 0 ? null : minutes,
      departMinutes: position === last ? null : minutes,
    })),
  };
  const runId = runIdOf(trainId, date);
  return { runId, date, plan, shard: 'north' as ShardName, saleOpensAt: 0 as Instant, ver: 0 };
}
