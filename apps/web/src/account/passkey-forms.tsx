'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useActionState } from 'react';
import { TextField } from '../ui/field.tsx';
import { FoldIcon } from '../ui/fold.tsx';
import { keepTyped } from '../ui/keep-typed.ts';
import { SubmitButton } from '../ui/submit-button.tsx';
import { type PasskeyState, removePasskey, renamePasskey } from './passkey-actions.ts';
import { usePasskeyMessage } from './passkey-message.tsx';

interface PasskeyFormsProps {
  id: string;
  name: string;
  nameMax: number;
}

/** Renames one passkey, or removes it. */
export function PasskeyForms({ id, name, nameMax }: PasskeyFormsProps) {
  const words = useTranslations('account.passkeys');
  const start: PasskeyState = { id, why: null };
  const [renaming, rename] = useActionState(renamePasskey, start);
  const [removing, remove] = useActionState(removePasskey, start);
  const refused = usePasskeyMessage(renaming, 0);
  const notRemoved = usePasskeyMessage(removing, 0);
  const fixed = (
    <>
      <input type="hidden" name="locale" value={useLocale()} />
      <input type="hidden" name="id" value={id} />
    </>
  );
  return (
    <details className="group basis-full">
      <summary className="inline-flex min-h-8 items-center gap-1.5 text-15 font-semibold text-brand">
        {words('edit')}
        <FoldIcon />
      </summary>
      <div className="mt-2 flex flex-wrap items-end gap-4">
        <form
          action={rename}
          onReset={keepTyped}
          noValidate
          className="flex min-w-0 flex-wrap items-end gap-3"
        >
          {fixed}
          <TextField
            id={`name-of-${id}`}
            name="name"
            label={words('name')}
            error={refused ?? undefined}
            autoComplete="off"
            maxLength={nameMax}
            defaultValue={name}
            required
          />
          <SubmitButton variant="quiet">{words('rename')}</SubmitButton>
        </form>
        <form action={remove} className="grid gap-2">
          {fixed}
          {notRemoved === null ? null : (
            <p role="alert" className="font-semibold text-stop">
              {notRemoved}
            </p>
          )}
          <SubmitButton variant="danger">{words('remove')}</SubmitButton>
        </form>
      </div>
    </details>
  );
}
