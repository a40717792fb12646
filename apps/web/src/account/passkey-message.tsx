'use client';

import { useLocale, useTranslations } from 'next-intl';
import { pathsIn } from '../paths.ts';
import type { PasskeyState } from './passkey-actions.ts';

/** What a form of the passkeys was refused for, in words; null when it was not. */
export function usePasskeyMessage({ why, wait }: PasskeyState, passkeysMax: number): string | null {
  const words = useTranslations('account');
  const refusals = useTranslations('refusal');
  switch (why) {
    case null:
      return null;
    case 'name-missing':
      return words('passkeys.nameMissing');
    case 'too-many-passkeys':
      return words('passkeys.tooMany', { max: passkeysMax });
    case 'not-accepted':
      return words('passkeys.given');
    case 'stale':
      return words('password.stale');
    case 'too-many':
      return words('wait', { seconds: wait ?? 0 });
    case 'away':
      return refusals('central-unavailable');
  }
}

/** The way on for somebody who signed in too long ago. */
export function SignInAgain({ state }: { state: PasskeyState }) {
  const words = useTranslations('account.password');
  const paths = pathsIn(useLocale());
  if (state.why !== 'stale') return null;
  return <a href={paths.signIn(paths.account())}>{words('signInAgain')}</a>;
}
