import type { BookingView } from '@interlock/use-cases/bookings/booking-view';
import type { PageWords } from '../page-props.ts';
import { EndedBooking } from './ended-booking.tsx';
import { HeldBooking } from './held-booking.tsx';
import { TicketedBooking } from './ticketed-booking.tsx';
import { WaitingBooking } from './waiting-booking.tsx';

interface BookingStandingProps {
  words: PageWords;
  booking: BookingView;
  /** The customer has just come back from the payment page. */
  isBackFromPaying?: true;
}

/** One booking, as the page that its present state deserves. */
export function BookingStanding({ words, booking, isBackFromPaying }: BookingStandingProps) {
  switch (booking.phase) {
    case 'held':
      // A card declined earlier on the same page says nothing of the one just accepted there.
      return isBackFromPaying && (!booking.declined || booking.money === 'open') ? (
        <WaitingBooking words={words} booking={booking} viewer="owner" />
      ) : (
        <HeldBooking words={words} booking={booking} />
      );
    case 'paying':
    case 'confirming':
      return <WaitingBooking words={words} booking={booking} viewer="owner" />;
    case 'ticketed':
      return <TicketedBooking words={words} booking={booking} viewer="owner" />;
    case 'expired':
    case 'cancelled':
    case 'refused':
    case 'released':
      return (
        <EndedBooking
          words={words}
          booking={booking}
          seen={isBackFromPaying ? 'after-paying' : 'any-time'}
        />
      );
  }
}
