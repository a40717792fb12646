import type { Instant } from '@interlock/domain/time';
import type { BookingView } from '@interlock/use-cases/bookings/booking-view';
import type { PageWords } from '../page-props.ts';
import { placeWords } from '../passenger/place-text.ts';
import { calendarOf } from './calendar.ts';

const remindMinutes = 60;

/** The journey of a booking for a calendar. No names and no documents: calendars are shared. */
export function journeyCalendar(
  { t, locale, paths }: PageWords,
  of: { booking: BookingView; zone: string; siteUrl: string },
): string {
  const { booking, zone, siteUrl } = of;
  const { reference, number, from, to } = booking;
  const seats = booking.passengers.map((one) => placeWords(one, t));
  return calendarOf({
    uid: `${reference}@${new URL(siteUrl).hostname}`,
    madeAt: booking.now,
    starts: (from.departsAt ?? booking.now) as Instant,
    ends: (to.arrivesAt ?? booking.now) as Instant,
    zone,
    summary: t('booking.calendar.summary', { number, from: from[locale], to: to[locale] }),
    location: from[locale],
    description: [
      t('booking.reference', { reference }),
      `${t(`site.class.${booking.seatClass}`)} · ${seats.join(' · ')}`,
      t('booking.ticket.rule'),
    ].join('\n'),
    url: siteUrl + paths.booking(reference),
    remindMinutes,
  });
}
