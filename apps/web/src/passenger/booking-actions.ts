'use server';

import { isRefusal, type RefusalCode } from '@interlock/domain/refusals';
import { cancelBooking } from '@interlock/use-cases/bookings/cancel-booking';
import { extendHold } from '@interlock/use-cases/bookings/extend-hold';
import { startPayment } from '@interlock/use-cases/bookings/start-payment';
import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { currentActor } from '../auth/actor.ts';
import { requireSameOrigin } from '../auth/same-origin.ts';
import { context } from '../composition.ts';
import { formText } from '../form-text.ts';

/** What a button of the booking page is told. */
export type BookingActState =
  | { kind: 'idle' }
  | { kind: 'done' }
  | { kind: 'refused'; code: RefusalCode };

/** Goes to the provider's payment page. Two tabs and a second click get the same page. */
export async function pay(_: BookingActState, form: FormData): Promise<BookingActState> {
  await requireSameOrigin();
  const answer = await startPayment(context(), await currentActor(), {
    reference: referenceOf(form),
  });
  if (isRefusal(answer)) return { kind: 'refused', code: answer.code };
  redirect(answer.url);
}

/** Asks for more time to pay, once per booking. */
export async function askForTime(_: BookingActState, form: FormData): Promise<BookingActState> {
  await requireSameOrigin();
  const answer = await extendHold(context(), await currentActor(), {
    reference: referenceOf(form),
  });
  if (isRefusal(answer)) return { kind: 'refused', code: answer.code };
  revalidatePath('/', 'layout');
  return { kind: 'done' };
}

/** Gives the held seats back. */
export async function cancel(_: BookingActState, form: FormData): Promise<BookingActState> {
  await requireSameOrigin();
  const answer = await cancelBooking(context(), await currentActor(), {
    reference: referenceOf(form),
  });
  if (isRefusal(answer)) return { kind: 'refused', code: answer.code };
  revalidatePath('/', 'layout');
  return { kind: 'done' };
}

function referenceOf(form: FormData): string {
  return formText(form, 'reference').slice(0, 20);
}
