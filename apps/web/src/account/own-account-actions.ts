'use server';

import { isRefusal, type RefusalCode } from '@interlock/domain/refusals';
import { deleteAccount } from '@interlock/use-cases/accounts/delete-account';
import { revalidatePath } from 'next/cache';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { whyRefused } from '../auth/account-fields.ts';
import { forgetSession, requireSignIn } from '../auth/actor.ts';
import { auth } from '../auth/auth.ts';
import { accountActWait } from '../auth/limits.ts';
import { requireSameOrigin } from '../auth/same-origin.ts';
import { context } from '../composition.ts';
import { pathsIn } from '../paths.ts';
import { localeOf, ownForm, textOf } from './own-forms.ts';
import { endOwnSession } from './sessions.ts';

/** What the form that deletes the account is told. */
export interface DeletionState {
  code: RefusalCode | null;
  /** After too many tries: seconds until the next. */
  wait?: number;
  email: string;
}

/** Signs one browser of the account out. */
export async function endSession(form: FormData): Promise<void> {
  await requireSameOrigin();
  const { accountId, paths } = await ownForm(form);
  await endOwnSession({ accountId, id: textOf(form, 'session') });
  revalidatePath(paths.account());
  redirect(paths.account());
}

/** Signs every other browser of the account out. */
export async function endOtherSessions(form: FormData): Promise<void> {
  await requireSameOrigin();
  const { paths } = await ownForm(form);
  await auth().api.revokeOtherSessions({ headers: await headers() });
  revalidatePath(paths.account());
  redirect(paths.account());
}

/** Deletes the account, once its address has been typed, and signs out. */
export async function eraseOwnAccount(_: DeletionState, form: FormData): Promise<DeletionState> {
  await requireSameOrigin();
  const locale = localeOf(form);
  const paths = pathsIn(locale);
  const { actor, accountId } = await requireSignIn(locale, paths.account());
  const email = textOf(form, 'email');
  const wait = await accountActWait(accountId);
  if (wait > 0) return { code: 'too-many-requests', wait, email };
  const answer = await deleteAccount(context(), actor, { email });
  if (isRefusal(answer)) return { code: answer.code, email };
  await forgetSession();
  // The session is gone already; this takes its cookies out of the browser.
  await whyRefused(async () => auth().api.signOut({ headers: await headers() }));
  revalidatePath('/', 'layout');
  redirect(paths.accountDeleted());
}
