import type { BookingView } from '@interlock/use-cases/bookings/booking-view';
import type { PageWords } from '../page-props.ts';
import { buttonStyle } from '../ui/button-style.ts';
import { PrintButton } from './print-button.tsx';

interface TicketPapersProps {
  words: PageWords;
  booking: BookingView;
  viewer: 'owner' | 'look-up';
}

/** Ways to take the tickets along: as a PDF, in the calendar, on paper. */
export function TicketPapers({ words, booking, viewer }: TicketPapersProps) {
  const { t, paths } = words;
  const { reference } = booking;
  const [pdf, calendar] =
    viewer === 'owner'
      ? [paths.ticketsPdf(reference), paths.calendar(reference)]
      : [paths.lookUpPdf(), paths.lookUpCalendar()];
  return (
    <div className="flex flex-wrap gap-3">
      <a href={pdf} download className={buttonStyle('quiet')}>
        {t('booking.ticket.pdf')}
      </a>
      <a href={calendar} download className={buttonStyle('quiet')}>
        {t('booking.ticket.calendar')}
      </a>
      <PrintButton text={t('booking.ticket.print')} />
    </div>
  );
}
