'use client';

import type { RefusalCode } from '@interlock/domain/refusals';
import { useTranslations } from 'next-intl';
import { type ReactNode, useActionState, useEffect, useRef, useState } from 'react';
import { SubmitButton } from '../ui/submit-button.tsx';
import { holdChosenSeats, type HoldState } from './hold-actions.ts';

interface HoldFormProps {
  /** A key of the server's making, for a browser without scripts. */
  firstKey: string;
  fields: { name: string; value: string }[];
  minutes: number;
  total: string;
  /** Ways on for the refusals that have one. */
  soldOut: ReactNode;
  unpaid: ReactNode;
}

/** Refusals after which the very same request may still be answered: the key stays. */
const sameKeyCodes: RefusalCode[] = ['busy', 'process-unavailable', 'central-unavailable', 'shard-unavailable'];
const keyStore = 'hold key ';

/** The one button that starts the hold. A reload or a second click repeats the same request, never a second one. */
export function HoldForm({ firstKey, fields, minutes, total, soldOut, unpaid }: HoldFormProps) {
  const words = useTranslations('book');
  const refusals = useTranslations('refusal');
  const [state, hold] = useActionState<HoldState, FormData>(holdChosenSeats, { kind: 'idle' });
  const key = useHoldKey({ firstKey, fields, state });
  const alert = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (state.kind === 'refused') alert.current?.focus();
  }, [state]);
  return (
    <form action={hold} className="grid gap-4">
      {state.kind === 'refused' ? (
        <div
          ref={alert}
          role="alert"
          tabIndex={-1}
          className="grid gap-2 rounded-card border-l-4 border-stop bg-stop-wash p-4"
        >
          {state.code === 'sold-out' ? (
            soldOut
          ) : (
            <p className="font-semibold">{refusals(state.code)}</p>
          )}
          {state.code === 'unpaid-booking-exists' ? unpaid : null}
        </div>
      ) : null}
      {fields.map((field) => (
        <input key={`${field.name} ${field.value}`} type="hidden" name={field.name} value={field.value} />
      ))}
      <input type="hidden" name="key" value={key} />
      <p className="max-w-[68ch] text-15 text-muted">{words('review.conditions', { minutes })}</p>
      <div className="sticky bottom-0 -mx-4 flex items-center justify-between gap-4 border-t border-hairline bg-page px-4 py-3 md:mx-0 md:px-0">
        <p className="md:hidden">
          <span className="block text-13 text-muted">{words('review.total')}</span>
          <span className="figures text-20 font-semibold">{total}</span>
        </p>
        <SubmitButton className="min-h-12 px-6">{words('review.submit', { minutes })}</SubmitButton>
      </div>
    </form>
  );
}

interface HoldKeyInput extends Pick<HoldFormProps, 'firstKey' | 'fields'> {
  state: HoldState;
}

/** One key per choice and attempt, kept while this browser tab lives. */
function useHoldKey({ firstKey, fields, state }: HoldKeyInput): string {
  const [key, setKey] = useState(firstKey);
  const slot = keyStore + fields.map((field) => `${field.name}=${field.value}`).join('&');
  const isSpent = state.kind === 'refused' && !sameKeyCodes.includes(state.code);
  const turn = state.kind === 'refused' ? state.turn : 0;
  useEffect(() => {
    const kept = isSpent ? null : sessionStorage.getItem(slot);
    const next = kept ?? crypto.randomUUID();
    sessionStorage.setItem(slot, next);
    setKey(next);
  }, [slot, isSpent, turn]);
  return key;
}

/** Once a booking is seen, its choice may be held again under a new key. */
export function ForgetHoldKeys() {
  useEffect(() => {
    for (const name of Object.keys(sessionStorage)) {
      if (name.startsWith(keyStore)) sessionStorage.removeItem(name);
    }
  }, []);
  return null;
}
