import { isRefusal } from '@interlock/domain/refusals';
import { lookUpBooking } from '@interlock/use-cases/bookings/look-up-booking';
import { redirect } from 'next/navigation';
import { context } from '../composition.ts';
import { pageWords, type PageProps } from '../page-props.ts';
import { keptLookUp } from '../passenger/look-up-cookie.ts';
import { ownBooking } from '../passenger/own-booking.ts';
import { type PaperKind, paperAnswer } from './paper-answer.ts';

/** A file of one's own booking. Whatever stands against it is told by the booking's page. */
export async function ownPaper(
  { params }: Pick<PageProps<'reference'>, 'params'>,
  kind: PaperKind,
): Promise<Response> {
  const words = await pageWords(params);
  const { reference } = await params;
  const here = words.paths.booking(reference);
  const booking = await ownBooking(words, { reference, here });
  if (isRefusal(booking) || booking.phase !== 'ticketed') redirect(here);
  return paperAnswer(words, { booking, kind });
}

/** A file of the booking that this browser has looked up. */
export async function lookedUpPaper(
  { params }: Pick<PageProps, 'params'>,
  kind: PaperKind,
): Promise<Response> {
  const words = await pageWords(params);
  const kept = await keptLookUp();
  if (kept === null) redirect(words.paths.lookUp());
  const booking = await lookUpBooking(context(), { kind: 'anonymous' }, kept);
  if (isRefusal(booking) || booking.phase !== 'ticketed') redirect(words.paths.lookUpResult());
  return paperAnswer(words, { booking, kind });
}
