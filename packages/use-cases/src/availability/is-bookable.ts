import type { ClassOffer, TrainOffer } from './train-offer.ts';

/** Whether a class of the train can be bought now. */
export function isBookable(train: TrainOffer): boolean {
  return train.classes.some(isBookableClass);
}

/** Whether that many seats are left to buy now, as far as is known. */
export function hasSeatsFor({ availability }: ClassOffer, passengers: number): boolean {
  if (availability.state === 'plenty') return true;
  return availability.state === 'number' && availability.count >= passengers;
}

/** Whether there are seats to buy now, as far as is known. */
export function isBookableClass({ availability }: ClassOffer): boolean {
  return availability.state === 'plenty' || availability.state === 'number';
}
