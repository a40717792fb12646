import type { Metadata } from 'next';
import { pageWords, type PageProps } from '../../../../../page-props.ts';
import { BookingStanding } from '../../../../../passenger/booking-standing.tsx';
import { BookingStory } from '../../../../../passenger/booking-story.tsx';
import { ownBooking } from '../../../../../passenger/own-booking.ts';
import { RefusedPage } from '../../../../../passenger/problem-page.tsx';

type Props = PageProps<'reference'>;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { t } = await pageWords(params);
  return { title: t('booking.reference', { reference: (await params).reference.slice(0, 12) }) };
}

/** One of one's own bookings. */
export default async function BookingPage({ params }: Props) {
  const words = await pageWords(params);
  const { reference } = await params;
  const here = words.paths.booking(reference);
  const booking = await ownBooking(words, { reference, here });
  if (booking.kind === 'refused')
    return <RefusedPage words={words} code={booking.code} here={here} />;
  return (
    <>
      <BookingStanding words={words} booking={booking} />
      <BookingStory words={words} reference={booking.reference} />
    </>
  );
}
