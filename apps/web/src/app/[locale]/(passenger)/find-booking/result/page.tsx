import { isRefusal } from '@interlock/domain/refusals';
import { lookUpBooking } from '@interlock/use-cases/bookings/look-up-booking';
import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { context } from '../../../../../composition.ts';
import { pageWords, type PageProps } from '../../../../../page-props.ts';
import { keptLookUp } from '../../../../../passenger/look-up-cookie.ts';
import { LookedUpBooking } from '../../../../../passenger/looked-up-booking.tsx';
import { RefusedPage } from '../../../../../passenger/problem-page.tsx';

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { t } = await pageWords(params);
  return { title: t('lookUp.title') };
}

/** The booking that this browser looked up, read afresh. */
export default async function FoundBookingPage({ params }: PageProps) {
  const words = await pageWords(params);
  const { paths } = words;
  const kept = await keptLookUp();
  if (kept === null) redirect(paths.lookUp());
  const booking = await lookUpBooking(context(), { kind: 'anonymous' }, kept);
  if (isRefusal(booking)) {
    return <RefusedPage words={words} code={booking.code} here={paths.lookUpResult()} />;
  }
  return <LookedUpBooking words={words} booking={booking} />;
}
