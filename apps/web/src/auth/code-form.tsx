'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useActionState } from 'react';
import { ErrorSummary } from '../ui/error-summary.tsx';
import { TextField } from '../ui/field.tsx';
import { keepTyped } from '../ui/keep-typed.ts';
import { SubmitButton } from '../ui/submit-button.tsx';
import { useAccountErrors } from './account-errors.ts';
import { type CodeFormState, signInWithCode } from './code-actions.ts';
import { codeLength, codeMinutes } from './code-rule.ts';
import { setForgottenPassword } from './forgotten-actions.ts';
import { passwordLengthMin } from './password-rule.ts';

interface CodeFormProps {
  next: string | null;
  /** What the code is for; with it a new password is chosen as well. */
  purpose: 'sign-in' | 'new-password';
}

/** Address first, then the code that was sent there; another one can be asked for. */
export function CodeForm({ next, purpose }: CodeFormProps) {
  const words = useTranslations('account');
  const site = useTranslations('site.error');
  const isNew = purpose === 'new-password';
  const start: CodeFormState = { step: 'email', email: '', errors: [] };
  const [state, send] = useActionState(isNew ? setForgottenPassword : signInWithCode, start);
  const errors = useAccountErrors(state);
  const isCode = state.step === 'code';
  const fixed = (
    <>
      <input type="hidden" name="locale" value={useLocale()} />
      <input type="hidden" name="next" value={next ?? ''} />
    </>
  );
  const summary = (
    <ErrorSummary
      title={site('summary', { count: errors.summary.length })}
      errors={errors.summary}
    />
  );
  if (!isCode) {
    return (
      <form action={send} onReset={keepTyped} noValidate className="grid gap-4">
        {summary}
        {fixed}
        <TextField
          id="email"
          name="email"
          type="email"
          label={words('signIn.email')}
          hint={isNew ? undefined : words('code.emailHint')}
          error={errors.at('email')}
          autoComplete="username"
          defaultValue={state.email}
          required
        />
        <SubmitButton className="mt-2 min-h-12">{words('code.send')}</SubmitButton>
      </form>
    );
  }
  return (
    <div className="grid gap-6">
      <form action={send} onReset={keepTyped} noValidate className="grid gap-4">
        {summary}
        {fixed}
        <input type="hidden" name="step" value="code" />
        <input type="hidden" name="email" value={state.email} />
        <output className="break-words">
          {words('code.sent', { email: state.email, minutes: codeMinutes })}
        </output>
        <TextField
          id="code"
          name="code"
          label={words('code.code')}
          hint={words('code.hint', { digits: codeLength })}
          error={errors.at('code')}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={20}
          className="figures"
          required
        />
        {isNew ? (
          <TextField
            id="password"
            name="password"
            type="password"
            label={words('password.fresh')}
            hint={words('signUp.passwordHint', { min: passwordLengthMin })}
            error={errors.at('password')}
            autoComplete="new-password"
            required
          />
        ) : null}
        <SubmitButton className="mt-2 min-h-12">
          {words(isNew ? 'forgotten.submit' : 'signIn.submit')}
        </SubmitButton>
      </form>
      <form action={send} className="grid justify-items-start gap-2 border-t border-hairline pt-4">
        {fixed}
        <input type="hidden" name="email" value={state.email} />
        <p className="text-15 text-muted">{words('code.notCome')}</p>
        <SubmitButton variant="quiet">{words('code.again')}</SubmitButton>
      </form>
    </div>
  );
}
