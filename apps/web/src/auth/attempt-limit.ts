interface AttemptLimitOptions {
  attemptsMax: number;
  withinMs: number;
  now: () => number;
}

const keysMax = 50_000;

/** Counts attempts per key (an address, an account) in a moving window; for sign-in, codes and look-ups. */
export function createAttemptLimit({ attemptsMax, withinMs, now }: AttemptLimitOptions) {
  const attempts = new Map<string, number[]>();
  return {
    /** Records one attempt for every key. Seconds until the next one is allowed; 0: this one was. */
    waitFor(keys: string[]): number {
      const since = now() - withinMs;
      if (attempts.size > keysMax) attempts.clear();
      let freeAtMs = 0;
      for (const key of keys) {
        const recent = (attempts.get(key) ?? []).filter((at) => at > since);
        if (recent.length >= attemptsMax) {
          freeAtMs = Math.max(freeAtMs, (recent[0] ?? now()) + withinMs);
        } else recent.push(now());
        attempts.set(key, recent);
      }
      return freeAtMs === 0 ? 0 : Math.max(1, Math.ceil((freeAtMs - now()) / 1_000));
    },
  };
}
