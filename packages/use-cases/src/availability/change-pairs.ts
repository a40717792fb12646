import type { Instant, ServiceDate } from '@interlock/domain/time';
import { arrives, boards, stopOf } from '@interlock/domain/timetable/train-plan';
import type { KnownRun } from './read-model.ts';

/** A ride that is one part of a journey with a change. */
export interface Leg {
  readonly run: KnownRun;
  /** Stop positions. */
  readonly from: number;
  readonly to: number;
  /** Where the change is: the leg's last stop, or its first. */
  readonly changesAt: string;
  /** When it reaches that station, or leaves it. */
  readonly at: Instant;
}

export interface LegPair {
  readonly first: Leg;
  readonly second: Leg;
  readonly waitMinutes: number;
}

/** Where one may go on from a station: itself and others of its city, each with the least minutes the way takes. */
export type OnwardStations = (telecode: string) => readonly { telecode: string; minutes: number }[];

interface Ends {
  readonly from: ReadonlySet<string>;
  readonly to: ReadonlySet<string>;
}

/** Every ride of a run from one of the starting places to a stop where one could change. */
export function firstLegs(run: KnownRun, { from, to }: Ends): Leg[] {
  const { plan, date } = run;
  const boarding = plan.stops.filter((stop) => isBoarding(stop) && from.has(stop.telecode));
  return plan.stops.flatMap(({ position, telecode, arriveMinutes }) => {
    const start = boarding.filter((stop) => stop.position < position).at(-1);
    if (start === undefined || arriveMinutes === null) return [];
    if (from.has(telecode) || to.has(telecode)) return [];
    const at = arrives(plan, date, position);
    return [{ run, from: start.position, to: position, changesAt: telecode, at }];
  });
}

/** Every ride of a run from a stop where one could have changed to one of the places to go to. */
export function secondLegs(run: KnownRun, { from, to }: Ends): Leg[] {
  const { plan, date } = run;
  const leaving = plan.stops.filter((stop) => stop.arriveMinutes !== null && to.has(stop.telecode));
  return plan.stops.filter(isBoarding).flatMap(({ position, telecode }) => {
    const end = leaving.find((stop) => stop.position > position);
    if (end === undefined || from.has(telecode) || to.has(telecode)) return [];
    const at = boards(plan, date, position);
    return [{ run, from: position, to: end.position, changesAt: telecode, at }];
  });
}

const waitMaxMinutes = 360;
/** Later trains from the same change are found by asking for a later day or time. */
const onwardsMax = 4;

/**
 * The changes that can be made in time, one per pair of trains: without leaving the station where that is possible,
 * then the one with the shortest way, then the one with the longest wait.
 */
export function pairLegs(
  firsts: readonly Leg[],
  seconds: readonly Leg[],
  onwards: OnwardStations,
): LegPair[] {
  const leaving = byStation(seconds);
  const best = new Map<string, LegPair>();
  for (const first of firsts) {
    for (const { telecode, minutes } of onwards(first.changesAt)) {
      const inTime = (leaving.get(telecode) ?? [])
        .map((second) => ({ first, second, waitMinutes: (second.at - first.at) / 60_000 }))
        .filter(({ waitMinutes }) => waitMinutes >= minutes && waitMinutes <= waitMaxMinutes)
        .filter(({ second }) => second.run.runId !== first.run.runId);
      for (const pair of inTime.slice(0, onwardsMax)) {
        const key = `${first.run.runId} ${pair.second.run.runId}`;
        const known = best.get(key);
        if (known === undefined || isBetter(pair, known)) best.set(key, pair);
      }
    }
  }
  return [...best.values()];
}

/** The legs by where they begin, soonest first. */
function byStation(seconds: readonly Leg[]): Map<string, Leg[]> {
  const leaving = new Map<string, Leg[]>();
  for (const leg of [...seconds].sort((a, b) => a.at - b.at)) {
    const known = leaving.get(leg.changesAt);
    if (known === undefined) leaving.set(leg.changesAt, [leg]);
    else known.push(leg);
  }
  return leaving;
}

function isBetter(a: LegPair, b: LegPair): boolean {
  const moves = Number(isMove(a)) - Number(isMove(b));
  const way = kmOf(a.first) + kmOf(a.second) - kmOf(b.first) - kmOf(b.second);
  return (moves || way || b.waitMinutes - a.waitMinutes) < 0;
}

function isMove({ first, second }: LegPair): boolean {
  return first.changesAt !== second.changesAt;
}

function kmOf({ run: { plan }, from, to }: Leg): number {
  return stopOf(plan, to).km - stopOf(plan, from).km;
}

function isBoarding(stop: { departMinutes: number | null }): boolean {
  return stop.departMinutes !== null;
}

/** The service dates whose runs may be met by somebody who starts on `date`: overnight trains began the day before. */
export function datesAround(date: ServiceDate, known: readonly ServiceDate[]): ServiceDate[] {
  const at = known.indexOf(date);
  return known.slice(Math.max(0, at - 1), at + 2);
}
