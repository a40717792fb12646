import { isRefusal } from '@interlock/domain/refusals';
import type { Locale } from '@interlock/i18n/locales';
import { mailSignInCode } from '@interlock/use-cases/accounts/mail-sign-in-code';
import { context } from '../composition.ts';
import type { AccountError } from './account-actions.ts';
import { isEmail, whyRefused } from './account-fields.ts';
import { auth } from './auth.ts';
import type { CodeFormState } from './code-actions.ts';
import { codeMinutes } from './code-rule.ts';
import { codeWait } from './limits.ts';

interface CodeRequest {
  email: string;
  language: Locale;
  purpose: 'sign-in' | 'new-password';
}

/** Sends a code to an address, whether or not somebody has an account with it: the same answer for both. */
export async function sendCode({ email, language, purpose }: CodeRequest): Promise<CodeFormState> {
  const stay = (error: AccountError): CodeFormState => ({ step: 'email', email, errors: [error] });
  if (!isEmail(email)) return stay({ field: 'email', why: 'email-bad' });
  const wait = await codeWait(email);
  if (wait > 0) return stay({ field: null, why: 'too-many', wait });
  const made: { code?: string } = {};
  const type = purpose === 'sign-in' ? purpose : 'forget-password';
  const why = await whyRefused(async () => {
    made.code = await auth().api.createVerificationOTP({ body: { email, type } });
  });
  if (why !== null || made.code === undefined) return stay({ field: null, why: 'away' });
  const input = { email, code: made.code, minutes: codeMinutes, language, purpose };
  const sent = await mailSignInCode(context(), input);
  return isRefusal(sent) ? stay({ field: null, why: 'mail' }) : { step: 'code', email, errors: [] };
}
