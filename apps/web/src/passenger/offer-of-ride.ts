import { isRefusal, type RefusalCode } from '@interlock/domain/refusals';
import { getTrainOffer } from '@interlock/use-cases/availability/get-train';
import type { ClassOffer, TrainOffer } from '@interlock/use-cases/availability/train-offer';
import { context } from '../composition.ts';
import type { Ride } from './ride.ts';

export type RideOffer =
  | { kind: 'offer'; train: TrainOffer; offer: ClassOffer }
  | { kind: 'refused'; code: RefusalCode };

/** The train and class a ride is about, as they stand now. */
export function offerOfRide(ride: Ride): RideOffer {
  const train = getTrainOffer(context(), ride);
  if (isRefusal(train)) return { kind: 'refused', code: train.code };
  const offer = train.classes.find((one) => one.seatClass === ride.seatClass);
  return offer ? { kind: 'offer', train, offer } : { kind: 'refused', code: 'unknown-class' };
}
