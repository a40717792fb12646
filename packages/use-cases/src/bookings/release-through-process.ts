import { bookingCan } from '@interlock/domain/bookings/booking-can';
import type { BookingId } from '@interlock/domain/ids';
import { refuse, type Refusal } from '@interlock/domain/refusals';
import type { UseCaseContext } from '../context.ts';
import { buttonFacts } from './button-facts.ts';
import { loadBooking } from './load-booking.ts';

/** Asks the booking's process to release the hold; null when it has. */
export async function releaseThroughProcess(
  context: UseCaseContext,
  input: { bookingId: BookingId; requestId: string; actor: string },
): Promise<Refusal | null> {
  const reply = await context.processes.cancel(input);
  switch (reply.kind) {
    case 'released':
      return null;
    case 'already-ticketed':
      return refuse('already-ticketed');
    case 'payment-in-progress':
      return refuse('payment-in-progress');
    case 'gone':
    case 'no-answer':
    case 'unavailable':
      return answerOfRow(context, input.bookingId);
  }
}

/** A process that ended without a word has often decided; else the hold ends at its deadline through the sweep. */
async function answerOfRow(context: UseCaseContext, id: BookingId): Promise<Refusal | null> {
  const parts = await loadBooking(context, id);
  const can = parts === null || bookingCan.cancel(buttonFacts(context, parts));
  if (can === 'already-released') return null;
  return refuse(can === true ? 'process-unavailable' : can);
}
