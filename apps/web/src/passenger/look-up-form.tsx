'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useActionState } from 'react';
import { ErrorSummary } from '../ui/error-summary.tsx';
import { TextField } from '../ui/field.tsx';
import { keepTyped } from '../ui/keep-typed.ts';
import { SubmitButton } from '../ui/submit-button.tsx';
import { lookUp, type LookUpState } from './look-up-actions.ts';

const start: LookUpState = { code: null, typed: { reference: '', name: '' } };

/** Reference and name; one answer for a wrong name and a wrong reference. */
export function LookUpForm() {
  const words = useTranslations('lookUp');
  const refusals = useTranslations('refusal');
  const account = useTranslations('account');
  const site = useTranslations('site.error');
  const [state, send] = useActionState(lookUp, start);
  const message =
    state.code === null
      ? null
      : state.code === 'unknown-booking'
        ? words('notFound')
        : state.wait
          ? account('wait', { seconds: state.wait })
          : refusals(state.code);
  return (
    <form action={send} onReset={keepTyped} noValidate className="grid gap-4">
      <ErrorSummary
        title={site('summary', { count: 1 })}
        errors={message === null ? [] : [{ fieldId: 'reference', message }]}
      />
      <input type="hidden" name="locale" value={useLocale()} />
      <TextField
        id="reference"
        name="reference"
        label={words('reference')}
        hint={words('referenceHint')}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        maxLength={20}
        className="figures uppercase"
        defaultValue={state.typed.reference}
        required
      />
      <TextField
        id="name"
        name="name"
        label={words('name')}
        hint={words('nameHint')}
        autoComplete="name"
        maxLength={80}
        defaultValue={state.typed.name}
        required
      />
      <SubmitButton className="mt-2 min-h-12">{words('submit')}</SubmitButton>
    </form>
  );
}
