'use server';

import { revalidatePath } from 'next/cache';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { pathsIn } from '../paths.ts';
import type { AccountError } from './account-actions.ts';
import { fieldsOf, isEmail, whyRefused } from './account-fields.ts';
import { auth } from './auth.ts';
import { isCode } from './code-rule.ts';
import { codeTryWait } from './limits.ts';
import { requireSameOrigin } from './same-origin.ts';
import { sendCode } from './send-code.ts';

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
  if (step !== 'code') return sendCode({ email, language: locale, purpose: 'sign-in' });
  const stay = (error: AccountError): CodeFormState => ({ step: 'code', email, errors: [error] });
  if (!isEmail(email)) {
    return { step: 'email', email, errors: [{ field: 'email', why: 'email-bad' }] };
  }
  if (!isCode(code)) return stay({ field: 'code', why: 'code-bad' });
  const wait = await codeTryWait(email);
  if (wait > 0) return stay({ field: null, why: 'too-many', wait });
  const body = { email, otp: code, language: locale };
  const asked = await headers();
  const why = await whyRefused(() => auth().api.signInEmailOTP({ headers: asked, body }));
  if (why !== null) {
    return stay({
      field: why === 'refused' ? 'code' : null,
      why: why === 'refused' ? 'code-wrong' : why,
    });
  }
  revalidatePath('/', 'layout');
  redirect(next ?? pathsIn(locale).trips());
}
