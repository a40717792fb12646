import type { BookingView } from '@interlock/use-cases/bookings/booking-view';
import { config, context } from '../composition.ts';
import type { PageWords } from '../page-props.ts';
import { journeyCalendar } from './journey-calendar.ts';
import { ticketPaper } from './ticket-paper.ts';

export type PaperKind = 'pdf' | 'calendar';

/** The tickets or the journey of a ticketed booking as a file to keep; the name of the file names nobody. */
export async function paperAnswer(
  words: PageWords,
  { booking, kind }: { booking: BookingView; kind: PaperKind },
): Promise<Response> {
  const zone = context().railwayZone;
  if (kind === 'calendar') {
    const text = journeyCalendar(words, { booking, zone, siteUrl: config().siteUrl });
    return file(text, { type: 'text/calendar; charset=utf-8', name: `${booking.reference}.ics` });
  }
  const pdf = await ticketPaper(words, { booking, zone });
  return file(new Uint8Array(pdf), { type: 'application/pdf', name: `${booking.reference}.pdf` });
}

function file(body: BodyInit, { type, name }: { type: string; name: string }): Response {
  return new Response(body, {
    headers: {
      'content-type': type,
      'content-disposition': `attachment; filename="interlock-${name}"`,
      'cache-control': 'private, no-store',
    },
  });
}
