import type { BookingParts } from '@interlock/db/booking-parts';
import type { ButtonFacts } from '@interlock/domain/bookings/booking-can';
import type { UseCaseContext } from '../context.ts';
import { waitingIntent } from '../process/standing.ts';

/** What `bookingCan` needs to know, from the stored rows. */
export function buttonFacts(
  context: Pick<UseCaseContext, 'rules'>,
  { booking, payments }: BookingParts,
): ButtonFacts {
  const payBy = booking.payBy ?? booking.now;
  return {
    state: booking.state,
    moneyWaiting: waitingIntent(booking, payments) !== null,
    askedExtensions: booking.askedExtensions,
    now: booking.now,
    rules: context.rules,
    payBy,
    firstPayBy: payBy,
    lastMoment: booking.lastMoment ?? payBy,
  };
}
