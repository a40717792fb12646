/** What one look found: something moved, nothing did, or nobody could tell and asks to be left alone for so long. */
export type Look = 'moved' | 'same' | { awayMs: number };

/** How often to look: so often after something moved, ever more seldom up to the slowest while nothing does. */
export interface Pace {
  everyMs: number;
  slowestMs: number;
}

/** As much of a document as tells whether anybody looks at it. */
type Watched = Pick<Document, 'hidden' | 'addEventListener' | 'removeEventListener'>;

const slower = 1.2;

/** How long one look may take: it stands in the way of the next one, so a request that hangs has to end. */
export const answerWithinMs = 15_000;

/**
 * Looks again and again, one look at a time. A page that nobody sees does not ask at all and looks as soon as it is seen
 * again, but never sooner than the server has asked for. Returns the way to end it.
 */
export function pollWhileSeen(look: () => Promise<Look>, pace: Pace, page: Watched): () => void {
  let waitMs = pace.everyMs;
  let notBefore = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isLooking = false;
  let isOver = false;

  async function lookNow(): Promise<void> {
    timer = undefined;
    if (page.hidden || isLooking) return;
    const found = await lookOnce();
    if (isOver) return;
    waitMs = found === 'moved' ? pace.everyMs : Math.min(waitMs * slower, pace.slowestMs);
    if (typeof found === 'object') notBefore = performance.now() + found.awayMs;
    lookIn(waitMs);
  }

  async function lookOnce(): Promise<Look> {
    isLooking = true;
    try {
      return await look();
    } catch {
      // A look that fails is no answer: the next one comes all the same.
      return { awayMs: 0 };
    } finally {
      isLooking = false;
    }
  }

  function lookIn(ms: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => void lookNow(), Math.max(ms, notBefore - performance.now()));
  }

  function onVisible(): void {
    if (page.hidden || isLooking) return;
    waitMs = pace.everyMs;
    lookIn(0);
  }

  lookIn(waitMs);
  page.addEventListener('visibilitychange', onVisible);
  return () => {
    isOver = true;
    clearTimeout(timer);
    page.removeEventListener('visibilitychange', onVisible);
  };
}

/** How long an answer asks to be left alone: its Retry-After in seconds, or 0 where it names none. */
export function awayFor({ headers }: Pick<Response, 'headers'>): { awayMs: number } {
  const seconds = /^\d{1,5}$/.exec(headers.get('retry-after') ?? '');
  return { awayMs: seconds === null ? 0 : Number(seconds[0]) * 1_000 };
}
