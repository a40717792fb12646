import type { BookingView } from '@interlock/use-cases/bookings/booking-view';
import type { PageWords } from '../page-props.ts';
import { ForgetHoldKeys } from './hold-form.tsx';
import { shortMask } from './masked-name.ts';
import { OnwardTrain } from './onward-train.tsx';
import { TicketCard } from './ticket-card.tsx';
import { TicketCopy } from './ticket-copy.tsx';
import { TicketPapers } from './ticket-papers.tsx';

interface TicketedBookingProps {
  words: PageWords;
  booking: BookingView;
  /** Pages for each ticket alone exist for its account only. */
  viewer: 'owner' | 'look-up';
}

/** The tickets of a booking, one card per passenger. */
export function TicketedBooking({ words, booking, viewer }: TicketedBookingProps) {
  const { t, paths } = words;
  return (
    <div className="page-width flex flex-col gap-4 py-4 md:gap-6 md:py-8">
      <ForgetHoldKeys />
      <header className="no-print flex flex-wrap items-end justify-between gap-4">
        <div>
          <h1 className="text-26 md:text-34">
            {t('booking.ticketed.title', { count: booking.passengers.length })}
          </h1>
          <p className="mt-1 text-17 text-muted max-md:text-15">{t('booking.ticketed.text')}</p>
        </div>
        <div className="max-md:hidden">
          <TicketPapers words={words} booking={booking} viewer={viewer} />
        </div>
      </header>
      {viewer === 'owner' ? (
        <div className="no-print empty:hidden">
          <OnwardTrain words={words} booking={booking} />
        </div>
      ) : null}
      {viewer === 'owner' ? (
        <TicketCopy words={words} booking={booking} path={paths.booking(booking.reference)} />
      ) : null}
      {booking.passengers.map((passenger) => (
        <div key={passenger.ord} className="grid gap-2">
          <TicketCard words={words} booking={booking} passenger={passenger} />
          {viewer === 'owner' && booking.passengers.length > 1 ? (
            <p className="no-print text-15">
              <a href={paths.ticket(booking.reference, passenger.ord + 1)}>
                {t('booking.ticket.show')} · {shortMask(passenger.nameMasked)}
              </a>
            </p>
          ) : null}
        </div>
      ))}
      {/* On a phone the code comes first. Written in both places, so that keys and readers go as the eye does. */}
      <div className="no-print md:hidden">
        <TicketPapers words={words} booking={booking} viewer={viewer} />
      </div>
    </div>
  );
}
