/** Who a session belongs to. */
export interface SignedIn {
  accountId: string;
  email: string;
  name: string;
  role: 'passenger' | 'staff';
}

interface Remembered {
  who: SignedIn | null;
  readAtMs: number;
}

const freshMs = 10_000;
const keptMs = 30 * 60_000;
const entriesMax = 20_000;

/** The accounts' database did not answer, and nothing is remembered of this session. */
export class SessionUnknown extends Error {
  override readonly name = 'SessionUnknown';
}

/**
 * Sessions as they were read last, so that not every page asks the central database, and pages of sessions seen
 * within half an hour go on at once while it is away. A session ended elsewhere is noticed after ten seconds.
 */
export function createSessionMemory({
  now,
  patienceMs,
}: {
  now: () => number;
  patienceMs: number;
}) {
  const sessions = new Map<string, Remembered>();
  let failedAtMs = Number.NEGATIVE_INFINITY;

  function remembered(known: Remembered | undefined, cause: unknown): SignedIn | null {
    if (known && now() - known.readAtMs < keptMs) return known.who;
    throw new SessionUnknown('sessions cannot be read', { cause });
  }

  return {
    /** Whether the last look at the database failed a moment ago: whoever can do without it need not wait again. */
    isAway: (): boolean => now() - failedAtMs < freshMs,

    /** The session behind a cookie; while `read` fails, what is remembered. Throws SessionUnknown otherwise. */
    async find(cookie: string, read: () => Promise<SignedIn | null>): Promise<SignedIn | null> {
      const known = sessions.get(cookie);
      if (known && now() - known.readAtMs < freshMs) return known.who;
      if (now() - failedAtMs < freshMs)
        return remembered(known, 'the database was away a moment ago');
      try {
        const who = await within(patienceMs, read());
        if (sessions.size >= entriesMax) sessions.clear();
        sessions.set(cookie, { who, readAtMs: now() });
        failedAtMs = Number.NEGATIVE_INFINITY;
        return who;
      } catch (error) {
        failedAtMs = now();
        return remembered(known, error);
      }
    },
    forget(cookie: string): void {
      sessions.delete(cookie);
    },
  };
}

/** The answer, or an error once patience has run out; a late answer is dropped. */
export async function within<Answer>(patienceMs: number, answer: Promise<Answer>): Promise<Answer> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${patienceMs} ms`)), patienceMs);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
