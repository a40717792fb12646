import { formatServiceDate } from '@interlock/i18n/formats';
import type { BookingView, PassengerView } from '@interlock/use-cases/bookings/booking-view';
import QRCode from 'qrcode';
import { context } from '../composition.ts';
import type { PageWords } from '../page-props.ts';
import { Ticket } from '../ui/ticket.tsx';
import { shortMask } from './masked-name.ts';
import { money } from './offer-words.ts';
import { RideStrip } from './ride-strip.tsx';
import { seatText } from './seat-text.ts';

interface TicketCardProps {
  words: PageWords;
  booking: BookingView;
  passenger: PassengerView;
}

/** The ticket of one passenger of a booking. */
export function TicketCard({ words, booking, passenger }: TicketCardProps) {
  const { t, locale } = words;
  const isBerth = passenger.letter !== null && 'LMU'.includes(passenger.letter);
  const name = shortMask(passenger.nameMasked);
  const otherLocale = locale === 'zh' ? 'en' : 'zh';
  return (
    <Ticket
      heading={t('booking.ticket.heading', {
        index: passenger.ord + 1,
        total: booking.passengers.length,
      })}
      number={booking.number}
      date={formatServiceDate(locale, booking.date)}
      otherDate={formatServiceDate(otherLocale, booking.date)}
      strip={
        <RideStrip ride={booking} size="full" locale={locale} zone={context().railwayZone} t={t} />
      }
      words={{
        passenger: t('booking.ticket.passenger'),
        document: t('booking.ticket.document'),
        coach: t('booking.ticket.coach'),
        seat: t(isBerth ? 'booking.ticket.berth' : 'booking.ticket.seat'),
        class: t('booking.ticket.class'),
        price: t('booking.ticket.price'),
        qr: t('booking.ticket.qr', { name }),
        qrPending: t('booking.ticket.qrPending'),
      }}
      passenger={`${name} · ${t(`site.ticketType.${passenger.ticketType}`)}`}
      document={passenger.documentMasked}
      coach={passenger.coach === null ? '–' : String(passenger.coach)}
      seat={seatText(words, passenger)}
      seatClass={t(`site.class.${booking.seatClass}`)}
      price={money(passenger.fareFen, locale)}
      ticketId={passenger.ticketId ?? ''}
      reference={t('booking.reference', { reference: booking.reference })}
      rule={t('booking.ticket.rule')}
      qr={
        passenger.qr === null
          ? null
          : QRCode.create(passenger.qr, { errorCorrectionLevel: 'M' }).modules
      }
    />
  );
}
