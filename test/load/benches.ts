import { bookingsBench } from './bookings/bookings-bench.ts';
import { choiceBench } from './choice/choice-bench.ts';
import type { Bench } from './frame/bench.ts';
import { growthBench } from './growth/growth-bench.ts';
import { openingBench } from './opening/opening-bench.ts';
import { searchBench } from './search/search-bench.ts';
import { seatsBench } from './seats/seats-bench.ts';

/** Every bench of `npm run bench`, in the order of its list. */
export const benches: readonly Bench[] = [
  seatsBench,
  searchBench,
  bookingsBench,
  openingBench,
  growthBench,
  choiceBench,
];
