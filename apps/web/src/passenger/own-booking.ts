import type { Refusal } from '@interlock/domain/refusals';
import type { BookingView } from '@interlock/use-cases/bookings/booking-view';
import { getBooking } from '@interlock/use-cases/bookings/get-booking';
import { requireSignIn } from '../auth/actor.ts';
import { context } from '../composition.ts';
import type { PageWords } from '../page-props.ts';

/** A booking of the signed-in account; others are sent to sign in, and come back. */
export async function ownBooking(
  words: PageWords,
  input: { reference: string; here: string },
): Promise<BookingView | Refusal> {
  const { actor } = await requireSignIn(words.locale, input.here);
  return getBooking(context(), actor, { reference: input.reference });
}
