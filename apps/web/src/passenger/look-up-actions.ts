'use server';

import { isRefusal, type RefusalCode } from '@interlock/domain/refusals';
import { isLocale } from '@interlock/i18n/locales';
import { lookUpBooking } from '@interlock/use-cases/bookings/look-up-booking';
import { redirect } from 'next/navigation';
import { lookUpWait } from '../auth/limits.ts';
import { requireSameOrigin } from '../auth/same-origin.ts';
import { context } from '../composition.ts';
import { formText } from '../form-text.ts';
import { pathsIn } from '../paths.ts';
import { keepLookUp } from './look-up-cookie.ts';

export interface LookUpState {
  code: RefusalCode | null;
  /** After too many tries: seconds until the next. */
  wait?: number;
  typed: { reference: string; name: string };
}

/** Finds a booking by reference and name. What was typed stays out of the address: it travels in a sealed cookie. */
export async function lookUp(_: LookUpState, form: FormData): Promise<LookUpState> {
  await requireSameOrigin();
  const text = (name: string): string => formText(form, name).trim().slice(0, 100);
  const typed = { reference: text('reference'), name: text('name') };
  if (typed.reference === '' || typed.name === '') return { code: 'unknown-booking', typed };
  const wait = await lookUpWait(typed.reference);
  if (wait > 0) return { code: 'too-many-requests', wait, typed };
  const answer = await lookUpBooking(context(), { kind: 'anonymous' }, typed);
  if (isRefusal(answer)) return { code: answer.code, typed };
  await keepLookUp(typed);
  const locale = text('locale');
  redirect(pathsIn(isLocale(locale) ? locale : 'zh').lookUpResult());
}
