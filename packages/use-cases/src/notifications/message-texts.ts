import type { Notification } from '@interlock/db/notifications';
import { serviceDateOfRun } from '@interlock/domain/ids';
import { formatYuan } from '@interlock/domain/money';
import { formatClock } from '@interlock/domain/time';
import { publicNumberAt, stopOf, type TrainPlan } from '@interlock/domain/timetable/train-plan';
import { formatServiceDate } from '@interlock/i18n/formats';
import { formatMessage } from '@interlock/i18n/message';
import type { UseCaseContext } from '../context.ts';
import type { FixedBooking } from '../process/booking-facts.ts';

export interface MessageTexts {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** For SMS. */
  readonly short: string;
}

/** What a customer is told, in the language of the booking; nothing personal in the subject. */
export function messageOf(
  context: UseCaseContext,
  input: { notification: Notification; booking: FixedBooking; plan: TrainPlan },
): MessageTexts {
  const { booking, plan, notification } = input;
  const values = {
    reference: booking.reference,
    count: booking.passengers.length,
    number: publicNumberAt(plan, booking.from),
    date: formatServiceDate(booking.language, serviceDateOfRun(booking.runId)),
    from: stationName(context, booking, stopOf(plan, booking.from).telecode),
    to: stationName(context, booking, stopOf(plan, booking.to).telecode),
    departs: formatClock(stopOf(plan, booking.from).departMinutes ?? 0),
    arrives: formatClock(stopOf(plan, booking.to).arriveMinutes ?? 0),
    amount: formatYuan(booking.priceFen, booking.language),
    url: `${context.siteUrl}/${booking.language}/bookings/${booking.reference}`,
  };
  const write = (part: 'subject' | 'body' | 'sms'): string =>
    formatMessage(booking.language, `mail.${notification.kind}.${part}`, values);
  const text = write('body');
  return { subject: write('subject'), text, html: htmlOf(text, booking), short: write('sms') };
}

function stationName(context: UseCaseContext, booking: FixedBooking, telecode: string): string {
  const station = context.availability.station(telecode);
  return station === null ? telecode : station[booking.language];
}

function htmlOf(text: string, booking: FixedBooking): string {
  const paragraphs = text
    .split('\n\n')
    .map((paragraph) => `<p>${escaped(paragraph).replaceAll('\n', '<br>')}</p>`);
  return `<!doctype html><html lang="${booking.language}"><body>${paragraphs.join('')}</body></html>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
