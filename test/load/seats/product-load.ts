import { setTimeout as pause } from 'node:timers/promises';
import { loadInput, tell } from '../frame/load-process.ts';
import { authorisePayments } from './authorised-payments.ts';
import { openBenchShard } from './bench-databases.ts';
import { closedLoop } from './closed-loop.ts';
import { type LoadFound, type LoadInput, purchasesFor } from './load-input.ts';
import { productSeller } from './product-seller.ts';
import type { Purchase } from './request-mix.ts';
import { meterServer } from './server-meter.ts';

/** A worker's allocator and its callers in one process. */
const input = await loadInput<LoadInput>();
const purchases = purchasesFor(input);
await authorisePayments(input.urls.app, purchases);
const meter = await meterServer(input);
const shards = openBenchShard(input.urls.app);

// The ids were made beforehand, for their payments: time passes as they are used.
let now = Date.now();
function* inTime(): Generator<Purchase> {
  for (const purchase of purchases) {
    now = purchase.atMs;
    yield purchase;
  }
}

const seller = productSeller(shards, {
  now: () => now,
  onPromise: input.tellsPromises ? tell : undefined,
});
// Two processes that shall sell side by side begin together.
await pause(Math.max(0, input.startAtMs - Date.now()));
const loop = await closedLoop({
  seller,
  purchases: inTime(),
  clients: input.clients,
  before: input.way === 'zipf' ? input.runs.length : 0,
  warmUpMs: input.warmUpMs,
  measureMs: input.measureMs,
  begin: () => meter.begin(),
  end: () => meter.end(),
});
await seller.close();
await shards.close();
const found: LoadFound = { ...loop, ...(await meter.cost()) };
tell(found);
