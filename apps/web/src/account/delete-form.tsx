'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useActionState } from 'react';
import { ErrorSummary } from '../ui/error-summary.tsx';
import { TextField } from '../ui/field.tsx';
import { keepTyped } from '../ui/keep-typed.ts';
import { SubmitButton } from '../ui/submit-button.tsx';
import { type DeletionState, eraseOwnAccount } from './own-account-actions.ts';

const start: DeletionState = { code: null, email: '' };

/** The address is typed once more: deleting cannot be undone. */
export function DeleteForm() {
  const words = useTranslations('account');
  const refusals = useTranslations('refusal');
  const site = useTranslations('site.error');
  const [state, send] = useActionState(eraseOwnAccount, start);
  const isAddress = state.code === 'invalid-input';
  const message =
    state.code === null
      ? null
      : isAddress
        ? words('erase.otherAddress')
        : state.wait
          ? words('wait', { seconds: state.wait })
          : refusals(state.code);
  return (
    <form action={send} onReset={keepTyped} noValidate className="grid max-w-[440px] gap-4">
      <ErrorSummary
        title={site('summary', { count: 1 })}
        errors={message === null ? [] : [{ fieldId: isAddress ? 'email' : null, message }]}
      />
      <input type="hidden" name="locale" value={useLocale()} />
      <TextField
        id="email"
        name="email"
        type="email"
        label={words('erase.type')}
        error={isAddress && message !== null ? message : undefined}
        autoComplete="off"
        maxLength={200}
        defaultValue={state.email}
        required
      />
      <SubmitButton variant="danger" className="justify-self-start">
        {words('erase.submit')}
      </SubmitButton>
    </form>
  );
}
