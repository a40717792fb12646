'use server';

import { mailAccountNotice } from '@interlock/use-cases/accounts/mail-account-notice';
import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/browser';
import { revalidatePath } from 'next/cache';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { askAccounts } from '../auth/account-fields.ts';
import { auth } from '../auth/auth.ts';
import { passkeyActWait } from '../auth/limits.ts';
import { passkeyAnswerOf } from '../auth/passkey-answer.ts';
import { passkeyNameMax, passkeysMax } from '../auth/passkey-rule.ts';
import { requireSameOrigin } from '../auth/same-origin.ts';
import { isSignedInLately } from '../auth/signed-in-lately.ts';
import { context } from '../composition.ts';
import { formText } from '../form-text.ts';
import { ownForm, textOf } from './own-forms.ts';

/** What a form of the passkeys is told; `id` names the passkey whose form it is, empty: the one to add. */
export interface PasskeyState {
  id: string;
  why: PasskeyProblem | null;
  /** After too many tries: seconds until the next. */
  wait?: number;
}

export type PasskeyProblem =
  | 'name-missing'
  | 'too-many-passkeys'
  | 'not-accepted'
  | 'stale'
  | 'too-many'
  | 'away';

export type PasskeyOffer =
  | { kind: 'options'; options: PublicKeyCredentialCreationOptionsJSON }
  | { kind: 'refused'; why: PasskeyProblem; wait?: number };

/** What the browser needs to make a passkey for the account; asks for a session of the last day. */
export async function offerPasskey(form: FormData): Promise<PasskeyOffer> {
  await requireSameOrigin();
  const { accountId } = await ownForm(form);
  const refused = (why: PasskeyProblem): PasskeyOffer => ({ kind: 'refused', why });
  if (textOf(form, 'name') === '') return refused('name-missing');
  const wait = await passkeyActWait(accountId);
  if (wait > 0) return { kind: 'refused', why: 'too-many', wait };
  const asked = await headers();
  const answer = await askAccounts(async () => {
    if (!(await isSignedInLately())) return 'stale' as const;
    const known = await auth().api.listPasskeys({ headers: asked });
    if (known.length >= passkeysMax) return 'too-many-passkeys' as const;
    return auth().api.generatePasskeyRegistrationOptions({ headers: asked });
  });
  if (answer.kind !== 'done') return refused('away');
  if (typeof answer.result === 'string') return refused(answer.result);
  return { kind: 'options', options: answer.result };
}

/** Keeps the passkey that the browser has made, and tells the owner by mail. */
export async function addPasskey(_: PasskeyState, form: FormData): Promise<PasskeyState> {
  await requireSameOrigin();
  const { accountId, paths } = await ownForm(form);
  const stay = (why: PasskeyProblem): PasskeyState => ({ id: '', why });
  const name = textOf(form, 'name').slice(0, passkeyNameMax);
  if (name === '') return stay('name-missing');
  const wait = await passkeyActWait(accountId);
  if (wait > 0) return { id: '', why: 'too-many', wait };
  const response = passkeyAnswerOf(formText(form, 'response'));
  if (response === null) return stay('not-accepted');
  const body = { response, name };
  const asked = await headers();
  const answer = await askAccounts(() =>
    auth().api.verifyPasskeyRegistration({ headers: asked, body }),
  );
  if (answer.kind !== 'done') return stay(answer.kind === 'away' ? 'away' : 'not-accepted');
  await mailAccountNotice(context(), { accountId, notice: 'passkey-added' });
  revalidatePath(paths.account());
  redirect(paths.account('passkey'));
}

/** Gives a passkey of the account another name. */
export async function renamePasskey(_: PasskeyState, form: FormData): Promise<PasskeyState> {
  await requireSameOrigin();
  const { accountId, paths } = await ownForm(form);
  const id = textOf(form, 'id');
  const name = textOf(form, 'name').slice(0, passkeyNameMax);
  if (name === '') return { id, why: 'name-missing' };
  const wait = await passkeyActWait(accountId);
  if (wait > 0) return { id, why: 'too-many', wait };
  const asked = await headers();
  const answer = await askAccounts(() =>
    auth().api.updatePasskey({ headers: asked, body: { id, name } }),
  );
  // One that is gone, or of another account, is not in the list that comes back.
  if (answer.kind === 'away') return { id, why: 'away' };
  revalidatePath(paths.account());
  redirect(paths.account(answer.kind === 'done' ? 'passkey-renamed' : undefined));
}

/** Removes a passkey of the account, and tells the owner by mail. */
export async function removePasskey(_: PasskeyState, form: FormData): Promise<PasskeyState> {
  await requireSameOrigin();
  const { accountId, paths } = await ownForm(form);
  const id = textOf(form, 'id');
  const wait = await passkeyActWait(accountId);
  if (wait > 0) return { id, why: 'too-many', wait };
  const asked = await headers();
  const answer = await askAccounts(() =>
    auth().api.deletePasskey({ headers: asked, body: { id } }),
  );
  if (answer.kind === 'away') return { id, why: 'away' };
  if (answer.kind === 'done') {
    await mailAccountNotice(context(), { accountId, notice: 'passkey-removed' });
  }
  revalidatePath(paths.account());
  redirect(paths.account(answer.kind === 'done' ? 'passkey-removed' : undefined));
}
