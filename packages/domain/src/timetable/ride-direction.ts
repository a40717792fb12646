import { refuse, type Refusal } from '../refusals.ts';

/** Why nobody rides from the one stop position to the other: the same stop, or the wrong way round. Null when one can. */
export function refusalOfDirection(ride: { from: number; to: number }): Refusal | null {
  if (ride.from < ride.to) return null;
  return refuse(ride.from === ride.to ? 'same-station' : 'wrong-direction', { field: 'to' });
}
