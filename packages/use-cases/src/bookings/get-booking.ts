import type { Actor } from '@interlock/domain/permissions';
import { isRefusal, type Refusal } from '@interlock/domain/refusals';
import type { UseCaseContext } from '../context.ts';
import { bookingView, type BookingView } from './booking-view.ts';
import { loadOwnBooking } from './load-booking.ts';

/** One of the actor's bookings with its tickets. */
export async function getBooking(
  context: UseCaseContext,
  actor: Actor,
  input: { reference: string },
): Promise<BookingView | Refusal> {
  const own = await loadOwnBooking(context, actor, { ...input, verb: 'read-own-bookings' });
  return isRefusal(own) ? own : bookingView(context, own);
}
