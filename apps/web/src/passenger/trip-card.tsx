import { formatServiceDate, formatTime } from '@interlock/i18n/formats';
import type { BookingPhase, BookingView } from '@interlock/use-cases/bookings/booking-view';
import { Fragment } from 'react';
import { context } from '../composition.ts';
import type { PageWords } from '../page-props.ts';
import { buttonStyle } from '../ui/button-style.ts';
import { money } from './offer-words.ts';
import { placeWords } from './place-text.ts';
import { RideStrip } from './ride-strip.tsx';

const tones: Record<BookingPhase, string> = {
  held: 'text-caution',
  paying: 'text-caution',
  confirming: 'text-go',
  ticketed: 'text-go',
  expired: 'text-muted',
  cancelled: 'text-muted',
  refused: 'text-stop',
  released: 'text-muted',
};

/** One booking of the list: line, state, seats, and the way to it. */
export function TripCard({ words, booking }: { words: PageWords; booking: BookingView }) {
  const { t, locale, paths } = words;
  const zone = context().railwayZone;
  const isToPay = booking.phase === 'held' && booking.payBy !== null;
  const separator = locale === 'zh' ? '，' : '; ';
  const seats = booking.passengers.map((one) => placeWords(one, t));
  return (
    <article
      aria-label={booking.number}
      className="grid gap-x-8 gap-y-4 rounded-card border border-hairline bg-card p-5 md:grid-cols-[minmax(0,1fr)_288px]"
    >
      <div className="grid gap-3">
        <p className="flex flex-wrap items-baseline gap-x-3">
          <span className="train-number text-17">{booking.number}</span>
          <span>{formatServiceDate(locale, booking.date)}</span>
          <span className={`ml-auto text-15 font-semibold ${tones[booking.phase]}`}>
            {t(`booking.state.${booking.phase}`)}
          </span>
        </p>
        <RideStrip ride={booking} size="row" locale={locale} zone={zone} t={t} />
      </div>
      <div className="grid content-between gap-3 md:border-l md:border-hairline md:pl-8">
        <div>
          <p className="figures leading-normal text-15">
            {seats.map((seat, index) => (
              <Fragment key={seat}>
                <span className="whitespace-nowrap">
                  {seat}
                  {index === seats.length - 1 ? '' : separator}
                </span>
                <wbr />
              </Fragment>
            ))}
          </p>
          <p className="figures text-20 font-semibold">{money(booking.priceFen, locale)}</p>
          {isToPay ? (
            <p className="text-15 font-semibold text-caution">
              {t('trips.payBy', { time: formatTime(booking.payBy ?? 0, zone) })}
            </p>
          ) : null}
        </div>
        <a
          href={paths.booking(booking.reference)}
          className={buttonStyle(isToPay ? 'filled' : 'quiet')}
        >
          {t('trips.open', { reference: booking.reference })}
        </a>
      </div>
    </article>
  );
}
