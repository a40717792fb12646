import { readBooking } from '@interlock/db/bookings';
import type { StoredBooking } from '@interlock/db/bookings';
import { closeIntake, type IntakeOutcome } from '@interlock/db/intake';
import type { BookingId } from '@interlock/domain/ids';
import { serviceDateAt } from '@interlock/domain/time';
import type { UseCaseContext } from '../context.ts';
import { isKnownTicketed } from './booking-facts.ts';

/** Frees the account, and the documents unless there is a ticket. Asked again it changes nothing. */
export async function finishIntake(
  context: UseCaseContext,
  input: { bookingId: BookingId; outcome: IntakeOutcome },
): Promise<void> {
  context.faultPoint('before-close-intake');
  const today = serviceDateAt(context.now(), context.railwayZone);
  await context.central.write((central) => closeIntake(central, { ...input, today }));
}

/** As finishIntake, with the outcome read from the booking's row; a booking still under way is left alone. */
export async function finishIntakeByRow(
  context: UseCaseContext,
  bookingId: BookingId,
): Promise<'closed' | 'under-way' | 'no-row'> {
  if (isKnownTicketed(context, bookingId)) {
    await finishIntake(context, { bookingId, outcome: 'ticketed' });
    return 'closed';
  }
  const booking = await context.shards.read(bookingId, (shard) => readBooking(shard, bookingId));
  if (booking === null) return 'no-row';
  const outcome = intakeOutcomeOf(booking);
  if (outcome === null) return 'under-way';
  await finishIntake(context, { bookingId, outcome });
  return 'closed';
}

function intakeOutcomeOf(booking: StoredBooking): IntakeOutcome | null {
  if (booking.state === 'ticketed') return 'ticketed';
  if (booking.state !== 'released') return null;
  switch (booking.releaseReason) {
    case 'expired':
    case 'cancelled':
    case 'settled':
      return booking.releaseReason;
    case 'refused':
    case 'tombstone':
    case null:
      return 'refused';
  }
}
