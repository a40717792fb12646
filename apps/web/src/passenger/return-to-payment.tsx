'use client';

import { useTranslations } from 'next-intl';
import { useActionState } from 'react';
import { SubmitButton } from '../ui/submit-button.tsx';
import { pay } from './booking-actions.ts';
import { SignInAgain } from './sign-in-again.tsx';

/** The way back to a payment page that waits for its customer; never a second payment. */
export function ReturnToPayment({ reference }: { reference: string }) {
  const words = useTranslations('booking.paying');
  const refusals = useTranslations('refusal');
  const [state, send] = useActionState(pay, { kind: 'idle' });
  return (
    <form action={send} className="grid justify-items-start gap-2">
      <p className="max-w-[68ch] text-15 text-muted">{words('stillOpen')}</p>
      {state.kind === 'refused' ? (
        <p role="alert" className="font-semibold text-stop">
          {refusals(state.code)} <SignInAgain code={state.code} />
        </p>
      ) : null}
      <input type="hidden" name="reference" value={reference} />
      <SubmitButton variant="quiet">{words('back')}</SubmitButton>
    </form>
  );
}
