import type { SeatClass } from '@interlock/domain/classes';
import { saleStateAt, type SaleRules } from '@interlock/domain/sale-rules';
import type { Instant } from '@interlock/domain/time';
import type { UseCaseContext } from '../context.ts';
import type { KnownRide } from './read-model.ts';
import type { ClassPrice, RideFacts } from './ride-facts.ts';

/** A train as an answer to a search: the ride, every class with its price and what is left, and all its stops. */
export interface TrainOffer extends Omit<RideFacts, 'departsAt' | 'prices'> {
  readonly kind: 'train';
  readonly classes: readonly ClassOffer[];
}

export interface ClassOffer extends ClassPrice {
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

/** What an offer depends on besides the ride itself. */
export interface Situation {
  readonly ver: number;
  readonly sale: ReturnType<typeof saleStateAt>;
  readonly isReachable: boolean;
  readonly rules: SaleRules;
}

/** One ride on one run, from memory. The very same object as before as long as nothing about it has changed. */
export function trainOffer(
  context: UseCaseContext,
  ride: KnownRide,
  now = context.now(),
): TrainOffer {
  const { run, facts, latest } = ride;
  const { rules } = context;
  const times = { now, opensAt: run.saleOpensAt, departsAt: facts.departsAt };
  const sale = saleStateAt(rules, times);
  const isReachable = context.availability.isReachable(run.shard);
  if (latest !== null) {
    const { situation } = latest;
    const isSame =
      situation.ver === run.ver &&
      situation.sale === sale &&
      situation.isReachable === isReachable &&
      situation.rules === rules;
    if (isSame) return latest.offer;
  }
  const situation: Situation = { ver: run.ver, sale, isReachable, rules };
  const { departsAt: _told, prices, ...shown } = facts;
  const offer: TrainOffer = {
    kind: 'train',
    ...shown,
    classes: prices.map((price) => ({
      ...price,
      availability: availabilityOf(context, { ride, situation, seatClass: price.seatClass }),
    })),
  };
  ride.latest = { situation, offer };
  return offer;
}

function availabilityOf(
  context: UseCaseContext,
  input: { ride: KnownRide; situation: Situation; seatClass: SeatClass },
): ClassAvailability {
  const { situation, seatClass } = input;
  const { run, from, to } = input.ride;
  if (situation.sale === 'closed') return { state: 'closed' };
  if (situation.sale === 'not-on-sale') return { state: 'not-on-sale', opensAt: run.saleOpensAt };
  if (!situation.isReachable) return { state: 'unavailable' };
  const left = context.availability.seatsLeft({ runId: run.runId, seatClass, from, to });
  if (left.kind === 'unknown') return { state: 'unavailable' };
  if (left.count === 0) return { state: 'none' };
  return { state: left.count >= context.rules.plentyFrom ? 'plenty' : 'number', count: left.count };
}
