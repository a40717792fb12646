'use client';

import { startAuthentication } from '@simplewebauthn/browser';
import { useLocale, useTranslations } from 'next-intl';
import { useActionState } from 'react';
import { SubmitButton } from '../ui/submit-button.tsx';
import { useAccountErrors } from './account-errors.ts';
import {
  askForPasskey,
  type PasskeySignInState,
  signInWithPasskey,
} from './passkey-sign-in-actions.ts';
import { usePasskeys } from './use-passkeys.ts';

interface SignInState extends PasskeySignInState {
  /** The device was asked and gave nothing. */
  isGivenUp?: boolean;
}

const start: SignInState = { errors: [] };

/** One button that asks the device for a passkey; not there where the browser has none for this page. */
export function PasskeySignIn({ next, host }: { next: string | null; host: string }) {
  const words = useTranslations('account');
  const passkeys = usePasskeys(host);
  const [state, send] = useActionState<SignInState, FormData>(async (before, form) => {
    const question = await askForPasskey();
    if (question.kind === 'refused') return { errors: [question.error] };
    const answer = await startAuthentication({ optionsJSON: question.options }).catch(() => null);
    if (answer === null) return { errors: [], isGivenUp: true };
    form.set('response', JSON.stringify(answer));
    return signInWithPasskey(before, form);
  }, start);
  const errors = useAccountErrors(state);
  const message = state.isGivenUp ? words('passkeys.notUsed') : errors.summary[0]?.message;
  const locale = useLocale();
  if (passkeys !== 'here') return null;
  return (
    <form action={send} className="mt-4 grid gap-3">
      <input type="hidden" name="locale" value={locale} />
      <input type="hidden" name="next" value={next ?? ''} />
      <SubmitButton variant="quiet" className="min-h-12">
        {words('passkeys.use')}
      </SubmitButton>
      {message ? (
        <p role="alert" className="font-semibold text-stop">
          {message}
        </p>
      ) : null}
    </form>
  );
}
