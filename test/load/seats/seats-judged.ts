import type { Judged } from '../frame/bench.ts';
import { findPgbench, howToGetPgbench } from '../frame/pgbench.ts';
import { median, medianRatio } from '../frame/rounds.ts';
import type { KillFound } from './kill-runs.ts';
import type { PairCountsFound } from './pair-counts.ts';
import type { poisonRun } from './poison.ts';
import type { SalesFound } from './rounds-of-sales.ts';
import type { Measured } from './sales-runs.ts';

type Limit = Judged['limit'];
const atLeast = (limit: number): Limit => ({ atLeast: limit });
const atMost = (limit: number): Limit => ({ atMost: limit });

/** Of every round that ran it; null when it did not run. */
function each(
  found: SalesFound,
  name: string,
  take: (measured: Measured) => number,
): number[] | null {
  return found.sales.get(name)?.map(take) ?? null;
}

function rates(found: SalesFound, name: string): number[] | null {
  return found.pgbench.get(name)?.map(({ perSecond }) => perSecond) ?? null;
}

/** The ratios to Postgres itself count only what changed rows: a refusal out of memory is no statement. */
export function againstPostgres(found: SalesFound): Judged[] {
  const changes = (name: string) => each(found, name, ({ changesPerSecond }) => changesPerSecond);
  const note = findPgbench() === null ? { note: howToGetPgbench } : {};
  const ratio = (ours: string, theirs: string) =>
    medianRatio(changes(ours), rates(found, `pgbench ${theirs}`));
  const hot64 = ratio('product hot 64', 'update 64');
  const hot8 = ratio('product hot 8', 'update 8');
  const wide64 = ratio('product wide 64', 'update 64');
  const p50 = medianRatio(
    each(found, 'product hot 1', ({ p50Ms }) => p50Ms),
    found.pgbench.get('pgbench update 1')?.map(({ p50Ms }) => p50Ms) ?? null,
  );
  const soldOut = medianRatio(
    found.soldOut.map(({ perSecond }) => perSecond),
    rates(found, 'pgbench select 32'),
  );
  const judged: [Judged['kind'], string, number | null, Limit][] = [
    ['bar', 'hot, 64 clients: changes/s ÷ pgbench UPDATE c=64', hot64, atLeast(0.8)],
    ['aim', 'hot, 64 clients: changes/s ÷ pgbench UPDATE c=64', hot64, atLeast(1.2)],
    ['bar', 'hot, 8 clients: changes/s ÷ pgbench UPDATE c=8', hot8, atLeast(0.25)],
    ['aim', 'hot, 8 clients: changes/s ÷ pgbench UPDATE c=8', hot8, atLeast(0.4)],
    ['bar', 'hot, 1 client: p50 of a hold ÷ p50 of a pgbench UPDATE', p50, atMost(4)],
    [
      'bar',
      'hot, 64 clients: changes/s ÷ pgbench UPDATE of one hot row c=64',
      ratio('product hot 64', 'hot-row 64'),
      atLeast(5),
    ],
    ['bar', 'wide, 64 clients: changes/s ÷ pgbench UPDATE c=64', wide64, atLeast(0.8)],
    ['aim', 'wide, 64 clients: changes/s ÷ pgbench UPDATE c=64', wide64, atLeast(1.5)],
    ['bar', 'sold-out answers/s ÷ pgbench SELECT c=32', soldOut, atLeast(3)],
  ];
  return judged.map(([kind, what, value, limit]) => ({ kind, what, value, limit, ...note }));
}

/** The naive transaction's refusals are statements, so both sides count every answer. */
export function againstNaive(found: SalesFound): Judged[] {
  const ratio = (take: (measured: Measured) => number, ours: string, theirs: string) =>
    medianRatio(each(found, ours, take), each(found, theirs, take));
  const operations = ({ perSecond }: Measured) => perSecond;
  const hot = ratio(operations, 'product hot 64', 'naive hot 64');
  const wide = ratio(operations, 'product wide 64', 'naive wide 64');
  const p99 = ratio(({ p99Ms }) => p99Ms, 'product hot 64', 'naive hot 64');
  const cpu = ratio(({ databaseUs }) => databaseUs, 'product hot 64', 'naive hot 64');
  return [
    { kind: 'bar', what: 'hot, 64 clients: operations/s ÷ naive', value: hot, limit: atLeast(20) },
    { kind: 'aim', what: 'hot, 64 clients: operations/s ÷ naive', value: hot, limit: atLeast(35) },
    {
      kind: 'bar',
      what: 'wide, 64 clients: operations/s ÷ naive',
      value: wide,
      limit: atLeast(20),
    },
    {
      kind: 'aim',
      what: 'wide, 64 clients: operations/s ÷ naive',
      value: wide,
      limit: atLeast(35),
    },
    { kind: 'bar', what: 'p99 of holds at 64 clients ÷ naive', value: p99, limit: atMost(0.1) },
    { kind: 'aim', what: 'p99 of holds at 64 clients ÷ naive', value: p99, limit: atMost(0.05) },
    {
      kind: 'bar',
      what: 'CPU of the database per operation at 64 clients ÷ naive',
      value: cpu,
      limit: atMost(0.06),
    },
  ];
}

/** The product against itself. */
export function againstItself(found: SalesFound, pairs: PairCountsFound | null): Judged[] {
  const operations = (name: string) => each(found, name, ({ perSecond }) => perSecond);
  const wal = each(found, 'product hot 64', ({ walPerOperation }) => walPerOperation);
  const walMedian = wal === null ? null : median(wal);
  const two = (way: string) =>
    medianRatio(operations(`two ${way} 32`), operations(`product ${way} 32`));
  const collapse = medianRatio(operations('product hot 256'), operations('product hot 64'));
  return [
    {
      kind: 'bar',
      what: 'hot: operations/s of 256 clients ÷ of 64',
      value: collapse,
      limit: atLeast(0.8),
    },
    {
      kind: 'bar',
      what: 'hot: two allocators on the same runs ÷ one',
      value: two('hot'),
      limit: atLeast(0.4),
    },
    {
      kind: 'bar',
      what: 'wide: two allocators on the same runs ÷ one',
      value: two('wide'),
      limit: atLeast(0.4),
    },
    {
      kind: 'bar',
      what: 'hot, 64 clients: bytes of WAL per operation',
      value: walMedian,
      limit: atMost(600),
    },
    {
      kind: 'aim',
      what: 'hot, 64 clients: bytes of WAL per operation',
      value: walMedian,
      limit: atMost(450),
    },
    {
      kind: 'bar',
      what: `all ${pairs?.pairs ?? 276} pair counts of 1,000 seats ÷ SELECT 1 and back`,
      value: pairs === null ? null : pairs.countsUs / pairs.roundTripUs,
      limit: atMost(0.5),
    },
  ];
}

/** What must be exact, also in a quick run. */
export function exactChecks(found: {
  sales: SalesFound;
  kills: readonly KillFound[];
  poison: Awaited<ReturnType<typeof poisonRun>>;
  issueBroken: readonly string[];
}): Judged[] {
  const { sales, kills, poison, issueBroken } = found;
  const all = [...sales.sales.values()].flat();
  const statements = sales.soldOut.map((run) => run.statements);
  const broken = [
    ...sales.broken,
    ...kills.flatMap((kill) => kill.broken),
    ...poison.broken,
    ...issueBroken,
  ];
  const none = atMost(0);
  return [
    {
      kind: 'check',
      what: 'double sales, lost seats, orphan bits, gaps in stories, after every run and kill',
      value: broken.length,
      limit: none,
      ...(broken[0] === undefined ? {} : { note: broken.join('; ') }),
    },
    ...kills.map(({ what, lost, promises }): Judged => ({
      kind: 'check',
      what: `${what}: acknowledged holds, releases and confirms lost`,
      value: lost,
      limit: none,
      note: `of ${promises}`,
    })),
    {
      kind: 'check',
      what: 'SQL statements for sold-out answers, by the log of the server',
      value: statements.includes(null) ? null : Math.max(...statements.map((count) => count ?? 0)),
      limit: none,
      note: 'two marks are statements and were logged; a connection silent for 5 s is looked at once',
    },
    {
      kind: 'check',
      what: 'deadlocks, all runs of the product',
      value: all.reduce((sum, { deadlocks }) => sum + deadlocks, 0),
      limit: none,
    },
    {
      kind: 'check',
      what: 'neighbours of a poisoned hold that failed with it',
      value: poison.neighboursFailed + (poison.poisonFailed ? 0 : 1),
      limit: none,
      note: `${poison.held} of ${poison.asked} held, ${poison.ms.toFixed(0)} ms`,
    },
  ];
}
