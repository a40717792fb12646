'use client';

import { type TicketType, ticketTypes } from '@interlock/domain/passengers/booked-passenger';
import {
  type DocumentType,
  documentTypes,
  parseDocument,
} from '@interlock/domain/passengers/documents';
import { parseServiceDate } from '@interlock/domain/time';
import type { TravellerView } from '@interlock/use-cases/travellers/traveller-view';
import { useTranslations } from 'next-intl';
import { type FocusEvent, useActionState, useRef, useState } from 'react';
import { SelectField, TextField } from '../ui/field.tsx';
import { FoldIcon } from '../ui/fold.tsx';
import { keepTyped } from '../ui/keep-typed.ts';
import { SubmitButton } from '../ui/submit-button.tsx';
import { shortMask } from './masked-name.ts';
import { SignInAgain } from './sign-in-again.tsx';
import { type AddTravellerState, saveTraveller } from './traveller-actions.ts';

interface AddTravellerProps {
  today: string;
  isOpen: boolean;
  onAdded: (traveller: TravellerView) => void;
}

/** A new passenger without leaving the page; the number is checked on leaving its field, never while typing. */
export function AddTraveller({ today, isOpen, onAdded }: AddTravellerProps) {
  const words = useTranslations('book');
  const site = useTranslations('site');
  const [type, setType] = useState<DocumentType>('resident-id');
  const [kind, setKind] = useState<TicketType>('adult');
  const [typed, setTyped] = useState({ name: '', document: '' });
  const [left, setLeft] = useState({ name: false, document: false });
  const isTabbing = useRef(false);
  // Closing by itself after the first save would hide the answer and take the focus away.
  const [isOpenAtFirst] = useState(isOpen);
  const [state, save] = useActionState<AddTravellerState, FormData>(
    async (before, form) => {
      const answer = await saveTraveller(before, form);
      if (answer.kind === 'added') {
        onAdded(answer.traveller);
        setTyped({ name: '', document: '' });
        setLeft({ name: false, document: false });
        setKind('adult');
      }
      return answer;
    },
    { kind: 'idle' },
  );
  const errors = useErrors({ state, typed, left, type, today });

  return (
    <details
      open={isOpenAtFirst}
      className="group rounded-card border border-hairline bg-card px-4"
    >
      <summary className="flex min-h-12 items-center justify-between text-15 font-semibold text-brand">
        {words('passengers.add')}
        <FoldIcon />
      </summary>
      <form
        action={save}
        onReset={keepTyped}
        onKeyDownCapture={({ key }) => {
          isTabbing.current = key === 'Tab';
        }}
        onPointerDownCapture={() => {
          isTabbing.current = false;
        }}
        className="grid gap-4 pt-1 pb-5 has-aria-invalid:items-end md:grid-cols-2"
      >
        <TextField
          id="name"
          name="name"
          label={words('add.name')}
          hint={words('add.nameHint')}
          error={errors.name}
          autoComplete="name"
          maxLength={60}
          value={typed.name}
          onChange={(event) => setTyped({ ...typed, name: event.target.value })}
          onBlur={(event) => {
            if (isTabbing.current || !isToButton(event))
              setLeft({ ...left, name: typed.name !== '' });
          }}
        />
        <SelectField
          id="kind"
          name="kind"
          label={words('add.kind')}
          value={kind}
          onChange={(event) =>
            setKind(ticketTypes.find((one) => one === event.target.value) ?? 'adult')
          }
        >
          {ticketTypes.map((one) => (
            <option key={one} value={one}>
              {site(`ticketType.${one}`)}
            </option>
          ))}
        </SelectField>
        <SelectField
          id="documentType"
          name="documentType"
          label={words('add.documentType')}
          value={type}
          onChange={(event) =>
            setType(documentTypes.find((one) => one === event.target.value) ?? 'resident-id')
          }
        >
          <option value="resident-id">{words('add.residentId')}</option>
          <option value="passport">{words('add.passport')}</option>
        </SelectField>
        <TextField
          id="document"
          name="document"
          label={words('add.number')}
          hint={words(type === 'passport' ? 'add.numberHintPassport' : 'add.numberHintId')}
          error={errors.document}
          autoComplete="off"
          spellCheck={false}
          maxLength={40}
          className="figures"
          value={typed.document}
          onChange={(event) => setTyped({ ...typed, document: event.target.value })}
          onBlur={(event) => {
            if (isTabbing.current || !isToButton(event))
              setLeft({ ...left, document: typed.document !== '' });
          }}
        />
        <p className="text-13 text-muted md:col-span-2">{words('add.privacy')}</p>
        <div className="flex flex-wrap items-center gap-4 md:col-span-2">
          <SubmitButton variant="quiet">{words('add.submit')}</SubmitButton>
          <output className="font-semibold text-go">
            {state.kind === 'added'
              ? words('add.saved', { name: shortMask(state.traveller.nameMasked) })
              : ''}
          </output>
          {errors.form ? (
            <p role="alert" className="font-semibold text-stop">
              {errors.form} {state.kind === 'refused' ? <SignInAgain code={state.code} /> : null}
            </p>
          ) : null}
        </div>
      </form>
    </details>
  );
}

/** On the way to press a button nothing is said: a message that comes or goes would move it from under the finger. */
function isToButton(event: FocusEvent<HTMLInputElement>): boolean {
  return event.relatedTarget instanceof HTMLButtonElement;
}

interface ErrorInput {
  state: AddTravellerState;
  typed: { name: string; document: string };
  left: { name: boolean; document: boolean };
  type: DocumentType;
  today: string;
}

/** What is said at which field: the server's refusal, or what leaving the field has shown. */
function useErrors({ state, typed, left, type, today }: ErrorInput) {
  const words = useTranslations('book');
  const refusals = useTranslations('refusal');
  const errors: { name?: string; document?: string; form?: string } = {};
  if (state.kind === 'refused') {
    const message = refusals(state.code);
    if (state.field === 'name')
      errors.name = typed.name.trim() === '' ? words('add.nameMissing') : message;
    else if (state.field === 'document') errors.document = message;
    else errors.form = message;
  }
  if (left.document) {
    const parsed = parseDocument(type, typed.document, parseServiceDate(today) ?? undefined);
    if (parsed.ok) delete errors.document;
    else errors.document = words(documentProblem(type, typed.document));
  }
  return errors;
}

function documentProblem(type: DocumentType, text: string) {
  if (type === 'passport') return 'add.badPassport' as const;
  return text.normalize('NFKC').trim().length === 18
    ? ('add.badCheckDigit' as const)
    : ('add.badLength' as const);
}
