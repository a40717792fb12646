import type { Guards } from './guards.ts';
import type { ModelBooking, ModelIntent, ModelState } from './protocol-state.ts';

/** One booking of a state that may be changed, with the rules in force. */
export interface Scene {
  readonly state: ModelState;
  readonly booking: ModelBooking;
  readonly index: number;
  readonly guards: Guards;
}

/** Several bookings may share the only seat. */
export function seatOf({ state, index }: Scene): number {
  return Math.min(index, state.sold.length - 1);
}

export function intentOf(booking: ModelBooking, index: number): ModelIntent {
  const intent = booking.intents[index];
  if (intent === undefined) throw new Error(`No intent ${index}`);
  return intent;
}
