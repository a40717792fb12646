import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Chart, Judged, Stage, Table } from '../frame/bench.ts';
import { runLoad } from '../frame/load-process.ts';
import { inRounds, median, medianRatio } from '../frame/rounds.ts';
import { historyShards, type HistoryShard } from './history.ts';
import type { OutageLoadAnswer, OutageLoadInput } from './outage-load.ts';
import type { ShardsLoadAnswer, ShardsLoadInput } from './shards-load.ts';
import type { Store } from './stores.ts';

const rounds = { full: 3, quick: 1 };
const seconds = { full: 3, quick: 0.5 };
const outageSeconds = { full: 6, quick: 1 };
/** From the moment that all processes are ready. Two processes that share the cores are long at compiling what is hot. */
const warmUpMs = { full: 3_000, quick: 100 };
const clients = 64;
const holdsPerSecond = 100;
const withinMs = 60_000;

const candidates = [
  { name: 'one shard, one process', processes: [['north']] },
  { name: 'two shards, a process each', processes: [['north'], ['south']] },
  { name: 'two shards, one process', processes: [['north', 'south']] },
  {
    name: 'two shards, two processes on both',
    processes: [
      ['north', 'south'],
      ['north', 'south'],
    ],
  },
] as const satisfies readonly { name: string; processes: readonly (readonly HistoryShard[])[] }[];
type CandidateName = (typeof candidates)[number]['name'];

type Standing = 'both up' | 'north stopped';
const standings: Record<Stage['extent'], readonly Standing[]> = {
  full: ['both up', 'north stopped'],
  quick: ['north stopped'],
};

export interface MeasuredShards {
  readonly tables: readonly Table[];
  readonly judged: readonly Judged[];
  readonly chart: Chart;
}

/** What a second shard, a second process and a shard that stands still do to the others. */
export async function measureShards(stage: Stage, store: Store): Promise<MeasuredShards> {
  let trains = 0;
  const asked = stage.extent === 'full' ? candidates : candidates.slice(1, 2);
  const rates = await inRounds<CandidateName, ShardsLoadAnswer>({
    rounds: rounds[stage.extent],
    signal: stage.signal,
    candidates: asked.map(({ name, processes }) => ({
      name,
      run: (round) => {
        stage.progress(`shards, round ${round + 1}: ${name}`);
        return rateOf(stage, { store, processes, trains: trains++ });
      },
    })),
  });
  const outages = await inRounds<Standing, OutageLoadAnswer>({
    rounds: rounds[stage.extent],
    signal: stage.signal,
    candidates: standings[stage.extent].map((name) => ({
      name,
      run: (round) => {
        stage.progress(`a shard away, round ${round + 1}: ${name}`);
        return outageOf(stage, { store, name, trains: trains++ });
      },
    })),
  });
  return {
    tables: [rateTable(rates), outageTable(outages)],
    judged: judgementsOf(rates, outages),
    chart: {
      title: 'Holds and releases by allocators, 64 clients',
      shape: 'bars',
      unit: 'operations/s',
      places: Object.keys(rates),
      series: [
        { name: 'median', values: Object.values(rates).map((found) => median(perSecondOf(found))) },
      ],
    },
  };
}

async function rateOf(
  stage: Stage,
  of: { store: Store; processes: readonly (readonly HistoryShard[])[]; trains: number },
): Promise<ShardsLoadAnswer> {
  const place = join(stage.scratch, `growth-${of.trains}`);
  const ready = of.processes.map((_, at) => `${place}-ready-${at}`);
  const go = `${place}-go`;
  const running = Promise.all(
    of.processes.map((serve, at) => {
      const input: ShardsLoadInput = {
        urls: urlsOf(of.store),
        trains: of.trains,
        serve,
        clients: clients / of.processes.length,
        seconds: seconds[stage.extent],
        ready: ready[at] ?? '',
        go,
      };
      return runLoad<ShardsLoadAnswer>({
        script: 'test/load/growth/shards-load.ts',
        input,
        signal: stage.signal,
        withinMs,
      });
    }),
  );
  const [answers] = await Promise.all([running, startTogether(stage, { ready, go, running })]);
  return {
    perSecond: answers.reduce((sum, { perSecond }) => sum + perSecond, 0),
    askedAgain: answers.reduce((sum, { askedAgain }) => sum + askedAgain, 0),
    busy: answers.reduce((sum, { busy }) => sum + busy, 0),
  };
}

/** Lets the processes go once all are ready, so that they measure the same seconds. */
async function startTogether(
  stage: Stage,
  { ready, go, running }: { ready: readonly string[]; go: string; running: Promise<unknown> },
): Promise<void> {
  let hasEnded = false;
  void running.catch(() => undefined).then(() => (hasEnded = true));
  while (!hasEnded && !ready.every((file) => existsSync(file))) await pause(10);
  // Renamed into place: whoever sees it can read it.
  writeFileSync(`${go}-soon`, String(Date.now() + warmUpMs[stage.extent]));
  renameSync(`${go}-soon`, go);
}

async function outageOf(
  stage: Stage,
  of: { store: Store; name: Standing; trains: number },
): Promise<OutageLoadAnswer> {
  const network = stage.network();
  const input: OutageLoadInput = {
    urls: urlsOf(of.store),
    trains: of.trains,
    seconds: outageSeconds[stage.extent],
    holdsPerSecond,
    frozen: of.name === 'both up' ? null : network.pidOf('north'),
  };
  return runLoad<OutageLoadAnswer>({
    script: 'test/load/growth/outage-load.ts',
    input,
    signal: stage.signal,
    withinMs,
  });
}

function urlsOf({ urls }: Store): ShardsLoadInput['urls'] {
  return { north: urls.north.app, south: urls.south.app };
}

type Rates = Partial<Record<CandidateName, ShardsLoadAnswer[]>>;

function perSecondOf(found: readonly ShardsLoadAnswer[]): number[] {
  return found.map(({ perSecond }) => perSecond);
}

function rateTable(rates: Rates): Table {
  const one = rates['one shard, one process'];
  return {
    title: 'Holds and releases by allocators without anything in front, 64 clients in all',
    columns: [
      '',
      'operations/s',
      '÷ one shard, one process',
      'releases answered again',
      'holds answered busy',
    ],
    rows: Object.entries(rates).map(([name, found]) => [
      name,
      Math.round(median(perSecondOf(found))),
      ratioTo(one, found),
      found.reduce((sum, { askedAgain }) => sum + askedAgain, 0),
      found.reduce((sum, { busy }) => sum + busy, 0),
    ]),
  };
}

function ratioTo(
  one: readonly ShardsLoadAnswer[] | undefined,
  found: readonly ShardsLoadAnswer[] | undefined,
): number | null {
  return one === undefined || found === undefined
    ? null
    : medianRatio(perSecondOf(found), perSecondOf(one));
}

function outageTable(outages: Record<Standing, OutageLoadAnswer[]>): Table {
  return {
    title: `One process holds ${holdsPerSecond} seats a second on each of two shards; the north's Postgres stands still`,
    columns: [
      '',
      'south p50 ms',
      'south p99 ms',
      ...historyShards.flatMap((shard) => [`${shard} held`, `${shard} refused`]),
    ],
    rows: Object.entries(outages).map(([name, found]) => [
      name,
      median(found.map(({ p50Ms }) => p50Ms)),
      median(found.map(({ p99Ms }) => p99Ms)),
      ...historyShards.flatMap((shard) => [
        median(found.map(({ held }) => held[shard])),
        median(found.map(({ refused }) => refused[shard])),
      ]),
    ]),
  };
}

function judgementsOf(
  rates: Rates,
  outages: Partial<Record<Standing, OutageLoadAnswer[]>>,
): Judged[] {
  const p99s = (found: OutageLoadAnswer[] | undefined) => found?.map(({ p99Ms }) => p99Ms) ?? null;
  return [
    {
      kind: 'bar',
      what: 'two shards ÷ one, operations/s',
      value: ratioTo(rates['one shard, one process'], rates['two shards, a process each']),
      limit: { atLeast: 0.9 },
    },
    {
      kind: 'bar',
      what: 'p99 of the southern shard with the northern one stopped ÷ with both up',
      value: medianRatio(p99s(outages['north stopped']), p99s(outages['both up'])),
      limit: { atMost: 1.2 },
    },
  ];
}
