import { AllocatorFault } from '@interlock/db/batch-runner';
import { createSeatAllocator } from '@interlock/db/seat-allocator';
import type { HoldRequest } from '@interlock/db/seat-requests';
import type { Instant } from '@interlock/domain/time';
import { loadInput, tell } from '../frame/load-process.ts';
import { benchShard, openBenchShard } from './bench-databases.ts';
import { type LoadInput, purchasesFor } from './load-input.ts';
import type { PoisonFound } from './poison.ts';

/** A full batch in which one hold carries a reference that exists already: it passes every check before the insert. */
const input = await loadInput<LoadInput>();
const [first, ...others] = purchasesFor(input);
if (first === undefined) throw new Error('nothing is asked');
let now = first.atMs;
const shards = openBenchShard(input.urls.app);
const allocator = createSeatAllocator({
  shards,
  shard: benchShard,
  now: () => now as Instant,
  faultPoint: () => undefined,
});
await allocator.hold(first.hold);
const poisoned = Math.floor(others.length / 2);
const asked: HoldRequest[] = others.map(({ hold }, at) =>
  at === poisoned ? { ...hold, reference: first.hold.reference } : hold,
);
now = others.at(-1)?.atMs ?? now;
const began = performance.now();
const outcomes = await Promise.allSettled(asked.map((request) => allocator.hold(request)));
const ms = performance.now() - began;
await allocator.close();
await shards.close();
const poison = outcomes[poisoned];
const found: PoisonFound = {
  asked: asked.length,
  held: outcomes.filter(({ status }, at) => status === 'fulfilled' && at !== poisoned).length,
  poisonFailed: poison?.status === 'rejected' && poison.reason instanceof AllocatorFault,
  ms,
};
tell(found);
