import { formatServiceDate } from '@interlock/i18n/formats';
import type { BookingView } from '@interlock/use-cases/bookings/booking-view';
import { context } from '../composition.ts';
import type { PageWords } from '../page-props.ts';
import { shortMask } from './masked-name.ts';
import { money } from './offer-words.ts';
import { placeWords } from './place-text.ts';
import { RideStrip } from './ride-strip.tsx';

/** What a booking is about: train, line, passengers with their seats, total. */
export function BookingFacts({ words, booking }: { words: PageWords; booking: BookingView }) {
  const { t, locale } = words;
  return (
    <section
      aria-label={t('booking.facts.title')}
      className="grid content-start gap-4 self-start rounded-card border border-hairline bg-card p-5"
    >
      <p className="flex flex-wrap items-baseline gap-x-3">
        <span className="train-number text-20">{booking.number}</span>
        <span>{formatServiceDate(locale, booking.date)}</span>
        <span className="text-muted">{t(`site.class.${booking.seatClass}`)}</span>
      </p>
      <RideStrip ride={booking} size="full" locale={locale} zone={context().railwayZone} t={t} />
      <ul className="divide-y divide-hairline border-y border-hairline">
        {booking.passengers.map((passenger) => (
          <li
            key={passenger.ord}
            className="flex flex-wrap items-baseline justify-between gap-x-4 py-2.5"
          >
            <span>
              <span className="font-semibold">{shortMask(passenger.nameMasked)}</span>{' '}
              <span className="figures text-13 text-muted">{passenger.documentMasked}</span>
            </span>
            <span className="figures text-17 font-semibold">{placeWords(passenger, t)}</span>
            <span className="figures w-full text-13 text-muted">
              {t(`site.ticketType.${passenger.ticketType}`)} · {money(passenger.fareFen, locale)}
            </span>
          </li>
        ))}
      </ul>
      <p className="flex items-baseline justify-between">
        <span className="text-muted">{t('booking.facts.total')}</span>
        <span className="figures text-26 font-semibold">{money(booking.priceFen, locale)}</span>
      </p>
      <p className="figures text-13 text-muted">
        {t('booking.reference', { reference: booking.reference })}
      </p>
    </section>
  );
}
