import { randomUUID } from 'node:crypto';
import type { BookingParts } from '@interlock/db/booking-parts';
import { bookingCan } from '@interlock/domain/bookings/booking-can';
import type { Actor } from '@interlock/domain/permissions';
import { isRefusal, refuse, type Refusal } from '@interlock/domain/refusals';
import type { UseCaseContext } from '../context.ts';
import { refusalOfFault } from '../refusal-of-fault.ts';
import { bookingView, type BookingView } from './booking-view.ts';
import { buttonFacts } from './button-facts.ts';
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
  // While money moves the row knows it; the process may be waiting for the bank (docs/decisions/0005).
  const can = bookingCan.cancel(buttonFacts(context, own));
  if (can === 'already-released') return bookingView(context, own);
  if (can !== true) return refuse(can);
  try {
    return await release(context, own);
  } catch (error) {
    return refusalOfFault(error);
  }
}

async function release(
  context: UseCaseContext,
  { booking }: BookingParts,
): Promise<BookingView | Refusal> {
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
