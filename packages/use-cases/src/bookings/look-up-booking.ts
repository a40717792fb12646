import { parseReference } from '@interlock/domain/ids';
import { maskName } from '@interlock/domain/passengers/documents';
import { whyNot, type Actor } from '@interlock/domain/permissions';
import { refuse, type Refusal } from '@interlock/domain/refusals';
import type { UseCaseContext } from '../context.ts';
import { refusalOfFault } from '../refusal-of-fault.ts';
import { bookingView, type BookingView } from './booking-view.ts';
import { loadBooking } from './load-booking.ts';

/** A booking by reference and a passenger's name, without signing in. Wrong name and wrong reference are one answer. */
export async function lookUpBooking(
  context: UseCaseContext,
  actor: Actor,
  input: { reference: string; name: string },
): Promise<BookingView | Refusal> {
  const denied = whyNot(actor, 'look-up-booking');
  if (denied !== null) return refuse(denied);
  const reference = parseReference(input.reference);
  if (reference === null) return refuse('unknown-booking');
  try {
    const parts = await loadBooking(context, { reference });
    // The shard keeps masked names only; the name that was typed is masked the same way and compared.
    const masked = maskName(input.name.trim());
    const isPassenger =
      parts?.booking.passengers.some((passenger) => passenger.nameMasked === masked) ?? false;
    return parts === null || !isPassenger ? refuse('unknown-booking') : bookingView(context, parts);
  } catch (error) {
    return refusalOfFault(error);
  }
}
