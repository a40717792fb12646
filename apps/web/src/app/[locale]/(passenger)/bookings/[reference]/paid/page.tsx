import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { pageWords, type PageProps } from '../../../../../../page-props.ts';
import { BookingStanding } from '../../../../../../passenger/booking-standing.tsx';
import { ownBooking } from '../../../../../../passenger/own-booking.ts';
import { RefusedPage } from '../../../../../../passenger/problem-page.tsx';

type Props = PageProps<'reference'>;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { t } = await pageWords(params);
  return { title: t('booking.paying.title') };
}

/** Back from the provider's payment page: waits for the truth instead of believing the address. */
export default async function PaidPage({ params }: Props) {
  const words = await pageWords(params);
  const { reference } = await params;
  const here = words.paths.paid(reference);
  const booking = await ownBooking(words, { reference, here });
  if (booking.kind === 'refused')
    return <RefusedPage words={words} code={booking.code} here={here} />;
  if (booking.phase === 'ticketed') redirect(words.paths.booking(reference));
  return <BookingStanding words={words} booking={booking} isBackFromPaying />;
}
