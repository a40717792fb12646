import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { pageWords, type PageProps } from '../../../../../../../page-props.ts';
import { ownBooking } from '../../../../../../../passenger/own-booking.ts';
import { RefusedPage } from '../../../../../../../passenger/problem-page.tsx';
import { wholeNumber } from '../../../../../../../passenger/ride.ts';
import { TicketCard } from '../../../../../../../passenger/ticket-card.tsx';
import { TicketCopy } from '../../../../../../../passenger/ticket-copy.tsx';
import { TicketPapers } from '../../../../../../../passenger/ticket-papers.tsx';

type Props = PageProps<'reference' | 'passenger'>;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { t } = await pageWords(params);
  return { title: t('booking.ticket.show') };
}

/** One passenger's ticket alone, to be shown at the gate. */
export default async function TicketPage({ params }: Props) {
  const words = await pageWords(params);
  const { t, paths } = words;
  const { reference, passenger } = await params;
  const here = paths.booking(reference);
  const booking = await ownBooking(words, { reference, here });
  if (booking.kind === 'refused')
    return <RefusedPage words={words} code={booking.code} here={here} />;
  if (booking.phase !== 'ticketed') redirect(here);
  const holder = booking.passengers[(wholeNumber(passenger) ?? 0) - 1];
  if (!holder) notFound();
  const total = booking.passengers.length;
  const heading = t('booking.ticket.heading', { index: holder.ord + 1, total });
  return (
    <div className="page-width grid gap-5 py-4 md:py-8">
      <h1 className="sr-only">{heading}</h1>
      <TicketCopy
        words={words}
        booking={booking}
        path={paths.ticket(booking.reference, holder.ord + 1)}
        heading={heading}
      />
      <TicketCard words={words} booking={booking} passenger={holder} />
      <div className="no-print grid items-center gap-4 sm:flex sm:flex-wrap">
        <TicketPapers words={words} booking={booking} viewer="owner" />
        <a href={here}>{t('booking.ticket.all')}</a>
      </div>
    </div>
  );
}
