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

/**
 * Sessions as they were read last, so that not every page asks the central database, and pages of sessions seen
 * within half an hour go on while it is away. A session ended elsewhere is noticed after ten seconds.
 */
export function createSessionMemory(now: () => number) {
  const sessions = new Map<string, Remembered>();
  return {
    /** The session behind a cookie; `read` throwing falls back to what is remembered, else throws on. */
    async find(cookie: string, read: () => Promise<SignedIn | null>): Promise<SignedIn | null> {
      const known = sessions.get(cookie);
      if (known && now() - known.readAtMs < freshMs) return known.who;
      try {
        const who = await read();
        if (sessions.size >= entriesMax) sessions.clear();
        sessions.set(cookie, { who, readAtMs: now() });
        return who;
      } catch (error) {
        if (known && now() - known.readAtMs < keptMs) return known.who;
        throw error;
      }
    },
    forget(cookie: string): void {
      sessions.delete(cookie);
    },
  };
}
