'use client';

import { useTranslations } from 'next-intl';
import { useActionState, useState } from 'react';
import { buttonStyle } from '../ui/button-style.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { TextField } from '../ui/field.tsx';
import { keepTyped } from '../ui/keep-typed.ts';
import { SubmitButton } from '../ui/submit-button.tsx';
import { actOnCase, type CaseActState } from './case-act.ts';

interface CaseActionFormProps {
  action: 'release' | 'extend';
  reference: string;
  text: string;
  effect: string;
  whyNot: string | null;
}

/** One act on a booking: says its effect, asks for a reason, then does it. */
export function CaseActionForm({ action, reference, text, effect, whyNot }: CaseActionFormProps) {
  const words = useTranslations('console.action');
  const refusals = useTranslations('refusal');
  const site = useTranslations('site.actions');
  const [isOpen, setIsOpen] = useState(false);
  const [state, act] = useActionState<CaseActState, FormData>(
    async (before, form) => {
      const answer = await actOnCase(before, form);
      if (answer.kind === 'done') setIsOpen(false);
      return answer;
    },
    { kind: 'idle' },
  );
  const done = action === 'release' ? words('released') : words('extended');
  if (whyNot !== null) {
    return (
      <div>
        <button
          type="button"
          disabled
          aria-describedby={`why-${action}`}
          className={buttonStyle('quiet', 'w-full')}
        >
          {text}
        </button>
        {state.kind === 'done' ? (
          <output className="mt-1 block text-15 font-semibold text-go">{done}</output>
        ) : null}
        <p id={`why-${action}`} className="mt-1 text-13 text-muted">
          {whyNot}
        </p>
      </div>
    );
  }
  return (
    <ConfirmDialog
      trigger={{ text, variant: action === 'release' ? 'danger' : 'quiet', className: 'w-full' }}
      isOpen={isOpen}
      onOpenChange={setIsOpen}
      title={text}
      effect={effect}
      keep={site('cancel')}
      firstFocus="form"
    >
      <form action={act} onReset={keepTyped} className="contents">
        <input type="hidden" name="action" value={action} />
        <input type="hidden" name="reference" value={reference} />
        <div className="w-full">
          <TextField
            id={`reason-${action}`}
            name="reason"
            label={words('reason')}
            hint={words('reasonHint')}
            error={state.kind === 'refused' ? refusals(state.code) : undefined}
            maxLength={500}
            autoComplete="off"
          />
        </div>
        <SubmitButton variant={action === 'release' ? 'danger' : 'filled'}>{text}</SubmitButton>
      </form>
    </ConfirmDialog>
  );
}
