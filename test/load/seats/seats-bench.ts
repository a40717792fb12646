import type { Bench, BenchResult, Stage } from '../frame/bench.ts';
import { issueRun } from './issue.ts';
import { killPostgres, killSeller } from './kill-runs.ts';
import { pairCounts } from './pair-counts.ts';
import { poisonRun } from './poison.ts';
import { type SalesPlan, measureSales } from './rounds-of-sales.ts';
import { againstItself, againstNaive, againstPostgres, exactChecks } from './seats-judged.ts';
import { seatsPlace } from './seats-place.ts';
import { otherTable, pgbenchTable, salesChart, salesTable } from './seats-tables.ts';

const clientCounts = [1, 8, 32, 64, 256];
const both = (clients: number) => [
  { way: 'hot' as const, clients },
  { way: 'wide' as const, clients },
];

const fullPlan: SalesPlan = {
  rounds: 3,
  // A worker's code is compiled by then, as it is all day in a worker.
  warmUpMs: 1_500,
  measureMs: 2_000,
  product: clientCounts.flatMap(both),
  two: both(32),
  naive: [{ way: 'hot', clients: 1 }, { way: 'hot', clients: 8 }, ...both(64)],
  // 256 connections are more than the server takes.
  pgbench: [
    ...[1, 8, 32, 64].map((clients) => ({ script: 'update' as const, clients })),
    { script: 'hot-row', clients: 64 },
    { script: 'select', clients: 32 },
  ],
};

/** Shows that everything still runs; its ratios say nothing. */
const quickPlan: SalesPlan = {
  rounds: 1,
  warmUpMs: 100,
  measureMs: 400,
  product: [{ way: 'hot', clients: 64 }],
  two: [],
  naive: [{ way: 'hot', clients: 64 }],
  pgbench: [],
};

/**
 * The seat engine as the worker uses it. It runs in shard databases of its own on the network's northern server, made by
 * the product's migrations, so that verify of the network has nothing to say; the invariants of seats, runs, stories and
 * ledger are asked of each of them here. What needs intakes, workflows and a provider is not asked: there are none.
 */
export const seatsBench: Bench = {
  name: 'seats',
  about: 'the seat engine: holds, releases and confirms against pgbench and a naive transaction',
  needs: { processes: [], invariants: [] },
  run: (stage) => run(stage),
};

async function run(stage: Stage): Promise<BenchResult> {
  const place = seatsPlace(stage);
  const isFull = stage.extent === 'full';
  const sellMs = isFull ? 2_000 : 400;
  const sales = await measureSales(place, isFull ? fullPlan : quickPlan);
  const database = await place.newDatabase('others');
  place.progress('issue');
  const issue = await issueRun(place, database, isFull ? 8_000 : 200);
  place.progress('a poisoned request');
  const poison = await poisonRun(place, database);
  const pairs = isFull ? await pairCounts(place.network.databases.north.admin) : null;
  place.progress('kill -9 of the process');
  const kills = [await killSeller(place, { database, sellMs })];
  place.progress('kill -9 of Postgres');
  kills.push(await killPostgres(place, { database, sellMs }));
  return {
    tables: [salesTable(sales), pgbenchTable(sales), otherTable({ issue, kills, pairs })],
    judged: [
      ...exactChecks({ sales, kills, poison, issueBroken: issue.broken }),
      ...(isFull
        ? [...againstPostgres(sales), ...againstNaive(sales), ...againstItself(sales, pairs)]
        : []),
    ],
    charts: [salesChart(sales)],
  };
}
