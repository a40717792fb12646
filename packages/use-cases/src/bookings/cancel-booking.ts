import { randomUUID } from 'node:crypto';
import type { Actor } from '@interlock/domain/permissions';
import { isRefusal, refuse, type Refusal } from '@interlock/domain/refusals';
import type { UseCaseContext } from '../context.ts';
import { bookingView, type BookingView } from './booking-view.ts';
import { loadBooking, loadOwnBooking } from './load-booking.ts';
import { releaseThroughProcess } from './release-through-process.ts';

/** The passenger gives an unpaid hold back. Answers the booking as it stands afterwards; cancelled twice is cancelled once. */
export async function cancelBooking(
  context: UseCaseContext,
  actor: Actor,
  input: { reference: string },
): Promise<BookingView | Refusal> {
  const own = await loadOwnBooking(context, actor, { ...input, verb: 'cancel-own-booking' });
  if (isRefusal(own)) return own;
  const { booking } = own;
  if (booking.state === 'released') return bookingView(context, own);
  if (booking.state === 'ticketed') return refuse('already-ticketed');
  const refused = await releaseThroughProcess(context, {
    bookingId: booking.id,
    // New for each click: an answer from before the card was refused must not be the answer now.
    requestId: randomUUID(),
    actor: 'passenger',
  });
  if (refused !== null) return refused;
  const after = await loadBooking(context, booking.id);
  return after === null ? refuse('unknown-booking') : bookingView(context, after);
}
