'use client';

import { useEffect, useEffectEvent, useState } from 'react';
import { answerWithinMs, awayFor, type Look, pollWhileSeen } from './polling.ts';

export interface SeatNews {
  asOf: number;
  taken: string[];
}

const pace = { everyMs: 3_000, slowestMs: 20_000 };

/** Asks which seats are taken while the page is looked at, slower each time nothing moves. True while no answer comes. */
export function useSeatNews(address: string, tell: (news: SeatNews) => boolean): boolean {
  const [isPaused, setIsPaused] = useState(false);
  const onNews = useEffectEvent(tell);
  useEffect(() => {
    let isGone = false;

    async function look(): Promise<Look> {
      const news = await newsFrom(address);
      if (isGone) return 'same';
      const isNews = 'taken' in news;
      setIsPaused(!isNews);
      if (!isNews) return news;
      return onNews(news) ? 'moved' : 'same';
    }

    const stop = pollWhileSeen(look, pace, document);
    return () => {
      isGone = true;
      stop();
    };
  }, [address]);
  return isPaused;
}

async function newsFrom(address: string): Promise<SeatNews | { awayMs: number }> {
  try {
    const answer = await fetch(address, {
      cache: 'no-store',
      signal: AbortSignal.timeout(answerWithinMs),
    });
    return answer.ok ? ((await answer.json()) as SeatNews) : awayFor(answer);
  } catch {
    // No network for the moment, or no answer in time: the next turn asks again.
    return { awayMs: 0 };
  }
}
