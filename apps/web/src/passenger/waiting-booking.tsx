import { formatTime } from '@interlock/i18n/formats';
import type { BookingView } from '@interlock/use-cases/bookings/booking-view';
import { context } from '../composition.ts';
import { ClientMessages } from '../i18n/client-messages.tsx';
import type { PageWords } from '../page-props.ts';
import { Banner } from '../ui/banner.tsx';
import { BookingFacts } from './booking-facts.tsx';
import { ReturnToPayment } from './return-to-payment.tsx';
import { WaitForChange } from './wait-for-change.tsx';

const slowAfterMs = 15_000;

interface WaitingBookingProps {
  words: PageWords;
  booking: BookingView;
  /** The payment page belongs to the booking's account only. */
  viewer: 'owner' | 'look-up';
}

/** The bank or the ticket is awaited: what is sure by now, and what can be done meanwhile, if anything. */
export function WaitingBooking({ words, booking, viewer }: WaitingBookingProps) {
  const { t, locale } = words;
  const isAccepted = booking.phase === 'confirming';
  const area = isAccepted ? 'confirming' : 'paying';
  const wayBack =
    isAccepted || viewer === 'look-up' ? null : (
      <ClientMessages locale={locale} areas={['booking', 'refusal']}>
        <ReturnToPayment reference={booking.reference} />
      </ClientMessages>
    );
  const until = formatTime(booking.payBy ?? booking.now, context().railwayZone);
  // The bank may be asking its customer; just back from a payment its news only needs a moment.
  const isBankAsking = booking.phase === 'paying';
  return (
    <div className="page-width grid gap-8 py-6 md:py-8 lg:grid-cols-[minmax(0,1fr)_420px]">
      <div className="grid content-start gap-5">
        <h1 className="text-26 md:text-34">{t(`booking.${area}.title`)}</h1>
        <Banner tone={isAccepted ? 'good' : 'info'}>
          <p className="text-17">{t(`booking.${area}.text`)}</p>
        </Banner>
        {isBankAsking ? wayBack : null}
        <WaitForChange
          reference={booking.reference}
          phase={booking.phase}
          money={booking.money}
          slow={{
            afterMs: slowAfterMs,
            content: isAccepted ? (
              <p className="max-w-[68ch]">{t('booking.confirming.slow')}</p>
            ) : (
              <div className="grid gap-4">
                <Banner tone="caution" title={t('booking.unclear.title')}>
                  {t('booking.unclear.text', { time: until })}
                </Banner>
                {isBankAsking ? null : wayBack}
              </div>
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
