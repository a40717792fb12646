'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useCallback, useEffect, useRef, useState } from 'react';
import { canKeep, startWorker } from '../offline/ticket-copies.ts';
import { dataPaths } from '../paths.ts';
import { buttonStyle } from '../ui/button-style.ts';
import { Field, inputStyle } from '../ui/field.tsx';
import { checkCode, knownKeys } from './check-here.ts';
import { noteChecked } from './checked-before.ts';
import { type CameraState, useCamera } from './use-camera.ts';
import { type GateResult, type StationNames, VerdictCard } from './verdict-card.tsx';

/** Scans or takes codes one after the other and says of each whether it opens the gate. */
export function GateDesk({ zone }: { zone: string }) {
  const t = useTranslations('gate');
  const [result, setResult] = useState<GateResult | 'asking' | null>(null);
  const names = useStationNames();
  const isReady = useWorker();
  const newest = useRef(0);
  const check = useCallback(
    async (text: string) => {
      newest.current += 1;
      const mine = newest.current;
      setResult('asking');
      const answer = await checkCode(text, zone);
      // An answer that comes after the next code was scanned is nobody's any more.
      if (mine !== newest.current) return;
      const atMs = Date.now();
      const isThrough = answer.verdict === 'valid' && answer.facts !== null;
      const beforeMs = isThrough ? noteChecked(answer.facts.t, atMs) : null;
      setResult({ ...answer, atMs, beforeMs });
    },
    [zone],
  );
  const onCode = useCallback((text: string) => void check(text), [check]);
  return (
    <div className="grid gap-8 lg:grid-cols-2">
      <div className="grid content-start gap-6">
        <CameraBox onCode={onCode} />
        <PasteBox onCode={onCode} />
      </div>
      <section aria-labelledby="gate-result" className="grid content-start gap-3">
        <h2 id="gate-result" className="text-20">
          {t('result')}
        </h2>
        <div aria-live="assertive" className="min-h-40">
          {result === null ? <p className="text-muted">{t('waiting')}</p> : null}
          {result === 'asking' ? <p className="text-17 text-muted">{t('asking')}</p> : null}
          {result === null || result === 'asking' ? null : (
            <VerdictCard result={result} names={names} zone={zone} />
          )}
        </div>
        <p aria-live="polite" className="text-13 text-muted">
          {isReady ? t('ready') : null}
        </p>
      </section>
    </div>
  );
}

function CameraBox({ onCode }: { onCode: (text: string) => void }) {
  const t = useTranslations('gate.camera');
  const { video, state, start, stop } = useCamera(onCode);
  const isOn = state === 'on' || state === 'starting';
  return (
    <section aria-labelledby="gate-camera" className="grid content-start gap-3">
      <h2 id="gate-camera" className="text-20">
        {t('title')}
      </h2>
      {isOn ? (
        <>
          <video
            ref={video}
            aria-label={t('view')}
            muted
            playsInline
            className="aspect-[4/3] w-full rounded-card bg-black object-cover"
          />
          <p className="text-15 text-muted">{t('aim')}</p>
        </>
      ) : null}
      <CameraTrouble state={state} />
      <div>
        <button
          type="button"
          className={buttonStyle(isOn ? 'quiet' : 'filled', 'min-h-12 px-6')}
          onClick={() => (isOn ? stop() : void start())}
        >
          {t(isOn ? 'stop' : 'start')}
        </button>
      </div>
    </section>
  );
}

function CameraTrouble({ state }: { state: CameraState }) {
  const t = useTranslations('gate.camera');
  return (
    <p role="alert" className="font-semibold text-stop empty:hidden">
      {state === 'denied' || state === 'missing' ? t(state) : null}
    </p>
  );
}

function PasteBox({ onCode }: { onCode: (text: string) => void }) {
  const t = useTranslations('gate.paste');
  const [error, setError] = useState<string | undefined>(undefined);
  const box = useRef<HTMLTextAreaElement>(null);
  function send(event: FormEvent): void {
    event.preventDefault();
    const text = box.current?.value.trim() ?? '';
    setError(text === '' ? t('empty') : undefined);
    if (text === '') box.current?.focus();
    else onCode(text);
  }
  return (
    <form onSubmit={send} noValidate data-offline className="grid content-start gap-3">
      <Field field={{ id: 'code', label: t('label'), hint: t('hint'), error }}>
        <textarea
          id="code"
          ref={box}
          rows={3}
          maxLength={4_000}
          spellCheck={false}
          autoComplete="off"
          aria-describedby={error ? 'code-hint code-error' : 'code-hint'}
          aria-invalid={error ? true : undefined}
          className={`${inputStyle} h-auto py-2 text-15 break-all`}
        />
      </Field>
      <div>
        <button type="submit" className={buttonStyle('quiet', 'min-h-12 px-6')}>
          {t('submit')}
        </button>
      </div>
    </form>
  );
}

/** Names for the telecodes; asking for them and for the keys also leaves both with the page's worker. */
function useStationNames(): StationNames {
  const [names, setNames] = useState<StationNames>({});
  useEffect(() => {
    void knownKeys();
    fetch(dataPaths.stationNames())
      .then((answer) => answer.json() as Promise<{ names: StationNames }>)
      .then((read) => setNames(read.names))
      // Without names the telecodes are shown.
      .catch(() => undefined);
  }, []);
  return names;
}

/** Leaves this page and all it needs with the worker, so that the next tickets can be checked without a network. */
function useWorker(): boolean {
  const [isReady, setIsReady] = useState(false);
  useEffect(() => {
    if (!canKeep()) return;
    import('jsqr')
      .then(() => startWorker(location.pathname))
      .then(() => setIsReady(true))
      // Without a worker the page checks as long as it stays open.
      .catch(() => undefined);
  }, []);
  return isReady;
}
