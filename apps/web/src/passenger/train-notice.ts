import { isBookable } from '@interlock/use-cases/availability/is-bookable';
import type { ClassOffer, TrainOffer } from '@interlock/use-cases/availability/train-offer';

/** What there is to say of a train as a whole. */
type TrainNotice =
  | { kind: 'nothing' }
  | { kind: 'not-on-sale'; offer: ClassOffer }
  | { kind: 'closed' }
  | { kind: 'sold-out' }
  | { kind: 'soon'; minutes: number };

const soonMinutes = 60;

/** The one thing that is said once for all classes of the train. */
export function noteOf(train: TrainOffer, nowMs: number): TrainNotice {
  const [first] = train.classes;
  if (first?.availability.state === 'not-on-sale') return { kind: 'not-on-sale', offer: first };
  if (first?.availability.state === 'closed') return { kind: 'closed' };
  if (!isBookable(train) && first?.availability.state === 'none') return { kind: 'sold-out' };
  const minutes = minutesIfSoon(train, nowMs);
  return minutes === null ? { kind: 'nothing' } : { kind: 'soon', minutes };
}

/** Whole minutes until the train leaves the boarding stop, or null when that is an hour or more away, or past. */
export function minutesIfSoon({ from }: Pick<TrainOffer, 'from'>, nowMs: number): number | null {
  if (from.departsAt === null) return null;
  const minutes = Math.floor((from.departsAt - nowMs) / 60_000);
  return minutes >= 0 && minutes < soonMinutes ? minutes : null;
}
