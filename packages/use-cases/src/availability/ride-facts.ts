import type { SeatClass } from '@interlock/domain/classes';
import { fareOf } from '@interlock/domain/fares/fares';
import type { RunId, ShardName } from '@interlock/domain/ids';
import type { Instant, ServiceDate } from '@interlock/domain/time';
import type { Station } from '@interlock/domain/timetable/station';
import { arrives, boards, publicNumberAt, stopOf } from '@interlock/domain/timetable/train-plan';
import { seatsByClass } from './layout-seats.ts';
import { offerStop, type OfferStop } from './offer-stop.ts';
import type { KnownRun } from './read-model.ts';

/** All that a search shows of a ride and that no sale changes. */
export interface RideFacts {
  readonly trainId: number;
  readonly runId: RunId;
  readonly shard: ShardName;
  readonly date: ServiceDate;
  /** Public numbers in travel order, an array of this ride alone; `number` is the one at the boarding stop. */
  readonly numbers: string[];
  readonly number: string;
  readonly from: OfferStop;
  readonly to: OfferStop;
  /** Boarding at the train's first stop, leaving at its last. */
  readonly first: boolean;
  readonly last: boolean;
  readonly durationMinutes: number;
  /** The same array for every ride of the run that is known at the time. */
  readonly stops: readonly OfferStop[];
  readonly departsAt: Instant;
  readonly prices: readonly ClassPrice[];
}

export interface ClassPrice {
  readonly seatClass: SeatClass;
  /** One adult. */
  readonly priceFen: number;
}

type StationOf = (telecode: string) => Station | null;

/** Every stop of a run with its names and times. */
export function offerStops(run: Pick<KnownRun, 'plan' | 'date'>, station: StationOf): OfferStop[] {
  const { plan, date } = run;
  return plan.stops.map(({ position }) =>
    offerStop({ availability: { station } }, { plan, date, position }),
  );
}

/** Throws RangeError when nobody boards or leaves there, or `from` is not before `to`. */
export function rideFacts(
  run: KnownRun,
  ride: { from: number; to: number; stops: readonly OfferStop[] },
): RideFacts {
  const { plan, date } = run;
  const { from, to, stops } = ride;
  const departsAt = boards(plan, date, from);
  return {
    trainId: plan.trainId,
    runId: run.runId,
    shard: run.shard,
    date,
    numbers: plan.numbers.map((entry) => entry.number),
    number: publicNumberAt(plan, from),
    from: stopAt(run, stops, from),
    to: stopAt(run, stops, to),
    first: from === 0,
    last: to === plan.stops.length - 1,
    durationMinutes: Math.round((arrives(plan, date, to) - departsAt) / 60_000),
    stops,
    departsAt,
    prices: [...seatsByClass(plan.layout).keys()]
      .filter((seatClass) => plan.rates[seatClass] !== undefined)
      .map((seatClass) => ({
        seatClass,
        priceFen: fareOf({ plan, class: seatClass, from, to }),
      })),
  };
}

function stopAt(run: KnownRun, stops: readonly OfferStop[], position: number): OfferStop {
  const stop = stops[stopOf(run.plan, position).position];
  if (stop === undefined) throw new RangeError(`run ${run.runId} has no stop ${position}`);
  return stop;
}
