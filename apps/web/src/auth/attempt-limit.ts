interface AttemptLimitOptions {
  attemptsMax: number;
  withinMs: number;
  now: () => number;
}

const keysMax = 50_000;

/** Counts attempts per key (an address, an account) in a moving window; for sign-in and look-ups. */
export function createAttemptLimit({ attemptsMax, withinMs, now }: AttemptLimitOptions) {
  const attempts = new Map<string, number[]>();
  return {
    /** Records one attempt for every key; false when one of them has had too many. */
    allows(keys: string[]): boolean {
      const since = now() - withinMs;
      if (attempts.size > keysMax) attempts.clear();
      let isAllowed = true;
      for (const key of keys) {
        const recent = (attempts.get(key) ?? []).filter((at) => at > since);
        if (recent.length >= attemptsMax) isAllowed = false;
        else recent.push(now());
        attempts.set(key, recent);
      }
      return isAllowed;
    },
  };
}
