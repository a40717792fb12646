import type { Bench, BenchResult, Cell, Chart, Judged, Stage, Table } from '../frame/bench.ts';
import { isLong, requestsOf } from './demand.ts';
import {
  chooseAsSold,
  chooseBestFit,
  chooseFirstFit,
  type Chooser,
  randomChooser,
} from './policies.ts';
import { protectedChooser } from './protection.ts';
import { seededRandom } from './seeded-random.ts';
import { type SaleOutcome, sellByLoad, sellSeats } from './simulation.ts';

/** Demand that will be kept ÷ what the run can carry. */
const loads = [0.9, 1.1, 1.5, 2.5];
/** Those that are judged: more is asked than there is, but not hopelessly. */
const judgedLoads = [1.1, 1.5];
const protectedLoads = [1.5, 2.5];
const levels = [0, 100, 200, 300, 400];

const policies: readonly { name: string; chooserFor: (seed: number) => Chooser }[] = [
  { name: 'the product', chooserFor: () => chooseAsSold },
  { name: 'best fit, neighbours or not', chooserFor: () => chooseBestFit },
  { name: 'first fit', chooserFor: () => chooseFirstFit },
  { name: 'random', chooserFor: (seed) => randomChooser(seededRandom(seed + 1000)) },
];

export const choiceBench: Bench = {
  name: 'choice',
  about: 'which seats are given: distance sold against the best any assignment could do',
  run,
};

/** One policy at one load, over all seeds. */
interface Found {
  readonly policy: string;
  readonly load: number;
  /** By seed: distance sold ÷ that of the bound. */
  readonly ofBound: readonly number[];
  readonly outcomes: readonly SaleOutcome[];
}

async function run(stage: Stage): Promise<BenchResult> {
  const seeds = stage.extent === 'full' ? [1, 2, 3, 4, 5] : [1];
  const found: Found[] = [];
  const bounds: Found[] = [];
  for (const load of loads) {
    stage.progress(`selling 1,000 seats to ${load} times what they can carry`);
    const sales = seeds.map((seed) => requestsOf(seed, load));
    const bound = sales.map((requests) => sellByLoad(requests));
    bounds.push({ policy: 'bound', load, ofBound: bound.map(() => 1), outcomes: bound });
    for (const { name, chooserFor } of policies) {
      stage.signal.throwIfAborted();
      // Lets Ctrl-C through between two sales.
      await new Promise((resolve) => setImmediate(resolve));
      const outcomes = sales.map((requests, at) => sellSeats(requests, chooserFor(seeds[at] ?? 0)));
      const ofBound = outcomes.map(({ soldKm }, at) => soldKm / (bound[at]?.soldKm ?? Number.NaN));
      found.push({ policy: name, load, ofBound, outcomes });
    }
  }
  stage.progress('selling under protection levels');
  const protection = protectedLoads.map((load) => protectionRow(load, seeds));
  return {
    tables: [policyTable([...bounds, ...found], seeds.length), protectionTable(protection)],
    judged: judgementsOf(found.filter(({ policy }) => policy === 'the product')),
    charts: [chartOf(found)],
  };
}

function policyTable(found: readonly Found[], seeds: number): Table {
  const names = [...new Set(found.map(({ policy }) => policy))];
  const at = (policy: string, load: number) =>
    found.find((one) => one.policy === policy && one.load === load);
  return {
    title: `Seat choice, 1,000 seats × 23 segments, ${seeds} seeds, 43 % of holds released; distance sold ÷ bound`,
    columns: [
      'policy',
      ...loads.map((load) => `d = ${load}`),
      'worst seed at 1.1 and 1.5',
      'long trips accepted at 1.1',
      'groups side by side at 1.1 and 1.5',
      'in one coach',
      'µs per decision',
    ],
    rows: names.map((name) => {
      const judged = judgedLoads.flatMap((load) => at(name, load) ?? []);
      const outcomes = judged.flatMap((one) => one.outcomes);
      const long = at(name, 1.1)?.outcomes ?? [];
      return [
        name,
        ...loads.map((load) => percent(mean(at(name, load)?.ofBound ?? []))),
        percent(Math.min(...judged.flatMap(({ ofBound }) => ofBound))),
        percent(
          shareOf(long, {
            part: ({ long: { accepted } }) => accepted,
            of: ({ long: { asked } }) => asked,
          }),
        ),
        ...(name === 'bound' ? [null, null, null] : togetherCells(outcomes)),
      ];
    }),
  };
}

function togetherCells(outcomes: readonly SaleOutcome[]): Cell[] {
  return [
    percent(sideBySide(outcomes)),
    percent(shareOf(outcomes, { part: ({ sameCoach }) => sameCoach, of: ({ groups }) => groups })),
    mean(outcomes.map(({ microsPerDecision }) => microsPerDecision)),
  ];
}

/** Long trips kept and distance sold under each protection level, against level 0. */
function protectionRow(load: number, seeds: readonly number[]): Table['rows'][number] {
  const sales = seeds.map((seed) => requestsOf(seed, load));
  const outcomes = levels.map((level) =>
    sales.map((requests) => sellSeats(requests, protectedChooser(level))),
  );
  const kmOf = (of: readonly SaleOutcome[]) => mean(of.map(({ soldKm }) => soldKm));
  const free = kmOf(outcomes[0] ?? []);
  const wanted = sales.map((requests) =>
    requests.reduce(
      (sum, request) =>
        request.releasedAfter === null && isLong(request) ? sum + request.count : sum,
      0,
    ),
  );
  return [
    load,
    Math.round(mean(wanted)),
    ...outcomes.map((of) => {
      const kept = Math.round(mean(of.map(({ long }) => long.kept)));
      return `${kept} / ${((100 * kmOf(of)) / free).toFixed(1)} %`;
    }),
  ];
}

function protectionTable(rows: Table['rows']): Table {
  return {
    title:
      'Protection level K (a rule on top of the product’s chooser, not yet part of the product): a short trip may not break one of the last K whole seats; long passengers kept / distance sold against K = 0',
    columns: ['d', 'long passengers', ...levels.map((level) => `K = ${level}`)],
    rows,
  };
}

function judgementsOf(product: readonly Found[]): Judged[] {
  return judgedLoads.flatMap((load) => {
    const found = product.find((one) => one.load === load);
    if (found === undefined) return [];
    const value = rounded(mean(found.ofBound));
    const what = `distance sold ÷ bound at d = ${load}`;
    return [
      { kind: 'bar', what, value, limit: { atLeast: 0.99 } },
      { kind: 'aim', what, value, limit: { atLeast: 0.994 } },
      {
        kind: 'bar',
        what: `groups side by side at d = ${load}`,
        value: rounded(sideBySide(found.outcomes)),
        limit: { atLeast: 0.95 },
      },
    ];
  });
}

function chartOf(found: readonly Found[]): Chart {
  return {
    title: 'Distance sold ÷ the best any assignment could do',
    shape: 'bars',
    unit: 'share',
    places: loads.map((load) => `d = ${load}`),
    series: policies.map(({ name }) => ({
      name,
      values: loads.map((load) =>
        mean(found.find((one) => one.policy === name && one.load === load)?.ofBound ?? []),
      ),
    })),
  };
}

function sideBySide(outcomes: readonly SaleOutcome[]): number {
  return shareOf(outcomes, { part: (one) => one.sideBySide, of: (one) => one.groups });
}

function shareOf(
  outcomes: readonly SaleOutcome[],
  share: { part: (one: SaleOutcome) => number; of: (one: SaleOutcome) => number },
): number {
  const sum = (value: (one: SaleOutcome) => number) =>
    outcomes.reduce((all, one) => all + value(one), 0);
  return sum(share.part) / sum(share.of);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)} %`;
}

/** Four digits after the point: seeds differ in the third. */
function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
