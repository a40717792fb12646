import type { BookingView } from '@interlock/use-cases/bookings/booking-view';
import type { PageWords } from '../page-props.ts';
import { Banner } from '../ui/banner.tsx';
import { BookingFacts } from './booking-facts.tsx';
import { WaitForChange } from './wait-for-change.tsx';

const slowAfterMs = 15_000;

/** The bank or the ticket is awaited: what is sure by now, and that nothing needs to be done. */
export function WaitingBooking({ words, booking }: { words: PageWords; booking: BookingView }) {
  const { t, paths } = words;
  const isAccepted = booking.phase === 'confirming';
  const area = isAccepted ? 'confirming' : 'paying';
  return (
    <div className="page-width grid gap-8 py-8 lg:grid-cols-[minmax(0,1fr)_420px]">
      <div className="grid content-start gap-5">
        <h1 className="text-26 md:text-34">{t(`booking.${area}.title`)}</h1>
        <Banner tone={isAccepted ? 'good' : 'info'}>
          <p className="text-17">{t(`booking.${area}.text`)}</p>
        </Banner>
        <WaitForChange
          reference={booking.reference}
          phase={booking.phase}
          money={booking.money}
          slow={{
            afterMs: slowAfterMs,
            content: isAccepted ? (
              <p className="max-w-[68ch]">{t('booking.confirming.slow')}</p>
            ) : (
              <p>
                <a href={paths.booking(booking.reference)}>{t('booking.paying.back')}</a>
              </p>
            ),
          }}
        />
        <noscript>
          <meta httpEquiv="refresh" content="5" />
        </noscript>
      </div>
      <BookingFacts words={words} booking={booking} />
    </div>
  );
}
