import type { BenchResult } from '../frame/bench.ts';
import type { MeteredProcess } from '../frame/process-cpu.ts';
import { inRounds, median, medianRatio, quantile } from '../frame/rounds.ts';
import type { BuyerLoadAnswer } from './buyer-load.ts';
import { countIn, rateOf, runMeasured, type MeasuredRun, type Timing } from './measured-run.ts';
import type { ReferenceLoadAnswer } from './reference-load.ts';
import type { Scene } from './scene.ts';
import { startSideProcess } from './side-process.ts';

/** One round of one candidate, whichever it was. */
export interface WayRound {
  readonly perSecond: number;
  /** CPU milliseconds per booking, by process. */
  readonly cpu: Record<string, number>;
  readonly holdMs: readonly number[];
  /** From the wish to pay to the ticket. */
  readonly payMs: readonly number[];
}

/** Ticketed bookings per second against Temporal alone with the same workflow, same clients, interleaved. */
export async function againstTemporal(scene: Scene): Promise<BenchResult> {
  const { stage, network, extent } = scene;
  const input = {
    address: network.temporalAddress,
    namespace: network.settings['INTERLOCK_NAMESPACE'] ?? 'default',
    taskQueues: ['bookings.reference'],
  };
  const reference = await startSideProcess({
    script: 'test/load/bookings/reference-process.ts',
    input,
    signal: stage.signal,
  });
  try {
    const alone = { input, pid: reference.pid };
    if (extent.warmUp !== null) {
      await buyTickets(scene, 'warming up', { timing: extent.warmUp.product });
      await askTemporal(scene, alone, extent.warmUp.reference);
    }
    const found = await inRounds<'product' | 'reference', WayRound>({
      rounds: extent.rounds,
      signal: stage.signal,
      candidates: [
        {
          name: 'product',
          run: (round) => buyTickets(scene, `round ${round + 1}`, { timing: extent.product }),
        },
        { name: 'reference', run: () => askTemporal(scene, alone, extent.reference) },
      ],
    });
    return resultOf(found, extent.product.clients);
  } finally {
    await reference.stop();
  }
}

/** The same workflow and nothing to do: what Temporal alone carries. */
async function askTemporal(
  { network, stage }: Scene,
  reference: { readonly input: object; readonly pid: number },
  timing: Timing,
): Promise<WayRound> {
  const run = await runMeasured<ReferenceLoadAnswer>({
    network,
    timing,
    signal: stage.signal,
    script: 'test/load/bookings/reference-load.ts',
    input: reference.input,
    others: [{ name: 'worker of the reference', pid: reference.pid }],
  });
  const { doneAt, holdMs, payMs } = run.answer;
  const perSecond = rateOf(run, doneAt);
  stage.progress(`reference: ${perSecond.toFixed(1)} bookings/s`);
  return { perSecond, cpu: cpuPer(run, doneAt), holdMs, payMs };
}

/** The whole way through the product, as a partner or a browser's server goes it. */
export async function buyTickets(
  scene: Scene,
  name: string,
  of: { readonly timing: Timing; readonly others?: readonly MeteredProcess[] },
): Promise<WayRound> {
  const { stage, network, journeys } = scene;
  const { timing, others = [] } = of;
  const run = await runMeasured<BuyerLoadAnswer>({
    network,
    timing,
    signal: stage.signal,
    script: 'test/load/bookings/buyer-load.ts',
    others,
    input: {
      deed: 'ticket',
      apiUrl: network.apiUrl,
      buyers: scene.takeBuyers(timing.clients),
      journeys,
    },
  });
  const { doneAt, times, ranDry } = run.answer;
  if (ranDry > 0) throw new Error(`${ranDry} clients had no journey left`);
  const perSecond = rateOf(run, doneAt);
  stage.progress(`product, ${name}: ${perSecond.toFixed(1)} tickets/s`);
  return {
    perSecond,
    cpu: cpuPer(run, doneAt),
    holdMs: times.map(({ holdMs }) => holdMs),
    payMs: times.map(({ payMs, ticketMs }) => payMs + ticketMs),
  };
}

function cpuPer(run: MeasuredRun<unknown>, doneAt: readonly number[]): Record<string, number> {
  const count = Math.max(1, countIn(run, doneAt));
  return Object.fromEntries(Object.entries(run.cpu).map(([name, ms]) => [name, ms / count]));
}

function resultOf(
  found: Record<'product' | 'reference', WayRound[]>,
  clients: number,
): BenchResult {
  const { product, reference } = found;
  const ratio = medianRatio(
    product.map(({ perSecond }) => perSecond),
    reference.map(({ perSecond }) => perSecond),
  );
  const what = 'ticketed bookings/s ÷ Temporal alone with the same workflow';
  const byCpu = medianRatio(
    reference.map(({ cpu }) => costOfReference(cpu)),
    product.map(({ cpu }) => costOfAll(cpu)),
  );
  return {
    tables: [
      waysTable(`Ticketed bookings, 2 seats each, ${clients} clients`, { product, reference }),
      cpuTable('CPU ms per ticketed booking, by process', { product, reference }),
    ],
    judged: [
      { kind: 'bar', what, value: ratio, limit: { atLeast: 0.5 } },
      { kind: 'aim', what, value: ratio, limit: { atLeast: 0.65 } },
      {
        kind: 'aim',
        what: 'the same by CPU time per booking',
        value: byCpu,
        limit: { atLeast: 0.65 },
        note: 'what others use of the machine takes more from the reference, which has fewer processes',
      },
    ],
    charts: [
      {
        title: "Ticketed bookings per second, and Temporal's ceiling",
        shape: 'bars',
        unit: 'bookings/s',
        places: ['Interlock', 'Temporal alone'],
        series: [{ name: 'bookings/s', values: [medianRate(product), medianRate(reference)] }],
      },
    ],
  };
}

function costOfAll(cpu: Readonly<Record<string, number>>): number {
  return Object.values(cpu).reduce((sum, ms) => sum + ms, 0);
}

/** Without the product's processes, which only wait meanwhile. */
function costOfReference(cpu: Readonly<Record<string, number>>): number {
  return ['temporal', 'worker of the reference', 'load'].reduce(
    (sum, name) => sum + (cpu[name] ?? 0),
    0,
  );
}

/** Rate and times of each way. */
export function waysTable(title: string, ways: Record<string, readonly WayRound[]>) {
  return {
    title,
    columns: [
      'way',
      'per second',
      'rounds',
      'hold p50 ms',
      'hold p99 ms',
      'pay p50 ms',
      'pay p99 ms',
    ],
    rows: Object.entries(ways).map(([name, rounds]) => [
      name,
      medianRate(rounds),
      rounds.map(({ perSecond }) => perSecond.toFixed(1)).join(' '),
      ...quantiles(rounds.flatMap(({ holdMs }) => holdMs)),
      ...quantiles(rounds.flatMap(({ payMs }) => payMs)),
    ]),
  };
}

/** Median over the rounds, per process and in all. */
export function cpuTable(title: string, ways: Record<string, readonly WayRound[]>) {
  const names = [
    ...new Set(
      Object.values(ways).flatMap((rounds) => rounds.flatMap(({ cpu }) => Object.keys(cpu))),
    ),
  ];
  const costOf = (rounds: readonly WayRound[], name: string): number =>
    rounds.length === 0 ? Number.NaN : median(rounds.map(({ cpu }) => cpu[name] ?? 0));
  return {
    title,
    columns: ['process', ...Object.keys(ways)],
    rows: [
      ...names.map((name) => [name, ...Object.values(ways).map((rounds) => costOf(rounds, name))]),
      [
        'all',
        ...Object.values(ways).map((rounds) =>
          names.reduce((sum, name) => sum + costOf(rounds, name), 0),
        ),
      ],
    ],
  };
}

function medianRate(rounds: readonly WayRound[]): number {
  return median(rounds.map(({ perSecond }) => perSecond));
}

function quantiles(values: readonly number[]): (number | null)[] {
  return values.length === 0
    ? [null, null]
    : [Math.round(quantile(values, 0.5)), Math.round(quantile(values, 0.99))];
}
