import { formatTime } from '@interlock/i18n/formats';
import type { BookingView } from '@interlock/use-cases/bookings/booking-view';
import { context } from '../composition.ts';
import { ClientMessages } from '../i18n/client-messages.tsx';
import type { PageWords } from '../page-props.ts';
import { Banner } from '../ui/banner.tsx';
import { BookingFacts } from './booking-facts.tsx';
import { ForgetHoldKeys } from './hold-form.tsx';
import { HoldPanel } from './hold-panel.tsx';
import { money } from './offer-words.ts';

/** Seats are held: until when, and the button to pay. */
export function HeldBooking({ words, booking }: { words: PageWords; booking: BookingView }) {
  const { t, locale } = words;
  const { railwayZone, rules } = context();
  const payBy = booking.payBy ?? booking.now;
  const until = formatTime(payBy, railwayZone);
  return (
    <div className="page-width grid gap-8 py-6 md:py-8 lg:grid-cols-[minmax(0,1fr)_420px]">
      <ForgetHoldKeys />
      <div className="grid content-start gap-5">
        <header>
          <h1 className="text-26 md:text-34">{t('booking.held.title', { time: until })}</h1>
          <p className="mt-1 text-17 text-muted">{t('booking.held.lead')}</p>
        </header>
        {booking.declined ? (
          <Banner tone="stop" title={t('booking.declined.title')}>
            {t('booking.declined.text', { time: until })}
          </Banner>
        ) : null}
        <ClientMessages locale={locale} areas={['booking', 'refusal']}>
          <HoldPanel
            reference={booking.reference}
            payBy={payBy}
            leftMs={Math.max(0, payBy - booking.now)}
            answeredAt={booking.now}
            until={until}
            amount={money(booking.priceFen, locale)}
            moreMinutes={Math.max(1, Math.round(rules.askedExtensionMs / 60_000))}
            canExtend={booking.canExtend}
            canCancel={booking.canCancel}
            isDeclined={booking.declined}
          />
        </ClientMessages>
      </div>
      <BookingFacts words={words} booking={booking} />
    </div>
  );
}
