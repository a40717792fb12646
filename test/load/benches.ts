import type { Bench } from './frame/bench.ts';

/** Every bench of `npm run bench`, in the order of its list. */
export const benches: readonly Bench[] = [];
