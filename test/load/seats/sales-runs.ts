import { runLoad } from '../frame/load-process.ts';
import type { BenchDatabase } from './bench-databases.ts';
import { benchTrains, hotTrain } from './bench-trains.ts';
import { msOfIds } from './booking-ids.ts';
import type { LoadFound, LoadInput } from './load-input.ts';
import type { BenchRun } from './request-mix.ts';
import type { SeatsPlace } from './seats-place.ts';

export type Way = 'hot' | 'wide';

/** A figure of one round, with what follows from its counts. */
export interface Measured extends LoadFound {
  /** Every answered operation: holds (also refused ones), releases, confirms. */
  readonly perSecond: number;
  /** Operations that changed rows, which is what Postgres' own statements are compared with. */
  readonly changesPerSecond: number;
  readonly soldOutShare: number;
  readonly databaseUs: number;
  readonly nodeUs: number;
  readonly walPerOperation: number;
}

export interface SalesWanted {
  readonly way: Way;
  readonly clients: number;
  readonly warmUpMs: number;
  readonly measureMs: number;
  readonly seed: number;
}

const wideRuns = 200;
const datesPerTrain = 4;
const purchasesPerHotRun = 3_000;
/** Holds per second that no candidate exceeds: so much is prepared. */
const holdsPerSecond = (clients: number): number =>
  clients === 1 ? 2_000 : clients <= 8 ? 6_000 : clients <= 64 ? 17_000 : 22_000;

/** The allocator of the product in a process of its own. */
export async function sellByProduct(
  place: SeatsPlace,
  database: BenchDatabase,
  wanted: SalesWanted,
): Promise<Measured> {
  const input = await loadInputOf(place, database, wanted);
  return measured([await run(place, 'product-load', input)]);
}

/** Two such processes on the same runs, half of the clients each, beginning together. */
export async function sellByTwo(
  place: SeatsPlace,
  database: BenchDatabase,
  wanted: SalesWanted,
): Promise<Measured> {
  const input = await loadInputOf(place, database, wanted);
  const purchasesMax = Math.ceil(input.purchasesMax / 2);
  const half = {
    ...input,
    clients: wanted.clients / 2,
    purchasesMax,
    startAtMs: Date.now() + 6_000,
  };
  return measured(
    await Promise.all([
      run(place, 'product-load', half),
      run(place, 'product-load', {
        ...half,
        seed: wanted.seed + 1,
        idsFromMs: input.idsFromMs + msOfIds(purchasesMax),
      }),
    ]),
  );
}

/** The naive transaction; it sells far less, so it is given fewer runs. */
export async function sellByNaive(
  place: SeatsPlace,
  database: BenchDatabase,
  wanted: SalesWanted,
): Promise<Measured> {
  const input = await loadInputOf(place, database, wanted, { hotRuns: 2, purchases: 6_000 });
  return measured([await run(place, 'naive-load', input)]);
}

async function loadInputOf(
  place: SeatsPlace,
  database: BenchDatabase,
  wanted: SalesWanted,
  amount = amountFor(wanted),
): Promise<LoadInput> {
  const { way, ...rest } = wanted;
  return {
    ...rest,
    urls: database.urls,
    idsFromMs: database.timeForIds(amount.purchases),
    postgresPid: place.postgresPid(),
    way: way === 'hot' ? 'one-by-one' : 'zipf',
    runs:
      way === 'hot'
        ? await database.publish([hotTrain], amount.hotRuns)
        : await wideRunsOf(database),
    purchasesMax: amount.purchases,
    startAtMs: 0,
    tellsPromises: false,
  };
}

function amountFor({ clients, warmUpMs, measureMs }: SalesWanted): {
  hotRuns: number;
  purchases: number;
} {
  const purchases = Math.ceil((holdsPerSecond(clients) * (warmUpMs + measureMs)) / 1000);
  return { purchases, hotRuns: Math.ceil(purchases / purchasesPerHotRun) };
}

/** Fresh runs of all trains, the lengths mixed among the popular ones. */
async function wideRunsOf(database: BenchDatabase): Promise<BenchRun[]> {
  const runs = await database.publish([...benchTrains().keys()], datesPerTrain);
  return runs.toSorted((a, b) => ((a.train * 37) % 52) - ((b.train * 37) % 52)).slice(0, wideRuns);
}

function run(place: SeatsPlace, script: string, input: LoadInput): Promise<LoadFound> {
  return runLoad<LoadFound>({
    script: `test/load/seats/${script}.ts`,
    input,
    signal: place.signal,
    withinMs: 120_000,
  });
}

/** Side by side each process meters the whole server, so the server's cost is that of the first. */
function measured(parts: readonly LoadFound[]): Measured {
  const [first] = parts;
  if (first === undefined) throw new RangeError('nothing was measured');
  const sum = (take: (part: LoadFound) => number) =>
    parts.reduce((total, part) => total + take(part), 0);
  const operations = sum(
    ({ holds, soldOut, releases, confirms }) => holds + soldOut + releases + confirms,
  );
  const soldOut = sum((part) => part.soldOut);
  const perSecond = sum(
    (part) => (part.holds + part.soldOut + part.releases + part.confirms) / part.seconds,
  );
  return {
    ...first,
    perSecond,
    changesPerSecond: perSecond * (1 - soldOut / operations),
    soldOutShare: soldOut / operations,
    p50Ms: Math.max(...parts.map((part) => part.p50Ms)),
    p99Ms: Math.max(...parts.map((part) => part.p99Ms)),
    databaseUs: (first.databaseMs * 1000) / operations,
    nodeUs: (sum((part) => part.nodeMs) * 1000) / operations,
    walPerOperation: first.walBytes / operations,
    deadlocks: Math.max(...parts.map((part) => part.deadlocks)),
  };
}
