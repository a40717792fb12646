'use server';

import { mailAccountNotice } from '@interlock/use-cases/accounts/mail-account-notice';
import { revalidatePath } from 'next/cache';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { askAccounts } from '../auth/account-fields.ts';
import { forgetSession } from '../auth/actor.ts';
import { auth } from '../auth/auth.ts';
import { passwordWait } from '../auth/limits.ts';
import { passwordFault } from '../auth/password-rule.ts';
import { requireSameOrigin } from '../auth/same-origin.ts';
import { isSignedInLately } from '../auth/signed-in-lately.ts';
import { context } from '../composition.ts';
import { formText } from '../form-text.ts';
import { ownForm } from './own-forms.ts';
import { ownAccess } from './sessions.ts';

/** What the form of the password is told; passwords never come back. */
export interface PasswordState {
  field: 'current' | 'fresh' | null;
  why: PasswordProblem | null;
  /** After too many tries: seconds until the next. */
  wait?: number;
}

export type PasswordProblem =
  | 'current-missing'
  | 'current-wrong'
  | 'password-short'
  | 'password-long'
  | 'same'
  | 'have-one'
  | 'stale'
  | 'too-many'
  | 'away';

/** Changes the password of the account, given the old one, and signs out every other browser. */
export async function changePassword(_: PasswordState, form: FormData): Promise<PasswordState> {
  await requireSameOrigin();
  const { accountId, paths } = await ownForm(form);
  const current = formText(form, 'current');
  const fresh = formText(form, 'fresh');
  if (current === '') return { field: 'current', why: 'current-missing' };
  const fault = passwordFault(fresh);
  if (fault !== null) return { field: 'fresh', why: fault };
  if (fresh === current) return { field: 'fresh', why: 'same' };
  const wait = await passwordWait(accountId);
  if (wait > 0) return { field: null, why: 'too-many', wait };
  const body = { currentPassword: current, newPassword: fresh, revokeOtherSessions: true };
  const asked = await headers();
  const answer = await askAccounts(() => auth().api.changePassword({ headers: asked, body }));
  if (answer.kind === 'away') return { field: null, why: 'away' };
  if (answer.kind === 'refused') return { field: 'current', why: 'current-wrong' };
  await forgetSession();
  await mailAccountNotice(context(), { accountId, notice: 'password-changed' });
  revalidatePath('/', 'layout');
  redirect(paths.account('password'));
}

/** Sets the first password of an account that is signed in to by code; asks for a session of the last day. */
export async function setPassword(_: PasswordState, form: FormData): Promise<PasswordState> {
  await requireSameOrigin();
  const { accountId, paths } = await ownForm(form);
  const fresh = formText(form, 'fresh');
  const fault = passwordFault(fresh);
  if (fault !== null) return { field: 'fresh', why: fault };
  const wait = await passwordWait(accountId);
  if (wait > 0) return { field: null, why: 'too-many', wait };
  const isLately = await askAccounts(isSignedInLately);
  if (isLately.kind !== 'done') return { field: null, why: 'away' };
  if (!isLately.result) return { field: null, why: 'stale' };
  const asked = await headers();
  const answer = await askAccounts(async () => {
    await auth().api.setPassword({ headers: asked, body: { newPassword: fresh } });
    await auth().api.revokeOtherSessions({ headers: asked });
  });
  if (answer.kind !== 'done') {
    // A second form of the same moment breaks a unique key, which better-auth passes on as a fault.
    const access = await ownAccess(accountId);
    return { field: null, why: access?.hasPassword ? 'have-one' : 'away' };
  }
  await mailAccountNotice(context(), { accountId, notice: 'password-set' });
  revalidatePath('/', 'layout');
  redirect(paths.account('password'));
}
