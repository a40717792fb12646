import { serviceDateAt } from '@interlock/domain/time';
import { formatServiceDate, formatShortDate, formatTime } from '@interlock/i18n/formats';
import type { BookingView } from '@interlock/use-cases/bookings/booking-view';
import { signedIn } from '../auth/actor.ts';
import { context } from '../composition.ts';
import { copiesOwner } from '../offline/copies-owner.tsx';
import { KeepTicket } from '../offline/keep-ticket.tsx';
import type { PageWords } from '../page-props.ts';

interface TicketCopyProps {
  words: PageWords;
  booking: BookingView;
  /** The page to be kept. */
  path: string;
  /** Which ticket of the booking, when it is one alone. */
  heading?: string;
}

/** Lets this page of the account's own ticket be read without a network. */
export async function TicketCopy({ words, booking, path, heading }: TicketCopyProps) {
  const who = await signedIn().catch(() => null);
  if (who === null) return null;
  const { t, locale } = words;
  const zone = context().railwayZone;
  const date = formatServiceDate(locale, booking.date);
  const ride = `${booking.from[locale]} – ${booking.to[locale]}`;
  const parts = [booking.number, date, ride, ...(heading === undefined ? [] : [heading])];
  return (
    <KeepTicket
      owner={copiesOwner(who.accountId)}
      path={path}
      label={parts.join(' · ')}
      copyText={t('offline.copy', {
        date: formatShortDate(locale, serviceDateAt(booking.now, zone)),
        time: formatTime(booking.now, zone),
      })}
    />
  );
}
