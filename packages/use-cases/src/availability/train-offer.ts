import type { SeatClass } from '@interlock/domain/classes';
import { classesOf } from '@interlock/domain/coach-layout';
import { fareOf } from '@interlock/domain/fares/fares';
import type { RunId } from '@interlock/domain/ids';
import { saleStateAt } from '@interlock/domain/sale-rules';
import type { Instant, ServiceDate } from '@interlock/domain/time';
import {
  arrives,
  boards,
  publicNumberAt,
  type TrainPlan,
} from '@interlock/domain/timetable/train-plan';
import type { UseCaseContext } from '../context.ts';
import { offerStop, type OfferStop } from './offer-stop.ts';
import type { KnownRun } from './read-model.ts';

/** A train as an answer to a search: the ride, every class with its price and what is left, and all its stops. */
export interface TrainOffer {
  readonly kind: 'train';
  readonly trainId: number;
  readonly runId: RunId;
  readonly date: ServiceDate;
  /** Public numbers in travel order; `number` is the one at the boarding stop. */
  readonly numbers: string[];
  readonly number: string;
  readonly from: OfferStop;
  readonly to: OfferStop;
  /** Boarding at the train's first stop, leaving at its last. */
  readonly first: boolean;
  readonly last: boolean;
  readonly durationMinutes: number;
  readonly classes: ClassOffer[];
  readonly stops: OfferStop[];
  readonly asOf: Instant | null;
}

export interface ClassOffer {
  readonly seatClass: SeatClass;
  readonly priceFen: number;
  readonly availability: ClassAvailability;
}

/** Five honest states, and besides them "closed" and "unavailable"; unknown is never "none". */
export type ClassAvailability =
  | { readonly state: 'plenty'; readonly count: number }
  | { readonly state: 'number'; readonly count: number }
  | { readonly state: 'none' }
  | { readonly state: 'not-on-sale'; readonly opensAt: Instant }
  | { readonly state: 'closed' }
  | { readonly state: 'unavailable' };

/** One ride on one run, from memory. */
export function trainOffer(
  context: UseCaseContext,
  input: { run: KnownRun; from: number; to: number },
): TrainOffer {
  const { run, from, to } = input;
  const { plan, date } = run;
  const stops = plan.stops.map((stop) =>
    offerStop(context, { plan, date, position: stop.position }),
  );
  return {
    kind: 'train',
    trainId: plan.trainId,
    runId: run.runId,
    date,
    numbers: plan.numbers.map((entry) => entry.number),
    number: publicNumberAt(plan, from),
    from: offerStop(context, { plan, date, position: from }),
    to: offerStop(context, { plan, date, position: to }),
    first: from === 0,
    last: to === plan.stops.length - 1,
    durationMinutes: Math.round((arrives(plan, date, to) - boards(plan, date, from)) / 60_000),
    classes: soldClasses(plan).map((seatClass) => ({
      seatClass,
      priceFen: fareOf({ plan, class: seatClass, from, to }),
      availability: availabilityOf(context, { ...input, seatClass }),
    })),
    stops,
    asOf: context.availability.asOf(run.shard),
  };
}

function soldClasses(plan: TrainPlan): SeatClass[] {
  return classesOf(plan.layout).filter((seatClass) => plan.rates[seatClass] !== undefined);
}

function availabilityOf(
  context: UseCaseContext,
  input: { run: KnownRun; from: number; to: number; seatClass: SeatClass },
): ClassAvailability {
  const { run } = input;
  const sale = saleStateAt(context.rules, {
    now: context.now(),
    opensAt: run.saleOpensAt,
    departsAt: boards(run.plan, run.date, input.from),
  });
  if (sale === 'closed') return { state: 'closed' };
  if (sale === 'not-on-sale') return { state: 'not-on-sale', opensAt: run.saleOpensAt };
  if (!context.availability.isReachable(run.shard)) return { state: 'unavailable' };
  const left = context.availability.seatsLeft({ ...input, runId: run.runId });
  if (left.kind === 'unknown') return { state: 'unavailable' };
  if (left.count === 0) return { state: 'none' };
  return { state: left.count >= context.rules.plentyFrom ? 'plenty' : 'number', count: left.count };
}
