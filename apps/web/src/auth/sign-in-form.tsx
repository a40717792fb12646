'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useActionState } from 'react';
import { ErrorSummary } from '../ui/error-summary.tsx';
import { TextField } from '../ui/field.tsx';
import { keepTyped } from '../ui/keep-typed.ts';
import { SubmitButton } from '../ui/submit-button.tsx';
import { type AccountFormState, signIn } from './account-actions.ts';
import { useAccountErrors } from './account-errors.ts';

const start: AccountFormState = { errors: [], typed: { email: '', name: '' } };

/** E-mail and password; password managers and pasting work, the e-mail typed is kept. */
export function SignInForm({ next }: { next: string | null }) {
  const words = useTranslations('account');
  const site = useTranslations('site.error');
  const [state, send] = useActionState(signIn, start);
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
        error={errors.at('password')}
        autoComplete="current-password"
        required
      />
      <SubmitButton className="mt-2 min-h-12">{words('signIn.submit')}</SubmitButton>
    </form>
  );
}
