import type { CoachLayout } from '../coach-layout.ts';
import type { ClassRates } from '../fares/fares.ts';
import type { BureauLetter } from '../ids.ts';
import type { SaleRules } from '../sale-rules.ts';
import {
  type Instant,
  type LocalTime,
  type ServiceDate,
  type Zone,
  addDays,
  instantOf,
} from '../time.ts';

/** A train of the timetable, whatever its dates: one internal id, one or more public numbers, stops, coaches, rates. */
export type TrainPlan = {
  trainId: number;
  version: number;
  /** The bureau that runs the train; its shard sells it. */
  owner: BureauLetter;
  /** Public numbers in travel order, each valid from that stop on; the first from stop 0. */
  numbers: { number: string; fromStop: number }[];
  zone: Zone;
  stops: Stop[];
  layout: CoachLayout;
  rates: ClassRates;
  /** Minutes of the railway day at which a service date goes on sale. */
  saleOpensAt: LocalTime;
};

/** Position is the index in the stop list and the key of a stop: a loop passes the same station twice. */
export type Stop = {
  position: number;
  telecode: string;
  /** From the first stop. */
  km: number;
  arriveMinutes: LocalTime | null;
  departMinutes: LocalTime | null;
  /** Manages the segment that starts here; null: the owner does. */
  bureau: BureauLetter | null;
};

export type Segment = { index: number; from: number; to: number; km: number; bureau: BureauLetter };

/** Stop to next stop; segment i leads from stop i to stop i + 1. */
export function segmentsOf(plan: TrainPlan): Segment[] {
  return plan.stops.slice(0, -1).map((stop, index) => ({
    index,
    from: index,
    to: index + 1,
    km: stopOf(plan, index + 1).km - stop.km,
    bureau: stop.bureau ?? plan.owner,
  }));
}

/** The stop at a position. Throws RangeError when the train has none there. */
export function stopOf(plan: TrainPlan, position: number): Stop {
  const stop = plan.stops[position];
  if (!stop) throw new RangeError(`train ${plan.trainId} has no stop ${position}`);
  return stop;
}

/** The number on the signs when the train leaves that stop. */
export function publicNumberAt(plan: TrainPlan, position: number): string {
  const valid = plan.numbers.filter((entry) => entry.fromStop <= position).at(-1);
  if (!valid) throw new RangeError(`train ${plan.trainId} has no number at stop ${position}`);
  return valid.number;
}

/** Every ride from one station to another, shortest first: a loop may offer several. Empty when there is none. */
export function intervalsBetween(
  plan: TrainPlan,
  fromTelecode: string,
  toTelecode: string,
): { from: number; to: number }[] {
  const boarding = plan.stops.filter(
    (stop) => stop.telecode === fromTelecode && stop.departMinutes !== null,
  );
  const leaving = plan.stops.filter(
    (stop) => stop.telecode === toTelecode && stop.arriveMinutes !== null,
  );
  return boarding
    .flatMap((from) => leaving.map((to) => ({ from: from.position, to: to.position })))
    .filter(({ from, to }) => from < to)
    .sort((a, b) => a.to - a.from - (b.to - b.from) || a.from - b.from);
}

/** When the run of `date` leaves the stop. Throws RangeError at the last stop. */
export function boards(plan: TrainPlan, date: ServiceDate, position: number): Instant {
  const minutes = stopOf(plan, position).departMinutes;
  if (minutes === null)
    throw new RangeError(`nobody boards train ${plan.trainId} at stop ${position}`);
  return instantOf(date, minutes, plan.zone);
}

/** When the run of `date` reaches the stop. Throws RangeError at the first stop. */
export function arrives(plan: TrainPlan, date: ServiceDate, position: number): Instant {
  const minutes = stopOf(plan, position).arriveMinutes;
  if (minutes === null)
    throw new RangeError(`nobody leaves train ${plan.trainId} at stop ${position}`);
  return instantOf(date, minutes, plan.zone);
}

/** When the run of `date` goes on sale: a window of 15 days means today and the 14 days after it. */
export function saleOpensAt(plan: TrainPlan, date: ServiceDate, rules: SaleRules): Instant {
  return instantOf(addDays(date, 1 - rules.saleWindowDays), plan.saleOpensAt, plan.zone);
}
