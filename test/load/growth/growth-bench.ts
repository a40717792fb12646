import { instant } from '@interlock/domain/time';
import type { Bench, BenchResult, Judged, Stage, Table } from '../frame/bench.ts';
import { measureCosts } from './costs.ts';
import { measureLoops } from './loops.ts';
import { measureShards } from './shards.ts';
import { dropStore, fillStore, makeStore, type Store } from './stores.ts';
import { verifyStore } from './verify-store.ts';

const sizes = { full: 1_000_000, quick: 2_000 };
const smallSize = 1_000;

export const growthBench: Bench = {
  name: 'growth',
  about:
    'what a hold, a search, a ticket and "my trips" cost with a million bookings; two shards; one shard away',
  // Everything happens in databases of its own, which this bench verifies itself.
  needs: { processes: ['central', 'north', 'south'], invariants: [] },
  run,
};

async function run(stage: Stage): Promise<BenchResult> {
  const network = stage.network();
  const stores: Store[] = [];
  try {
    return await runOn(stage, stores);
  } finally {
    for (const store of stores) await dropStore(network, store);
  }
}

async function runOn(stage: Stage, stores: Store[]): Promise<BenchResult> {
  const isFull = stage.extent === 'full';
  const until = instant(Date.now());
  async function make(name: string, bookings: number): Promise<Store> {
    const store = await makeStore(stage.network(), { name, wishes: { bookings, until } });
    stores.push(store);
    return store;
  }
  const large = await make('large', sizes[stage.extent]);
  // Without figures one past is enough: it is then compared with itself.
  const small = isFull ? await make('small', smallSize) : large;
  const empty = await make('shards', 0);
  if (isFull) await fillStore(stage, small);
  const loadedInSeconds = await fillStore(stage, large);
  const before = isFull ? [await verified(stage, small), await verified(stage, large)] : [];

  const loops = await measureLoops(stage, { small, large });
  const costs = await measureCosts(stage, { small, large });
  const { small: ofSmall, large: ofLarge } = costs.intents;
  const looks = isFull
    ? [verified(stage, small, ofSmall), verifiedRows(stage, large)]
    : [verified(stage, large, [...ofSmall, ...ofLarge])];
  // Now, for nobody sends the messages about what was issued.
  const after = await Promise.all(looks);
  const shards = await measureShards(stage, empty);
  after.push(await verifiedRows(stage, empty));
  const findings = [...before, ...after].flatMap((look) => look.findings);
  // A quick run judges no figures, but what is broken is broken.
  if (!isFull && findings.length > 0) throw new Error(findings.join('; '));
  return {
    tables: [
      ...costs.tables,
      loops.table,
      ...shards.tables,
      verifyTable(before, after),
      {
        title: 'Bulk load',
        columns: ['bookings', 'seconds'],
        rows: [[large.wishes.bookings, loadedInSeconds]],
      },
    ],
    judged: [...costs.judged, ...loops.judged, ...shards.judged, cleanliness(findings)],
    charts: [costs.chart, shards.chart],
  };
}

type Verified = Awaited<ReturnType<typeof verifyStore>>;

function verified(stage: Stage, store: Store, intents: readonly string[] = []): Promise<Verified> {
  return verifyStore(stage, { store, extent: 'everything', intents });
}

/** What the rows of the shards alone can tell. */
function verifiedRows(stage: Stage, store: Store): Promise<Verified> {
  return verifyStore(stage, { store, extent: 'rows', intents: [] });
}

function verifyTable(before: readonly Verified[], after: readonly Verified[]): Table {
  const rowOf = (when: string) => (one: Verified) => [
    one.store,
    when,
    one.checked,
    one.findings.length,
    one.seconds,
    one.memoryMb,
  ];
  return {
    title: 'verify',
    columns: ['store', 'when', 'invariants', 'findings', 'seconds', 'memory MB'],
    rows: [...before.map(rowOf('before timing')), ...after.map(rowOf('afterwards'))],
  };
}

function cleanliness(findings: readonly string[]): Judged {
  return {
    kind: 'bar',
    what: 'findings of verify, before timing and afterwards',
    value: findings.length,
    limit: { atMost: 0 },
    ...(findings[0] === undefined ? {} : { note: findings[0] }),
  };
}
