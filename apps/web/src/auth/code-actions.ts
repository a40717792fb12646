'use server';

import { isRefusal } from '@interlock/domain/refusals';
import { mailSignInCode } from '@interlock/use-cases/accounts/mail-sign-in-code';
import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { context } from '../composition.ts';
import { pathsIn } from '../paths.ts';
import type { AccountError } from './account-actions.ts';
import { fieldsOf, isEmail, whyRefused } from './account-fields.ts';
import { auth } from './auth.ts';
import { codeLength, codeMinutes } from './code-rule.ts';
import { codeTryWait, codeWait } from './limits.ts';
import { requireSameOrigin } from './same-origin.ts';

/** What the form of the code is told; the address typed stays in the form, never in the page's own. */
export interface CodeFormState {
  step: 'email' | 'code';
  email: string;
  errors: AccountError[];
}

/** Has a code sent, then signs in with it. An address that no account has gets one: the same answer for both. */
export async function signInWithCode(_: CodeFormState, form: FormData): Promise<CodeFormState> {
  await requireSameOrigin();
  const { email, code, next, locale, step } = fieldsOf(form);
  if (step !== 'code') return sendCode(email, locale);
  const stay = (error: AccountError): CodeFormState => ({ step: 'code', email, errors: [error] });
  if (!isEmail(email)) return { step: 'email', email, errors: [emailBad] };
  if (!new RegExp(`^\\d{${codeLength}}$`).test(code))
    return stay({ field: 'code', why: 'code-bad' });
  const wait = await codeTryWait(email);
  if (wait > 0) return stay({ field: null, why: 'too-many', wait });
  const body = { email, otp: code, language: locale };
  const why = await whyRefused(() => auth().api.signInEmailOTP({ body }));
  if (why !== null) {
    return stay({
      field: why === 'refused' ? 'code' : null,
      why: why === 'refused' ? 'code-wrong' : why,
    });
  }
  revalidatePath('/', 'layout');
  redirect(next ?? pathsIn(locale).trips());
}

const emailBad: AccountError = { field: 'email', why: 'email-bad' };

async function sendCode(email: string, language: 'zh' | 'en'): Promise<CodeFormState> {
  const stay = (error: AccountError): CodeFormState => ({ step: 'email', email, errors: [error] });
  if (!isEmail(email)) return stay(emailBad);
  const wait = await codeWait(email);
  if (wait > 0) return stay({ field: null, why: 'too-many', wait });
  const made: { code?: string } = {};
  const why = await whyRefused(async () => {
    made.code = await auth().api.createVerificationOTP({ body: { email, type: 'sign-in' } });
  });
  if (why !== null || made.code === undefined) return stay({ field: null, why: 'away' });
  const input = { email, code: made.code, minutes: codeMinutes, language };
  const sent = await mailSignInCode(context(), input);
  return isRefusal(sent) ? stay({ field: null, why: 'mail' }) : { step: 'code', email, errors: [] };
}
