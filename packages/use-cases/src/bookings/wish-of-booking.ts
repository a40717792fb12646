import { readIntake } from '@interlock/db/intake';
import type { SeatLetter } from '@interlock/domain/coach-layout';
import { seatLetters } from '@interlock/domain/coach-layout';
import type { Actor } from '@interlock/domain/permissions';
import { isRefusal } from '@interlock/domain/refusals';
import { seatCode } from '@interlock/domain/seat-place';
import type { UseCaseContext } from '../context.ts';
import { refusalOfFault } from '../refusal-of-fault.ts';
import { loadOwnBooking } from './load-booking.ts';

export interface SeatWish {
  readonly letters: SeatLetter[];
  /** Codes of the seats that were chosen one by one. */
  readonly places: string[];
}

/** Where the passengers of one's own booking wished to sit, for holding again; null when nobody can tell now. */
export async function wishOfBooking(
  context: UseCaseContext,
  actor: Actor,
  input: { reference: string },
): Promise<SeatWish | null> {
  try {
    const own = await loadOwnBooking(context, actor, { ...input, verb: 'read-own-bookings' });
    if (isRefusal(own)) return null;
    const intake = await context.central.read((central) => readIntake(central, own.booking.id));
    if (intake === null) return null;
    return {
      letters: seatLetters.filter((letter) => intake.plan.letters.includes(letter)),
      places: (intake.plan.places ?? []).map(seatCode),
    };
  } catch (error) {
    // Thrown on unless a part is away: then the wish is unknown, not the page broken.
    refusalOfFault(error);
    return null;
  }
}
