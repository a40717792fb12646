'use client';

import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { usePolledStatus } from './use-polled-status.ts';

interface WaitForChangeProps {
  reference: string;
  phase: string;
  money: string;
  /** Shown when the wait is longer than usual. */
  slow?: { afterMs: number; content: ReactNode };
}

/** Keeps a waiting page up to date by itself. */
export function WaitForChange({ reference, phase, money, slow }: WaitForChangeProps) {
  usePolledStatus({ reference, shown: { phase, money }, everyMs: 1_500 });
  const [isSlow, setIsSlow] = useState(false);
  const afterMs = slow?.afterMs;
  useEffect(() => {
    if (afterMs === undefined) return undefined;
    const timer = setTimeout(() => setIsSlow(true), afterMs);
    return () => clearTimeout(timer);
  }, [afterMs]);
  return <div aria-live="polite">{isSlow ? slow?.content : null}</div>;
}
