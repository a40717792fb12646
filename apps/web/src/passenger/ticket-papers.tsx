import { formatServiceDate, formatTime } from '@interlock/i18n/formats';
import type { BookingView } from '@interlock/use-cases/bookings/booking-view';
import { context } from '../composition.ts';
import type { PageWords } from '../page-props.ts';
import { buttonStyle } from '../ui/button-style.ts';
import { PrintButton } from './print-button.tsx';
import { ShareRide } from './share-ride.tsx';

interface TicketPapersProps {
  words: PageWords;
  booking: BookingView;
  viewer: 'owner' | 'look-up';
}

/** Ways to take the tickets along: as a PDF, in the calendar, on paper; and the ride to tell others. */
export function TicketPapers({ words, booking, viewer }: TicketPapersProps) {
  const { t, locale, paths } = words;
  const zone = context().railwayZone;
  const { reference } = booking;
  const [pdf, calendar] =
    viewer === 'owner'
      ? [paths.ticketsPdf(reference), paths.calendar(reference)]
      : [paths.lookUpPdf(), paths.lookUpCalendar()];
  return (
    <div className="grid grid-cols-2 gap-2 sm:flex sm:flex-wrap sm:gap-3">
      <a href={pdf} download className={buttonStyle('quiet')}>
        {t('booking.ticket.pdf')}
      </a>
      <a href={calendar} download className={buttonStyle('quiet')}>
        {t('booking.ticket.calendar')}
      </a>
      <PrintButton text={t('booking.ticket.print')} />
      <ShareRide
        ride={t('booking.share.text', {
          number: booking.number,
          date: formatServiceDate(locale, booking.date),
          from: booking.from[locale],
          departs: formatTime(booking.from.departsAt ?? booking.now, zone),
          to: booking.to[locale],
          arrives: formatTime(booking.to.arrivesAt ?? booking.now, zone),
        })}
        words={{
          share: t('booking.share.share'),
          copy: t('booking.share.copy'),
          copied: t('booking.share.copied'),
        }}
      />
    </div>
  );
}
