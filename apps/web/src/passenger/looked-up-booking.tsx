import { formatTime } from '@interlock/i18n/formats';
import type { BookingView } from '@interlock/use-cases/bookings/booking-view';
import { context } from '../composition.ts';
import type { PageWords } from '../page-props.ts';
import { Banner } from '../ui/banner.tsx';
import { buttonStyle } from '../ui/button-style.ts';
import { BookingFacts } from './booking-facts.tsx';
import { EndedBooking } from './ended-booking.tsx';
import { TicketedBooking } from './ticketed-booking.tsx';
import { WaitingBooking } from './waiting-booking.tsx';

/** A booking found by reference and name: everything may be seen; paying and cancelling need its account. */
export function LookedUpBooking({ words, booking }: { words: PageWords; booking: BookingView }) {
  const { t, paths } = words;
  if (booking.phase === 'ticketed')
    return <TicketedBooking words={words} booking={booking} viewer="look-up" />;
  if (booking.phase === 'paying' || booking.phase === 'confirming') {
    return <WaitingBooking words={words} booking={booking} viewer="look-up" />;
  }
  if (booking.phase !== 'held')
    return <EndedBooking words={words} booking={booking} seen="any-time" />;
  const until = formatTime(booking.payBy ?? booking.now, context().railwayZone);
  return (
    <div className="page-width grid gap-8 py-8 lg:grid-cols-[minmax(0,1fr)_420px]">
      <div className="grid content-start gap-5">
        <h1 className="text-26 md:text-34">{t('booking.held.title', { time: until })}</h1>
        <Banner
          tone="info"
          action={
            <a
              href={paths.signIn(paths.booking(booking.reference))}
              className={buttonStyle('filled')}
            >
              {t('site.nav.signIn')}
            </a>
          }
        >
          {t('lookUp.signInToPay')}
        </Banner>
      </div>
      <BookingFacts words={words} booking={booking} />
    </div>
  );
}
