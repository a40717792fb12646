import type { SeatClass } from '@interlock/domain/classes';
import { isRefusal, type Refusal } from '@interlock/domain/refusals';
import type { UseCaseContext } from '../context.ts';
import { getTrainOffer } from './get-train.ts';
import { isBookable, isBookableClass } from './is-bookable.ts';
import { trainOffer, type ClassOffer, type TrainOffer } from './train-offer.ts';

/** How to travel all the same when a class of a train has no seats left for a ride. */
export interface WaysAround {
  readonly kind: 'ways-around';
  /** Of the same train, with seats. */
  readonly otherClasses: readonly ClassOffer[];
  /** The nearest by departure between the same cities, with seats in the class, or in any where no train has it. */
  readonly otherTrains: readonly TrainOffer[];
  /**
   * The same train from an earlier stop, at the price of the longer ride. Seats may be kept for long rides, so there can
   * be one left for it.
   */
  readonly boardEarlier: TrainOffer | null;
}

interface SoldOutRide {
  readonly runId: number;
  /** Stop positions. */
  readonly from: number;
  readonly to: number;
  readonly seatClass: SeatClass;
}

const otherTrainsMax = 3;

/** Other ways for a ride whose class is sold out, from memory. Refused when there is no such ride. */
export function waysAround(context: UseCaseContext, ride: SoldOutRide): WaysAround | Refusal {
  const train = getTrainOffer(context, ride);
  if (isRefusal(train)) return train;
  return {
    kind: 'ways-around',
    otherClasses: train.classes.filter(
      (offer) => offer.seatClass !== ride.seatClass && isBookableClass(offer),
    ),
    otherTrains: otherTrains(context, train, ride.seatClass),
    boardEarlier: boardEarlier(context, ride),
  };
}

function otherTrains(
  context: UseCaseContext,
  train: TrainOffer,
  seatClass: SeatClass,
): TrainOffer[] {
  const { availability } = context;
  const [from, to] = [train.from, train.to].map(({ telecode }) => {
    const city = availability.station(telecode)?.cityZh;
    return city === undefined ? telecode : `city:${city}`;
  });
  const departsAt = train.from.departsAt ?? 0;
  const away = (other: TrainOffer) => Math.abs((other.from.departsAt ?? 0) - departsAt);
  const others = availability
    .ridesBetween(availability.placesOf({ from: from ?? '', to: to ?? '' }), train.date)
    .filter(({ run }) => run.runId !== train.runId)
    .map((ride) => trainOffer(context, ride))
    .sort((a, b) => away(a) - away(b));
  const sameClass = others.filter((other) => hasSeatsIn(other, seatClass));
  return (sameClass.length > 0 ? sameClass : others.filter(isBookable))
    .slice(0, otherTrainsMax)
    .sort((a, b) => (a.from.departsAt ?? 0) - (b.from.departsAt ?? 0));
}

function boardEarlier(context: UseCaseContext, ride: SoldOutRide): TrainOffer | null {
  for (let from = ride.from - 1; from >= 0; from -= 1) {
    const longer = getTrainOffer(context, { ...ride, from });
    if (!isRefusal(longer) && hasSeatsIn(longer, ride.seatClass)) return longer;
  }
  return null;
}

function hasSeatsIn(train: TrainOffer, seatClass: SeatClass): boolean {
  return train.classes.some((offer) => offer.seatClass === seatClass && isBookableClass(offer));
}
