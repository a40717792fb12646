import type { Cell, Chart, Table } from '../frame/bench.ts';
import { median } from '../frame/rounds.ts';
import type { IssueFound } from './issue.ts';
import type { KillFound } from './kill-runs.ts';
import type { PairCountsFound } from './pair-counts.ts';
import type { SalesFound } from './rounds-of-sales.ts';
import type { Measured } from './sales-runs.ts';

const round = (value: number, digits = 0): number => Number(value.toFixed(digits));

/** Medians over the rounds, one row per candidate. */
export function salesTable({ sales }: SalesFound): Table {
  return {
    title: 'Selling seats (medians; an operation is a hold answer, a release or a confirm)',
    columns: [
      'candidate',
      'operations/s',
      'changes/s',
      'sold out %',
      'p50 ms',
      'p99 ms',
      'database µs/op',
      'Node µs/op',
      'WAL B/op',
      'deadlocks',
    ],
    rows: [...sales].map(([name, rounds]) => salesRow(name, rounds)),
  };
}

function salesRow(name: string, rounds: readonly Measured[]): Cell[] {
  const of = (take: (measured: Measured) => number, digits = 0) =>
    round(median(rounds.map(take)), digits);
  return [
    name,
    of((found) => found.perSecond),
    of((found) => found.changesPerSecond),
    of((found) => found.soldOutShare * 100, 1),
    of((found) => found.p50Ms, 2),
    of((found) => found.p99Ms, 1),
    of((found) => found.databaseUs, 1),
    of((found) => found.nodeUs, 1),
    of((found) => found.walPerOperation),
    rounds.reduce((sum, { deadlocks }) => sum + deadlocks, 0),
  ];
}

export function pgbenchTable({ pgbench, soldOut }: SalesFound): Table {
  const rates = [...pgbench].map(([name, rounds]): Cell[] => [
    name,
    round(median(rounds.map(({ perSecond }) => perSecond))),
    round(median(rounds.map(({ p50Ms }) => p50Ms)), 3),
    round(median(rounds.map(({ p99Ms }) => p99Ms)), 2),
  ]);
  const refused = soldOut.map(({ perSecond }) => perSecond);
  return {
    title: 'Postgres itself, and sold-out answers (medians)',
    columns: ['what', 'per second', 'p50 ms', 'p99 ms'],
    rows: [
      ...rates,
      ...(refused.length === 0
        ? []
        : [['sold-out answers, 32 clients', round(median(refused)), null, null]]),
    ],
  };
}

export function otherTable(found: {
  issue: IssueFound | null;
  kills: readonly KillFound[];
  pairs: PairCountsFound | null;
}): Table {
  const { issue, kills, pairs } = found;
  return {
    title: 'Issue, kills, counts',
    columns: ['what', 'found', 'unit'],
    rows: [
      ...(issue === null ? [] : issueRows(issue)),
      ...kills.map(({ what, promises, lost }): Cell[] => [
        what,
        lost,
        `lost of ${promises} promises`,
      ]),
      ...(pairs === null
        ? []
        : [
            [`${pairs.pairs} pair counts of 1,000 seats`, round(pairs.countsUs, 1), 'µs'],
            ['SELECT 1 and back', round(pairs.roundTripUs, 1), 'µs'],
          ]),
    ],
  };
}

function issueRows(issue: IssueFound): Cell[][] {
  return [
    [
      'issue (tickets, ledger, message), 32 clients',
      round(issue.issued / issue.seconds),
      'bookings/s',
    ],
    ['issue p50', round(issue.p50Ms, 2), 'ms'],
    ['issue p99', round(issue.p99Ms, 2), 'ms'],
    ['issue, database', round((issue.databaseMs * 1000) / issue.issued), 'µs/booking'],
    ['issue, Node', round((issue.nodeMs * 1000) / issue.issued), 'µs/booking'],
    ['issue, WAL', round(issue.walBytes / issue.issued), 'B/booking'],
  ];
}

const clientCounts = [1, 8, 32, 64, 256];

export function salesChart({ sales, pgbench }: SalesFound): Chart {
  const of = (prefix: string) =>
    clientCounts.map((clients) => {
      const rounds = sales.get(`${prefix} ${clients}`);
      return rounds === undefined
        ? null
        : median(rounds.map(({ changesPerSecond }) => changesPerSecond));
    });
  const update = clientCounts.map((clients) => {
    const rounds = pgbench.get(`pgbench update ${clients}`);
    return rounds === undefined ? null : median(rounds.map(({ perSecond }) => perSecond));
  });
  return {
    title: 'Seats: changes per second by clients',
    shape: 'bars',
    unit: 'per second',
    scale: 'logarithmic',
    places: clientCounts.map(String),
    series: [
      { name: 'one train', values: of('product hot') },
      { name: '200 trains', values: of('product wide') },
      { name: 'pgbench UPDATE', values: update },
      { name: 'naive Prisma', values: of('naive hot') },
    ],
  };
}
