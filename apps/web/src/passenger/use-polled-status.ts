'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { dataPaths } from '../paths.ts';
import { answerWithinMs, awayFor, type Look, pollWhileSeen } from './polling.ts';

/** What a page shows of a booking's standing; only what is named here is compared. */
export interface ShownStatus {
  phase: string;
  money?: string;
  declined?: boolean;
  payBy?: number | null;
}

interface PolledStatus {
  reference: string;
  /** Another answer reads the page again. */
  shown: ShownStatus;
  everyMs: number;
}

const slowestMs = 30_000;

/** Asks where the booking stands while the page is looked at, slower each time, and shows the new page when it moved. */
export function usePolledStatus({ reference, shown, everyMs }: PolledStatus): void {
  const router = useRouter();
  const shownText = JSON.stringify(shown);
  useEffect(() => {
    let isGone = false;

    async function look(): Promise<Look> {
      const found = await lookAt(reference, shownText);
      if (found !== 'moved') return found;
      if (!isGone) router.refresh();
      // The page that comes starts anew; until it is there, this one goes on as before.
      return 'same';
    }

    const stop = pollWhileSeen(look, { everyMs, slowestMs }, document);
    return () => {
      isGone = true;
      stop();
    };
  }, [reference, shownText, everyMs, router]);
}

async function lookAt(reference: string, shownText: string): Promise<Look> {
  try {
    const answer = await fetch(dataPaths.bookingStatus(reference), {
      cache: 'no-store',
      signal: AbortSignal.timeout(answerWithinMs),
    });
    if (!answer.ok) return awayFor(answer);
    const now = (await answer.json()) as Record<string, unknown>;
    const shown = JSON.parse(shownText) as Record<string, unknown>;
    const hasMoved = Object.entries(shown).some(([name, value]) => now[name] !== value);
    return hasMoved ? 'moved' : 'same';
  } catch {
    // No network for the moment, or no answer in time: the next turn asks again.
    return { awayMs: 0 };
  }
}
