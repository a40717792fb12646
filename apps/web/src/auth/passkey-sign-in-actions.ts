'use server';

import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser';
import { revalidatePath } from 'next/cache';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { formText } from '../form-text.ts';
import { pathsIn } from '../paths.ts';
import type { AccountError } from './account-actions.ts';
import { askAccounts, fieldsOf } from './account-fields.ts';
import { auth } from './auth.ts';
import { passkeySignInWait } from './limits.ts';
import { passkeyAnswerOf } from './passkey-answer.ts';
import { requireSameOrigin } from './same-origin.ts';

export interface PasskeySignInState {
  errors: AccountError[];
}

export type PasskeyQuestion =
  | { kind: 'options'; options: PublicKeyCredentialRequestOptionsJSON }
  | { kind: 'refused'; error: AccountError };

/** What the browser needs to ask its user for a passkey of this site. */
export async function askForPasskey(): Promise<PasskeyQuestion> {
  await requireSameOrigin();
  const wait = await passkeySignInWait();
  if (wait > 0) return { kind: 'refused', error: { field: null, why: 'too-many', wait } };
  const asked = await headers();
  const answer = await askAccounts(() =>
    auth().api.generatePasskeyAuthenticationOptions({ headers: asked }),
  );
  if (answer.kind !== 'done') return { kind: 'refused', error: { field: null, why: 'away' } };
  return { kind: 'options', options: { ...answer.result, userVerification: 'required' } };
}

/** Signs in with what the browser's passkey has answered. */
export async function signInWithPasskey(
  _: PasskeySignInState,
  form: FormData,
): Promise<PasskeySignInState> {
  await requireSameOrigin();
  const { next, locale } = fieldsOf(form);
  const stay = (error: AccountError): PasskeySignInState => ({ errors: [error] });
  const response = passkeyAnswerOf(formText(form, 'response'));
  if (response === null) return stay({ field: null, why: 'passkey' });
  const asked = await headers();
  const answer = await askAccounts(() =>
    auth().api.verifyPasskeyAuthentication({ headers: asked, body: { response } }),
  );
  if (answer.kind === 'away') return stay({ field: null, why: 'away' });
  if (answer.kind === 'refused') return stay({ field: null, why: 'passkey' });
  revalidatePath('/', 'layout');
  redirect(next ?? pathsIn(locale).trips());
}
