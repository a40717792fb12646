'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { ClockIcon, HurryIcon } from './icons.tsx';

interface CountdownProps {
  /** Milliseconds that were left when the server answered. The browser's own clock is never asked for the time. */
  leftMs: number;
  /** Changes with every fresh answer of the server, so that the count starts again from it. */
  answeredAt: number;
  label: string;
  onTwoMinutes?: () => void;
  onOver?: () => void;
}

const announcedMinutes = [10, 5, 2, 1];
const lowMs = 5 * 60_000;

/** Time left until the server's deadline, as minutes and seconds; announced at 10, 5, 2 and 1 minutes only. */
export function Countdown({ leftMs, answeredAt, label, onTwoMinutes, onOver }: CountdownProps) {
  const left = useTimeLeft(leftMs, answeredAt);
  const words = useTranslations('booking');
  const minutes = Math.ceil(left / 60_000);
  const isLow = left < lowMs;
  const isOver = left <= 0;
  const nearEnd = left <= 2 * 60_000 && !isOver;
  const announcement = isOver
    ? words('countdown.over')
    : announcedMinutes.includes(minutes) || minutes * 60_000 >= leftMs
      ? words('countdown.minutes', { minutes })
      : '';
  useEffect(() => {
    if (nearEnd) onTwoMinutes?.();
  }, [nearEnd, onTwoMinutes]);
  useEffect(() => {
    if (isOver) onOver?.();
  }, [isOver, onOver]);
  return (
    <div
      className={`flex items-center gap-3 rounded-card px-4 py-3 ${isLow ? 'bg-caution-wash text-caution' : 'bg-sunken text-ink'}`}
    >
      {isLow ? <HurryIcon /> : <ClockIcon />}
      <span className="text-15">
        {label}
        {isLow && !isOver ? (
          <span className="font-semibold"> · {words('countdown.low')}</span>
        ) : null}
      </span>
      <span role="timer" aria-live="off" className="figures ml-auto text-26 font-semibold">
        {clockText(left)}
      </span>
      <output className="sr-only">{announcement}</output>
    </div>
  );
}

function clockText(left: number): string {
  const seconds = Math.max(0, Math.ceil(left / 1_000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** Counts with the steady clock from the moment the answer arrived. */
function useTimeLeft(leftMs: number, answeredAt: number): number {
  const [left, setLeft] = useState(leftMs);
  useEffect(() => {
    const start = performance.now();
    const tick = (): void => setLeft(leftMs - (performance.now() - start));
    tick();
    const timer = setInterval(tick, 500);
    return () => clearInterval(timer);
  }, [leftMs, answeredAt]);
  return left;
}
