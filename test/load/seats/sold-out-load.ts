import type { HoldRequest } from '@interlock/db/seat-requests';
import { loadInput, tell } from '../frame/load-process.ts';
import { benchShard, openBenchShard } from './bench-databases.ts';
import { benchTrains } from './bench-trains.ts';
import { createBookingIds } from './booking-ids.ts';
import type { LoadInput } from './load-input.ts';
import { productSeller } from './product-seller.ts';
import { purchasesOf } from './request-mix.ts';
import type { SoldOutFound } from './sold-out.ts';
import { marks } from './statement-count.ts';

/** More than any machine answers. */
const askedPerMs = 400;

/** Sells a train out, then asks for it over and over: each time a new booking, as new buyers come. */
const input = await loadInput<LoadInput>();
const [run] = input.runs;
const plan = benchTrains()[run?.train ?? 0];
if (run === undefined || plan === undefined) throw new Error('there is no run to sell out');
const ids = createBookingIds(input.idsFromMs);
const [sample] = purchasesOf({ ...run, plan, seed: input.seed, ids });
if (sample === undefined) throw new Error('nothing is asked of this run');

let now = sample.atMs;
const shards = openBenchShard(input.urls.app);
const seller = productSeller(shards, { now: () => now });
const whole = {
  ...sample.hold,
  seatClass: 'second',
  from: 0,
  to: plan.stops.length - 1,
  count: 1,
} as const;

function nextRequest(): HoldRequest {
  const { atMs, bookingId, reference } = ids.next();
  now = atMs;
  return { ...whole, bookingId, reference };
}

// Made before anything is sold: a connection that has been silent for long is looked at.
const requests = Array.from({ length: input.measureMs * askedPerMs }, () => ids.next());

async function sellOut(): Promise<void> {
  while ((await seller.hold(nextRequest())) === 'held');
}
await Promise.all(Array.from({ length: input.clients }, sellOut));

let asked = 0;
let isOver = false;
async function client(): Promise<void> {
  while (!isOver) {
    const next = requests[asked];
    if (next === undefined) return;
    asked += 1;
    now = next.atMs;
    const { bookingId, reference } = next;
    const answer = await seller.hold({ ...whole, bookingId, reference });
    if (answer !== 'sold-out') throw new Error(`a sold-out run answered ${answer}`);
  }
}

const connection = shards.batchConnection(benchShard);
await connection.query({ text: `SELECT '${marks.begin}'` });
const began = performance.now();
const timer = setTimeout(() => {
  isOver = true;
}, input.measureMs);
await Promise.all(Array.from({ length: input.clients }, client));
const seconds = (performance.now() - began) / 1000;
clearTimeout(timer);
await connection.query({ text: `SELECT '${marks.end}'` });
await seller.close();
await shards.close();
const found: SoldOutFound = { answers: asked, seconds };
tell(found);
