import { extendHold as extendInRow } from '@interlock/db/bookings';
import type { BookingId } from '@interlock/domain/ids';
import type { Actor } from '@interlock/domain/permissions';
import { isRefusal, refuse, type Refusal } from '@interlock/domain/refusals';
import type { UseCaseContext } from '../context.ts';
import { refusalOfFault } from '../refusal-of-fault.ts';
import { bookingView, type BookingView } from './booking-view.ts';
import { loadBooking, loadOwnBooking } from './load-booking.ts';

/** More time to pay, once per booking; the process finds the new deadline when the old one comes. */
export async function extendHold(
  context: UseCaseContext,
  actor: Actor,
  input: { reference: string },
): Promise<BookingView | Refusal> {
  const own = await loadOwnBooking(context, actor, { ...input, verb: 'extend-own-hold' });
  if (isRefusal(own)) return own;
  const refused = await moveDeadline(context, { bookingId: own.booking.id, actor: 'passenger' });
  if (refused !== null) return refused;
  const after = await loadBooking(context, own.booking.id);
  return after === null ? refuse('unknown-booking') : bookingView(context, after);
}

/** Moves the deadline as asked for by a person; null when it has moved. */
export async function moveDeadline(
  context: UseCaseContext,
  input: { bookingId: BookingId; actor: string },
): Promise<Refusal | null> {
  try {
    const answer = await context.shards.transact(input.bookingId, (tx) =>
      extendInRow(tx, {
        id: input.bookingId,
        cause: 'asked',
        rules: context.rules,
        actor: input.actor,
      }),
    );
    switch (answer.kind) {
      case 'extended':
        return null;
      case 'used':
        return refuse('extension-used');
      case 'too-close':
        return refuse('too-close-to-departure');
      case 'payment-in-progress':
        return refuse('payment-in-progress');
      case 'not-held':
        return refuse('hold-ended');
    }
  } catch (error) {
    return refusalOfFault(error);
  }
}
