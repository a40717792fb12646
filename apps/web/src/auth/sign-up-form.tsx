'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useActionState } from 'react';
import { ErrorSummary } from '../ui/error-summary.tsx';
import { TextField } from '../ui/field.tsx';
import { keepTyped } from '../ui/keep-typed.ts';
import { SubmitButton } from '../ui/submit-button.tsx';
import { type AccountFormState, signUp } from './account-actions.ts';
import { useAccountErrors } from './account-errors.ts';
import { passwordLengthMin } from './password-rule.ts';

const start: AccountFormState = { errors: [], typed: { email: '', name: '' } };

/** Name, e-mail and password of a new account. */
export function SignUpForm({ next }: { next: string | null }) {
  const words = useTranslations('account');
  const site = useTranslations('site.error');
  const [state, send] = useActionState(signUp, start);
  const errors = useAccountErrors(state);
  return (
    <form action={send} onReset={keepTyped} noValidate className="grid gap-4">
      <ErrorSummary
        title={site('summary', { count: errors.summary.length })}
        errors={errors.summary}
      />
      <input type="hidden" name="locale" value={useLocale()} />
      <input type="hidden" name="next" value={next ?? ''} />
      <TextField
        id="name"
        name="name"
        label={words('signUp.name')}
        error={errors.at('name')}
        autoComplete="name"
        maxLength={60}
        defaultValue={state.typed.name}
        required
      />
      <TextField
        id="email"
        name="email"
        type="email"
        label={words('signIn.email')}
        error={errors.at('email')}
        autoComplete="username"
        defaultValue={state.typed.email}
        required
      />
      <TextField
        id="password"
        name="password"
        type="password"
        label={words('signIn.password')}
        hint={words('signUp.passwordHint', { min: passwordLengthMin })}
        error={errors.at('password')}
        autoComplete="new-password"
        required
      />
      <SubmitButton className="mt-2 min-h-12">{words('signUp.submit')}</SubmitButton>
    </form>
  );
}
