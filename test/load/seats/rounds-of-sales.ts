import { Client } from 'pg';
import { findPgbench, howToGetPgbench, type PgbenchFound } from '../frame/pgbench.ts';
import { type Candidate, inRounds } from '../frame/rounds.ts';
import type { BenchDatabase } from './bench-databases.ts';
import { naiveIndex } from './naive-transaction.ts';
import { type PgbenchScript, fillPgbenchTable, pgbenchReference } from './pgbench-references.ts';
import { type Measured, type Way, sellByNaive, sellByProduct, sellByTwo } from './sales-runs.ts';
import { brokenInvariants } from './seat-checks.ts';
import type { SeatsPlace } from './seats-place.ts';
import { soldOutRun } from './sold-out.ts';

/** How much is measured. */
export interface SalesPlan {
  readonly rounds: number;
  readonly warmUpMs: number;
  readonly measureMs: number;
  readonly product: readonly Asked[];
  readonly two: readonly Asked[];
  readonly naive: readonly Asked[];
  readonly pgbench: readonly { readonly script: PgbenchScript; readonly clients: number }[];
}

interface Asked {
  readonly way: Way;
  readonly clients: number;
}

/** What every round found, by name: `product hot 64`, `two wide 32`, `naive hot 8`, `pgbench update 64`, `sold-out`. */
export interface SalesFound {
  readonly sales: ReadonlyMap<string, readonly Measured[]>;
  readonly pgbench: ReadonlyMap<string, readonly PgbenchFound[]>;
  readonly soldOut: readonly { readonly perSecond: number; readonly statements: number | null }[];
  readonly broken: readonly string[];
}

export const salesName = (by: string, { way, clients }: Asked): string => `${by} ${way} ${clients}`;
export const pgbenchName = (script: PgbenchScript, clients: number): string =>
  `pgbench ${script} ${clients}`;

type Found = Measured | PgbenchFound | Awaited<ReturnType<typeof soldOutRun>>;

/** Every candidate once per round, then the checks over all that was sold. */
export async function measureSales(place: SeatsPlace, plan: SalesPlan): Promise<SalesFound> {
  const rounds = Array.from({ length: plan.rounds }, (_, round) => round);
  const products: BenchDatabase[] = [];
  for (const round of rounds) products.push(await place.newDatabase(`product_${round}`));
  const naive = await naiveDatabase(place);
  const candidates: Candidate<string, Found>[] = [
    ...saleCandidates(place, plan, { products, naive }),
    ...(await pgbenchCandidates(place, plan)),
    { name: 'sold-out', run: () => soldOutRun(place, plan.measureMs) },
  ].map((candidate) => ({
    name: candidate.name,
    async run(round) {
      place.progress(`round ${round + 1} of ${plan.rounds}: ${candidate.name}`);
      return candidate.run(round);
    },
  }));
  const found = await inRounds({ rounds: plan.rounds, candidates, signal: place.signal });
  place.progress('checking every seat sold');
  return {
    sales: pick(found, (name) => !name.startsWith('pgbench') && name !== 'sold-out'),
    pgbench: pick(found, (name) => name.startsWith('pgbench')),
    soldOut: (found['sold-out'] ?? []) as SalesFound['soldOut'],
    broken: (
      await Promise.all([
        ...products.map(({ urls }) => brokenInvariants(urls.admin, 'product')),
        brokenInvariants(naive.urls.admin, 'naive'),
      ])
    ).flat(),
  };
}

async function naiveDatabase(place: SeatsPlace): Promise<BenchDatabase> {
  const database = await place.newDatabase('naive');
  const client = new Client({ connectionString: database.urls.admin });
  await client.connect();
  try {
    await client.query(naiveIndex);
  } finally {
    await client.end();
  }
  return database;
}

function saleCandidates(
  place: SeatsPlace,
  plan: SalesPlan,
  databases: { products: readonly BenchDatabase[]; naive: BenchDatabase },
): Candidate<string, Found>[] {
  const sellers = { product: sellByProduct, two: sellByTwo, naive: sellByNaive };
  return (['product', 'two', 'naive'] as const).flatMap((by) =>
    plan[by].map((asked) => ({
      name: salesName(by, asked),
      run(round: number) {
        const database = by === 'naive' ? databases.naive : databases.products[round];
        if (database === undefined) throw new RangeError(`there is no database of round ${round}`);
        const { warmUpMs, measureMs } = plan;
        return sellers[by](place, database, { ...asked, warmUpMs, measureMs, seed: round * 2 + 1 });
      },
    })),
  );
}

async function pgbenchCandidates(
  place: SeatsPlace,
  plan: SalesPlan,
): Promise<Candidate<string, Found>[]> {
  if (plan.pgbench.length === 0) return [];
  const program = findPgbench();
  if (program === null) {
    place.progress(howToGetPgbench);
    return [];
  }
  const { urls } = await place.newDatabase('pgbench');
  await fillPgbenchTable(urls.admin);
  const seconds = Math.max(1, Math.round(plan.measureMs / 1000));
  return plan.pgbench.map(({ script, clients }) => ({
    name: pgbenchName(script, clients),
    run: () => pgbenchReference({ program, url: urls.admin }, { script, clients, seconds }),
  }));
}

function pick<Kind extends Found>(
  found: Record<string, Found[]>,
  isWanted: (name: string) => boolean,
): Map<string, Kind[]> {
  return new Map(
    Object.entries(found)
      .filter(([name]) => isWanted(name))
      .map(([name, values]) => [name, values as Kind[]]),
  );
}
