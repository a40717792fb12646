'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { dataPaths } from '../paths.ts';

interface PolledStatus {
  reference: string;
  /** What the page shows; another answer reads the page again. */
  phase: string;
  money?: string;
  everyMs: number;
}

const slowestMs = 30_000;

/** Asks where the booking stands while the page is looked at, slower each time, and shows the new page when it moved. */
export function usePolledStatus({ reference, phase, money, everyMs }: PolledStatus): void {
  const router = useRouter();
  useEffect(() => {
    let waitMs = everyMs;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isGone = false;

    async function ask(): Promise<void> {
      if (!document.hidden && (await hasMoved(reference, { phase, money }))) router.refresh();
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
  }, [reference, phase, money, everyMs, router]);
}

async function hasMoved(
  reference: string,
  shown: { phase: string; money: string | undefined },
): Promise<boolean> {
  try {
    const answer = await fetch(dataPaths.bookingStatus(reference), { cache: 'no-store' });
    if (!answer.ok) return false;
    const now = (await answer.json()) as { phase: string; money: string };
    return now.phase !== shown.phase || (shown.money !== undefined && now.money !== shown.money);
  } catch {
    // No network for the moment: the next turn asks again.
    return false;
  }
}
