import type { PassengerView } from '@interlock/use-cases/bookings/booking-view';
import type { PageWords } from '../page-props.ts';
import { seatNumber } from './place-text.ts';

/** The seat alone as the ticket shows it, beside its coach: "12F", "7 lower", "-" without one. */
export function seatText({ t }: PageWords, { row, letter }: PassengerView): string {
  if (row === null) return '–';
  if (letter === null || letter === 'N') return String(row);
  if (letter === 'L' || letter === 'M' || letter === 'U') {
    return `${row} ${t(`booking.ticket.level.${letter}`)}`;
  }
  return seatNumber(row, letter);
}
