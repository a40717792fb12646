'use client';

import { startRegistration } from '@simplewebauthn/browser';
import { useLocale, useTranslations } from 'next-intl';
import { useActionState } from 'react';
import { usePasskeys } from '../auth/use-passkeys.ts';
import { TextField } from '../ui/field.tsx';
import { keepTyped } from '../ui/keep-typed.ts';
import { SubmitButton } from '../ui/submit-button.tsx';
import { addPasskey, offerPasskey, type PasskeyState } from './passkey-actions.ts';
import { SignInAgain, usePasskeyMessage } from './passkey-message.tsx';

type AddState = PasskeyState & { device?: 'known' | 'given-up' };

const start: AddState = { id: '', why: null };

interface AddPasskeyProps {
  /** This page where passkeys work. */
  site: string;
  /** What this browser calls itself, as a first name for its passkey. */
  device: string;
  nameMax: number;
  passkeysMax: number;
}

/** Has the device make a passkey and keeps it under a name. */
export function AddPasskey({ site, device, nameMax, passkeysMax }: AddPasskeyProps) {
  const words = useTranslations('account.passkeys');
  const passkeys = usePasskeys(new URL(site).host);
  const [state, send] = useActionState(add, start);
  const refusal = usePasskeyMessage(state, passkeysMax);
  const said =
    state.device === undefined ? refusal : words(state.device === 'known' ? 'known' : 'given');
  const locale = useLocale();
  if (passkeys === null) return null;
  if (passkeys !== 'here') {
    return <p className="text-muted">{words(passkeys, { url: site })}</p>;
  }
  return (
    <form action={send} onReset={keepTyped} noValidate className="grid max-w-[440px] gap-4">
      <input type="hidden" name="locale" value={locale} />
      <TextField
        id="passkey-name"
        name="name"
        label={words('name')}
        hint={words('nameHint')}
        error={state.why === 'name-missing' ? (said ?? undefined) : undefined}
        autoComplete="off"
        maxLength={nameMax}
        defaultValue={device}
        required
      />
      {said !== null && state.why !== 'name-missing' ? (
        <p role="alert" className="font-semibold text-stop">
          {said}
        </p>
      ) : null}
      <SignInAgain state={state} />
      <SubmitButton variant="quiet" className="justify-self-start">
        {words('add')}
      </SubmitButton>
    </form>
  );
}

async function add(before: AddState, form: FormData): Promise<AddState> {
  const offer = await offerPasskey(form);
  if (offer.kind === 'refused') return { ...start, ...offer };
  const answer = await startRegistration({ optionsJSON: offer.options }).catch((error: unknown) =>
    error instanceof Error && error.name === 'InvalidStateError' ? 'known' : 'given-up',
  );
  if (answer === 'known' || answer === 'given-up') return { ...start, device: answer };
  form.set('response', JSON.stringify(answer));
  return addPasskey(before, form);
}
