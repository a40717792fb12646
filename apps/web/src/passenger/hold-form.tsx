'use client';

import type { RefusalCode } from '@interlock/domain/refusals';
import { useTranslations } from 'next-intl';
import { type ReactNode, useActionState, useEffect, useRef } from 'react';
import { actionBar } from '../ui/action-bar.ts';
import { buttonStyle } from '../ui/button-style.ts';
import { SubmitButton } from '../ui/submit-button.tsx';
import { holdChosenSeats, type HoldState } from './hold-actions.ts';
import { SignInAgain } from './sign-in-again.tsx';
import { usePlaceText } from './use-place-text.ts';

interface HoldFormProps {
  /** All that has been answered; within the form, so that the button stays in view beside it. */
  answers: ReactNode;
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
const sameKeyCodes: RefusalCode[] = [
  'busy',
  'process-unavailable',
  'central-unavailable',
  'shard-unavailable',
];
const keyStore = 'hold key ';

/** The one button that starts the hold. A reload or a second click repeats the same request, never a second one. */
export function HoldForm(props: HoldFormProps) {
  const { answers, firstKey, fields, minutes, total, soldOut, unpaid } = props;
  const words = useTranslations('book');
  const refusals = useTranslations('refusal');
  const [state, hold] = useActionState<HoldState, FormData>(holdChosenSeats, { kind: 'idle' });
  const keyField = useRef<HTMLInputElement>(null);
  const isSpent = state.kind === 'refused' && !sameKeyCodes.includes(state.code);
  const alert = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (state.kind === 'refused') alert.current?.focus();
  }, [state]);
  return (
    <form
      action={hold}
      onSubmit={() => {
        if (keyField.current)
          keyField.current.value = keyOfRequest(fields, isSpent ? 'new' : 'kept');
      }}
      className="flex flex-col gap-4"
    >
      {answers}
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
          <SignInAgain code={state.code} />
          {'other' in state ? (
            <a href={state.other} className={buttonStyle('quiet', 'justify-self-start')}>
              {words('toOther')}
            </a>
          ) : null}
          {'ways' in state ? <TakenWays state={state} /> : null}
          {state.code === 'unpaid-booking-exists' ? unpaid : null}
        </div>
      ) : null}
      {fields.map((field) => (
        <input
          key={`${field.name} ${field.value}`}
          type="hidden"
          name={field.name}
          value={field.value}
        />
      ))}
      <input ref={keyField} type="hidden" name="key" defaultValue={firstKey} />
      <p className="max-w-[68ch] text-15 text-muted max-sm:text-13">
        {words('review.conditions', { minutes })}
      </p>
      <div className={actionBar}>
        <p className="lg:hidden">
          <span className="block text-13 text-muted">{words('review.total')}</span>
          <span className="figures text-17 font-semibold whitespace-nowrap">{total}</span>
        </p>
        <SubmitButton className="min-h-12 text-balance md:px-6">
          {words('review.submit', { minutes })}
        </SubmitButton>
      </div>
    </form>
  );
}

/** Which seats are gone and the two ways on; the choice itself stays. */
function TakenWays({ state }: { state: Extract<HoldState, { ways: object }> }) {
  const words = useTranslations('book.review');
  const sayPlace = usePlaceText();
  const list = (codes: string[]) => codes.map(sayPlace).join(', ');
  return (
    <>
      {state.lost.length > 0 ? <p>{words('seatsGone', { places: list(state.lost) })}</p> : null}
      <p className="flex flex-wrap gap-3">
        {state.ways.nearest === null ? null : (
          <a href={state.ways.nearest} className={buttonStyle('quiet')}>
            {words('takeNearest', { places: list(state.nearest) })}
          </a>
        )}
        <a href={state.ways.plan} className={buttonStyle('quiet')}>
          {words('toPlan')}
        </a>
      </p>
    </>
  );
}

/** One key per choice, kept while this browser tab lives; a refusal for good ends it. */
function keyOfRequest(fields: HoldFormProps['fields'], which: 'new' | 'kept'): string {
  const slot = keyStore + fields.map((field) => `${field.name}=${field.value}`).join('&');
  const kept = which === 'kept' ? sessionStorage.getItem(slot) : null;
  const key = kept ?? crypto.randomUUID();
  sessionStorage.setItem(slot, key);
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
