import { isRefusal, type RefusalCode } from '@interlock/domain/refusals';
import { getTrainOffer, type DatedTrainOffer } from '@interlock/use-cases/availability/get-train';
import type { ClassAvailability, ClassOffer } from '@interlock/use-cases/availability/train-offer';
import { context } from '../composition.ts';
import type { Ride } from './ride.ts';

export type RideOffer =
  | { kind: 'offer'; train: DatedTrainOffer; offer: ClassOffer }
  /** `train`: the one that is not sold now. */
  | { kind: 'refused'; code: RefusalCode; train?: DatedTrainOffer };

/** States in which nobody can book the class, whatever is left; a class that is sold out is told by its page. */
const closedCodes: Partial<Record<ClassAvailability['state'], RefusalCode>> = {
  closed: 'sale-closed',
  'not-on-sale': 'not-on-sale-yet',
};

/** The train and class a ride is about, as they stand now; refused where its sale has not begun or is over. */
export function offerOfRide(ride: Ride): RideOffer {
  const train = getTrainOffer(context(), ride);
  if (isRefusal(train)) return { kind: 'refused', code: train.code };
  const offer = train.classes.find((one) => one.seatClass === ride.seatClass);
  if (offer === undefined) return { kind: 'refused', code: 'unknown-class' };
  const code = closedCodes[offer.availability.state];
  return code === undefined ? { kind: 'offer', train, offer } : { kind: 'refused', code, train };
}
