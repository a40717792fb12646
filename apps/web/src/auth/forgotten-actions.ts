'use server';

import { mailAccountNotice } from '@interlock/use-cases/accounts/mail-account-notice';
import { revalidatePath } from 'next/cache';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { context } from '../composition.ts';
import { formText } from '../form-text.ts';
import { pathsIn } from '../paths.ts';
import type { AccountError } from './account-actions.ts';
import { askAccounts, fieldsOf, isEmail } from './account-fields.ts';
import { auth } from './auth.ts';
import type { CodeFormState } from './code-actions.ts';
import { isCode } from './code-rule.ts';
import { codeTryWait } from './limits.ts';
import { passwordFault } from './password-rule.ts';
import { requireSameOrigin } from './same-origin.ts';
import { sendCode } from './send-code.ts';

/** Has a code sent, then sets a new password with it, signs every browser out and this one in. */
export async function setForgottenPassword(
  _: CodeFormState,
  form: FormData,
): Promise<CodeFormState> {
  await requireSameOrigin();
  const { email, code, next, locale, step } = fieldsOf(form);
  if (step !== 'code') return sendCode({ email, language: locale, purpose: 'new-password' });
  const stay = (...errors: AccountError[]): CodeFormState => ({ step: 'code', email, errors });
  if (!isEmail(email)) {
    return { step: 'email', email, errors: [{ field: 'email', why: 'email-bad' }] };
  }
  const password = formText(form, 'password');
  const fault = passwordFault(password);
  const errors: AccountError[] = [];
  if (!isCode(code)) errors.push({ field: 'code', why: 'code-bad' });
  if (fault !== null) errors.push({ field: 'password', why: fault });
  if (errors.length > 0) return stay(...errors);
  const wait = await codeTryWait(email);
  if (wait > 0) return stay({ field: null, why: 'too-many', wait });
  const asked = await headers();
  const answer = await askAccounts(async () => {
    await auth().api.resetPasswordEmailOTP({ body: { email, otp: code, password } });
    return auth().api.signInEmail({ headers: asked, body: { email, password } });
  });
  if (answer.kind === 'away') return stay({ field: null, why: 'away' });
  if (answer.kind === 'refused') {
    // Told only to whoever read the mail sent there.
    if (answer.code === 'USER_NOT_FOUND') return stay({ field: null, why: 'no-account' });
    return stay({ field: 'code', why: 'code-wrong' });
  }
  const { id } = answer.result.user;
  await mailAccountNotice(context(), { accountId: id, notice: 'password-changed' });
  revalidatePath('/', 'layout');
  redirect(next ?? pathsIn(locale).account('password'));
}
