/** Middle value; the mean of the middle two for an even count. Throws for no values. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value below which the share `q` lies, interpolated between neighbours. Throws for no values. */
export function quantile(values: readonly number[], q: number): number {
  if (values.length === 0) throw new RangeError('no values');
  const sorted = values.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) * q;
  const low = sorted[Math.floor(at)] ?? 0;
  const high = sorted[Math.ceil(at)] ?? 0;
  return low + (high - low) * (at - Math.floor(at));
}

/** Value by value `a` ÷ `b`: what happened in the same round on the same machine. */
export function ratiosOf(a: readonly number[], b: readonly number[]): number[] {
  if (a.length !== b.length) throw new RangeError(`${a.length} against ${b.length} rounds`);
  return a.map((value, at) => value / (b[at] ?? Number.NaN));
}

/** Median of the per-round ratios; null when either side was not measured. */
export function medianRatio(
  a: readonly number[] | null,
  b: readonly number[] | null,
): number | null {
  if (a === null || b === null || a.length === 0) return null;
  return median(ratiosOf(a, b));
}

export interface Candidate<Name extends string, Found> {
  readonly name: Name;
  run(round: number): Promise<Found>;
}

/**
 * Runs every candidate once per round, each round starting with another one, so that a noisy minute of the machine
 * does not hit the same candidate every time. Returns what each found, by round.
 */
export async function inRounds<Name extends string, Found>(input: {
  readonly rounds: number;
  readonly candidates: readonly Candidate<Name, Found>[];
  readonly signal: AbortSignal;
}): Promise<Record<Name, Found[]>> {
  const { rounds, candidates, signal } = input;
  const found = Object.fromEntries(candidates.map(({ name }) => [name, [] as Found[]])) as Record<
    Name,
    Found[]
  >;
  for (let round = 0; round < rounds; round += 1) {
    for (const at of candidates.keys()) {
      signal.throwIfAborted();
      const candidate = candidates[(at + round) % candidates.length];
      if (candidate !== undefined) found[candidate.name].push(await candidate.run(round));
    }
  }
  return found;
}
