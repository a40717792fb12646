import type { DatabaseUrls } from '@interlock/dev-env/postgres-databases';
import { benchTrains } from './bench-trains.ts';
import { createBookingIds } from './booking-ids.ts';
import type { LoopFound } from './closed-loop.ts';
import { type BenchRun, type Purchase, purchasesOf, zipfPurchases } from './request-mix.ts';
import type { Cost } from './server-meter.ts';

/** What a load process is given. */
export interface LoadInput {
  readonly urls: DatabaseUrls;
  /** Null: nothing of the server is metered. */
  readonly postgresPid: number | null;
  /** One run after the other, each from empty to sold out and past it; or all of them at once. */
  readonly way: 'one-by-one' | 'zipf';
  readonly runs: readonly BenchRun[];
  readonly clients: number;
  readonly warmUpMs: number;
  readonly measureMs: number;
  readonly seed: number;
  /** When the first of its bookings was made. */
  readonly idsFromMs: number;
  /** How many purchases to prepare at most. */
  readonly purchasesMax: number;
  readonly startAtMs: number;
  /** Prints each promise made to a caller as a line of its own. */
  readonly tellsPromises: boolean;
}

export type LoadFound = LoopFound & Cost;

/** Everything the buyers will ask for, made before anything is measured. */
export function purchasesFor(input: LoadInput): Purchase[] {
  const plans = benchTrains();
  const runs = input.runs.map((run) => {
    const plan = plans[run.train];
    if (plan === undefined) throw new RangeError(`there is no bench train ${run.train}`);
    return { ...run, plan };
  });
  const { seed, purchasesMax } = input;
  const ids = createBookingIds(input.idsFromMs);
  const purchases: Purchase[] = [];
  if (input.way === 'zipf') {
    for (const purchase of zipfPurchases({ runs, seed, ids })) {
      purchases.push(purchase);
      if (purchases.length >= purchasesMax) break;
    }
    return purchases;
  }
  for (const run of runs) {
    if (purchases.length >= purchasesMax) break;
    purchases.push(...purchasesOf({ ...run, seed, ids }));
  }
  return purchases.slice(0, purchasesMax);
}
