/** The same numbers for the same seed: every candidate is asked the same things. */
export interface Random {
  /** In [0, 1). */
  next(): number;
  /** An index, each as likely as its weight. */
  weighted(weights: readonly number[]): number;
}

/** mulberry32: 32 bits of state, good enough to mix requests. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
  return {
    next,
    weighted(weights) {
      let rest = next() * weights.reduce((sum, weight) => sum + weight, 0);
      const at = weights.findIndex((weight) => (rest -= weight) < 0);
      return at < 0 ? weights.length - 1 : at;
    },
  };
}
