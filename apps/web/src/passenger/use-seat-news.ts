'use client';

import { useEffect, useEffectEvent, useState } from 'react';

export interface SeatNews {
  asOf: number;
  taken: string[];
}

const everyMs = 3_000;
const slowestMs = 20_000;

/** Asks which seats are taken while the page is looked at, slower each time nothing moves. True while no answer comes. */
export function useSeatNews(address: string, tell: (news: SeatNews) => boolean): boolean {
  const [isPaused, setIsPaused] = useState(false);
  const onNews = useEffectEvent(tell);
  useEffect(() => {
    let waitMs = everyMs;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isGone = false;

    async function ask(): Promise<void> {
      if (!document.hidden) {
        const news = await newsFrom(address);
        if (isGone) return;
        setIsPaused(news === null);
        waitMs = news !== null && onNews(news) ? everyMs : Math.min(waitMs * 1.2, slowestMs);
      }
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
  }, [address]);
  return isPaused;
}

async function newsFrom(address: string): Promise<SeatNews | null> {
  try {
    const answer = await fetch(address, { cache: 'no-store' });
    return answer.ok ? ((await answer.json()) as SeatNews) : null;
  } catch {
    // No network for the moment: the next turn asks again.
    return null;
  }
}
