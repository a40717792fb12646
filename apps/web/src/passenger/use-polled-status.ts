'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { dataPaths } from '../paths.ts';

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
    let waitMs = everyMs;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isGone = false;

    async function ask(): Promise<void> {
      if (!document.hidden && (await hasMoved(reference, shownText))) router.refresh();
      if (isGone) return;
      waitMs = Math.min(waitMs * 1.2, slowestMs);
      timer = setTimeout(() => void ask(), waitMs);
    }

    function onVisible(): void {
      if (document.hidden) return;
      clearTimeout(timer);
      waitMs = everyMs;
      void ask();
    }

    timer = setTimeout(() => void ask(), waitMs);
    document.addEventListener('visibilitychange', onVisible);
    return () => {
      isGone = true;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', onVisible);
    };
  }, [reference, shownText, everyMs, router]);
}

async function hasMoved(reference: string, shownText: string): Promise<boolean> {
  try {
    const answer = await fetch(dataPaths.bookingStatus(reference), { cache: 'no-store' });
    if (!answer.ok) return false;
    const now = (await answer.json()) as Record<string, unknown>;
    const shown = JSON.parse(shownText) as Record<string, unknown>;
    return Object.entries(shown).some(([name, value]) => now[name] !== value);
  } catch {
    // No network for the moment: the next turn asks again.
    return false;
  }
}
