import type { Chart, Judged, Stage, Table } from '../frame/bench.ts';
import { runLoad } from '../frame/load-process.ts';
import { inRounds, median, medianRatio } from '../frame/rounds.ts';
import type { CostLoadAnswer, CostLoadInput, PhaseCost } from './cost-load.ts';
import { tripsPerAccount } from './history.ts';
import { settingsOfStore, type Store } from './stores.ts';

const rounds = { full: 3, quick: 1 };
const counts: Record<Stage['extent'], CostLoadInput['counts']> = {
  // Right after a checkpoint each page of an index is logged whole when it is first written: the holds of the warm-up
  // bring both stores, and the engine's compiled code, to where they are in the middle of a day.
  full: {
    warmUp: 200,
    firstHolds: 1_500,
    holds: 5_000,
    issues: 600,
    reads: 2_000,
    searches: 2_000_000,
  },
  quick: { warmUp: 10, firstHolds: 10, holds: 40, issues: 10, reads: 20, searches: 50 },
};
const withinMs = 120_000;
const processes = ['central', 'north', 'south', 'load'] as const;

/** Large ÷ small may be at most this, in CPU and in time. */
const limits: Readonly<Record<string, number>> = {
  hold: 1.1,
  search: 1.1,
  issue: 1.3,
  'my trips': 1.3,
};

/** What came of it; the intents stand for what the provider has captured meanwhile. */
export interface MeasuredCosts {
  readonly tables: readonly Table[];
  readonly judged: readonly Judged[];
  readonly chart: Chart;
  readonly intents: { readonly small: readonly string[]; readonly large: readonly string[] };
}

/** The same work on both stores, in turn, on the same servers. */
export async function measureCosts(
  stage: Stage,
  stores: { small: Store; large: Store },
): Promise<MeasuredCosts> {
  let serial = 0;
  const found = await inRounds({
    rounds: rounds[stage.extent],
    signal: stage.signal,
    candidates: (['small', 'large'] as const).map((name) => ({
      name,
      run: (round: number) => {
        stage.progress(`costs, round ${round + 1}: ${name}`);
        return costsOn(stage, { store: stores[name], serial: serial++ });
      },
    })),
  });
  const names = found.small[0]?.phases.map(({ phase }) => phase) ?? [];
  const phases = names.map((phase) => comparedPhase(phase, found));
  return {
    tables: [ratioTable(phases, stores), processTable(phases)],
    judged: phases.flatMap(judgementsOf),
    chart: chartOf(phases),
    intents: {
      small: found.small.flatMap(({ intents }) => intents),
      large: found.large.flatMap(({ intents }) => intents),
    },
  };
}

async function costsOn(
  stage: Stage,
  { store, serial }: { store: Store; serial: number },
): Promise<CostLoadAnswer> {
  const network = stage.network();
  const input: CostLoadInput = {
    settings: settingsOfStore(network, store),
    servers: (['central', 'north', 'south'] as const).map((name) => ({
      name,
      pid: network.pidOf(name),
    })),
    serial,
    accounts: store.wishes.bookings / tripsPerAccount,
    counts: counts[stage.extent],
  };
  return runLoad<CostLoadAnswer>({
    script: 'test/load/growth/cost-load.ts',
    input,
    signal: stage.signal,
    withinMs,
  });
}

/** One phase on both stores, round by round. */
interface ComparedPhase {
  readonly phase: string;
  readonly small: readonly PhaseCost[];
  readonly large: readonly PhaseCost[];
}

function comparedPhase(
  phase: string,
  found: Record<'small' | 'large', CostLoadAnswer[]>,
): ComparedPhase {
  const of = (answers: readonly CostLoadAnswer[]) =>
    answers.flatMap(({ phases }) => phases.filter((one) => one.phase === phase));
  return { phase, small: of(found.small), large: of(found.large) };
}

/** Null where the meters have seen nothing, as in quick runs. */
function ratioOf(
  { small, large }: ComparedPhase,
  value: (cost: PhaseCost) => number,
): number | null {
  const ratio = medianRatio(large.map(value), small.map(value));
  return ratio === null || !Number.isFinite(ratio) ? null : ratio;
}

function middle(costs: readonly PhaseCost[], value: (cost: PhaseCost) => number): number {
  return median(costs.map(value));
}

function ratioTable(
  phases: readonly ComparedPhase[],
  { small, large }: { small: Store; large: Store },
): Table {
  const [few, many] = [small.wishes.bookings, large.wishes.bookings].map((size) =>
    size.toLocaleString('en'),
  );
  return {
    title: `Cost of one operation, 16 clients: ${few} and ${many} bookings stored (each run adds its own to both)`,
    columns: [
      'operation',
      `CPU µs, ${few}`,
      `CPU µs, ${many}`,
      'ratio',
      `µs, ${few}`,
      `µs, ${many}`,
      'ratio of time',
      `p99 ms, ${few}`,
      `p99 ms, ${many}`,
    ],
    rows: phases.map((one) => [
      one.phase,
      Math.round(middle(one.small, ({ cpuMicros }) => cpuMicros)),
      Math.round(middle(one.large, ({ cpuMicros }) => cpuMicros)),
      ratioOf(one, ({ cpuMicros }) => cpuMicros),
      Math.round(middle(one.small, ({ micros }) => micros)),
      Math.round(middle(one.large, ({ micros }) => micros)),
      ratioOf(one, ({ micros }) => micros),
      middle(one.small, ({ p99Ms }) => p99Ms),
      middle(one.large, ({ p99Ms }) => p99Ms),
    ]),
  };
}

function processTable(phases: readonly ComparedPhase[]): Table {
  return {
    title: 'CPU µs of one operation by process, small store and large store',
    columns: ['operation', ...processes],
    rows: phases.map((one) => [
      one.phase,
      ...processes.map((name) => {
        const of = (costs: readonly PhaseCost[]) =>
          Math.round(middle(costs, ({ by }) => by[name] ?? 0));
        return `${of(one.small)} / ${of(one.large)}`;
      }),
    ]),
  };
}

function judgementsOf(one: ComparedPhase): Judged[] {
  const atMost = limits[one.phase];
  if (atMost === undefined) return [];
  const values = {
    CPU: (cost: PhaseCost) => cost.cpuMicros,
    time: (cost: PhaseCost) => cost.micros,
  };
  return Object.entries(values).map(([what, value]) => ({
    kind: 'bar',
    what: `${one.phase}: ${what} with the large store ÷ with the small one`,
    value: ratioOf(one, value),
    limit: { atMost },
  }));
}

function chartOf(phases: readonly ComparedPhase[]): Chart {
  const judged = phases.filter(({ phase }) => limits[phase] !== undefined);
  return {
    title: 'CPU of one operation',
    shape: 'bars',
    unit: 'µs',
    places: judged.map(({ phase }) => phase),
    series: (['small', 'large'] as const).map((name) => ({
      name: `${name} store`,
      values: judged.map((one) => middle(one[name], ({ cpuMicros }) => cpuMicros)),
    })),
    scale: 'logarithmic',
  };
}
