'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useActionState } from 'react';
import { passwordLengthMax, passwordLengthMin } from '../auth/password-rule.ts';
import { pathsIn } from '../paths.ts';
import { ErrorSummary } from '../ui/error-summary.tsx';
import { TextField } from '../ui/field.tsx';
import { keepTyped } from '../ui/keep-typed.ts';
import { SubmitButton } from '../ui/submit-button.tsx';
import { changePassword, type PasswordState, setPassword } from './password-actions.ts';

const start: PasswordState = { field: null, why: null };

interface PasswordFormProps {
  /** For password managers: which account the password is of. */
  email: string;
  hasPassword: boolean;
}

/** Sets the first password, or changes the one there is. */
export function PasswordForm({ email, hasPassword }: PasswordFormProps) {
  const words = useTranslations('account');
  const site = useTranslations('site.error');
  const locale = useLocale();
  const paths = pathsIn(locale);
  const [state, send] = useActionState(hasPassword ? changePassword : setPassword, start);
  const message = usePasswordMessage(state);
  const at = (field: PasswordState['field']) =>
    state.field === field && message !== null ? message : undefined;
  return (
    <form action={send} onReset={keepTyped} noValidate className="grid max-w-[440px] gap-4">
      <ErrorSummary
        title={site('summary', { count: 1 })}
        errors={message === null ? [] : [{ fieldId: state.field, message }]}
      />
      {state.why === 'stale' ? (
        <a href={paths.signIn(paths.account())}>{words('password.signInAgain')}</a>
      ) : null}
      <input type="hidden" name="locale" value={locale} />
      <input type="text" autoComplete="username" value={email} readOnly hidden />
      {hasPassword ? (
        <TextField
          id="current"
          name="current"
          type="password"
          label={words('password.current')}
          error={at('current')}
          autoComplete="current-password"
          required
        />
      ) : null}
      <TextField
        id="fresh"
        name="fresh"
        type="password"
        label={words('password.fresh')}
        hint={words('signUp.passwordHint', { min: passwordLengthMin })}
        error={at('fresh')}
        autoComplete="new-password"
        required
      />
      <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
        <SubmitButton variant="quiet">
          {words(hasPassword ? 'password.change' : 'password.set')}
        </SubmitButton>
        {hasPassword ? (
          <a href={paths.forgotten(paths.account())} className="inline-block py-1">
            {words('forgotten.offer')}
          </a>
        ) : null}
      </div>
    </form>
  );
}

function usePasswordMessage({ why, wait }: PasswordState): string | null {
  const words = useTranslations('account');
  const refusals = useTranslations('refusal');
  switch (why) {
    case null:
      return null;
    case 'current-missing':
      return words('signUp.passwordMissing');
    case 'current-wrong':
      return words('password.currentWrong');
    case 'password-short':
      return words('signUp.passwordShort', { min: passwordLengthMin });
    case 'password-long':
      return words('signUp.passwordLong', { max: passwordLengthMax });
    case 'same':
      return words('password.same');
    case 'have-one':
      return words('password.haveOne');
    case 'stale':
      return words('password.stale');
    case 'too-many':
      return words('wait', { seconds: wait ?? 0 });
    case 'away':
      return refusals('central-unavailable');
  }
}
