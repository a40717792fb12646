'use server';

import { revalidatePath } from 'next/cache';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { pathsIn } from '../paths.ts';
import { fieldsOf, isEmail, whyRefused } from './account-fields.ts';
import { forgetSession } from './actor.ts';
import { auth } from './auth.ts';
import { signInWait, signUpWait } from './limits.ts';
import { passwordFault } from './password-rule.ts';
import { requireSameOrigin } from './same-origin.ts';

/** What a form of the account pages is told; every text typed comes back but the password. */
export interface AccountFormState {
  errors: AccountError[];
  typed: { email: string; name: string };
}

export interface AccountError {
  field: 'email' | 'password' | 'name' | 'code' | null;
  why: AccountProblem;
  /** After too many tries: seconds until the next. */
  wait?: number;
}

export type AccountProblem =
  | 'email-bad'
  | 'password-missing'
  | 'password-short'
  | 'password-long'
  | 'name-missing'
  | 'wrong'
  | 'failed'
  | 'too-many'
  | 'code-bad'
  | 'code-wrong'
  | 'no-account'
  | 'passkey'
  | 'mail'
  | 'away';

/** Signs in with e-mail and password; the same answer for an unknown address and a wrong password. */
export async function signIn(_: AccountFormState, form: FormData): Promise<AccountFormState> {
  await requireSameOrigin();
  const { email, password, next, locale } = fieldsOf(form);
  const typed = { email, name: '' };
  const errors: AccountFormState['errors'] = [];
  if (!isEmail(email)) errors.push({ field: 'email', why: 'email-bad' });
  if (password === '') errors.push({ field: 'password', why: 'password-missing' });
  if (errors.length > 0) return { errors, typed };
  const wait = await signInWait(email);
  if (wait > 0) return { errors: [{ field: null, why: 'too-many', wait }], typed };
  const asked = await headers();
  const why = await whyRefused(() =>
    auth().api.signInEmail({ headers: asked, body: { email, password } }),
  );
  if (why !== null) {
    return { errors: [{ field: null, why: why === 'refused' ? 'wrong' : why }], typed };
  }
  revalidatePath('/', 'layout');
  redirect(next ?? pathsIn(locale).trips());
}

/** Makes an account and signs it in. */
export async function signUp(_: AccountFormState, form: FormData): Promise<AccountFormState> {
  await requireSameOrigin();
  const { email, password, name, next, locale } = fieldsOf(form);
  const typed = { email, name };
  const errors: AccountFormState['errors'] = [];
  if (name === '' || name.length > 60 || /\p{Cc}/u.test(name))
    errors.push({ field: 'name', why: 'name-missing' });
  if (!isEmail(email)) errors.push({ field: 'email', why: 'email-bad' });
  const fault = passwordFault(password);
  if (fault !== null) errors.push({ field: 'password', why: fault });
  if (errors.length > 0) return { errors, typed };
  const wait = await signUpWait(email);
  if (wait > 0) return { errors: [{ field: null, why: 'too-many', wait }], typed };
  const body = { email, password, name, language: locale };
  const asked = await headers();
  const why = await whyRefused(() => auth().api.signUpEmail({ headers: asked, body }));
  if (why !== null) {
    return { errors: [{ field: null, why: why === 'refused' ? 'failed' : why }], typed };
  }
  revalidatePath('/', 'layout');
  redirect(next ?? pathsIn(locale).home());
}

/** Ends the session of this browser. */
export async function signOut(form: FormData): Promise<void> {
  await requireSameOrigin();
  const { locale } = fieldsOf(form);
  await forgetSession();
  await auth().api.signOut({ headers: await headers() });
  revalidatePath('/', 'layout');
  redirect(pathsIn(locale).home());
}
