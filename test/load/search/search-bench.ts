import { seatClassCode } from '@interlock/domain/classes';
import { seatsByClass } from '@interlock/use-cases/availability/layout-seats';
import type { Bench, BenchResult, Extent, Judged, Stage, Table } from '../frame/bench.ts';
import { median, medianRatio, quantile } from '../frame/rounds.ts';
import { measureRates, seatsPerSecond, type RatesFound, type Wave } from './answer-rate.ts';
import { compareCounts, type CountsFound } from './exact-counts.ts';
import { questionsOf, type Questions } from './questions.ts';
import type { SoldRun } from './sales-process.ts';
import { openScene, type Scene } from './scene.ts';
import type { SearchWaveFound } from './search-load.ts';
import { statementsOfApi, type StatementsFound } from './statements.ts';
import { measureLag } from './visible-lag.ts';

const sizes = {
  full: { trains: 48, days: 15, pairs: 300, rounds: 5, seconds: 4, connections: 32, lags: 200 },
  quick: { trains: 6, days: 3, pairs: 20, rounds: 1, seconds: 1, connections: 8, lags: 5 },
} as const satisfies Record<Extent, object>;

/** Searches through HTTP against a bare node:http server that says the same bytes, while seats are sold. */
export const searchBench: Bench = {
  name: 'search',
  about:
    'searches/s against a bare node:http server, while 500 seats/s are sold; the size of China; publishing',
  needs: {
    processes: ['central', 'north', 'south', 'api'],
    invariants: ['I1', 'I2', 'I4', 'I6', 'I7', 'I8', 'I10'],
  },
  run,
};

async function run(stage: Stage): Promise<BenchResult> {
  const size = sizes[stage.extent];
  const scene = await openScene(stage, size);
  try {
    const questions = questionsOf(scene.railway, size.pairs);
    const rates = await measureRates(scene, questions, size);
    const lags = await lagsWhileSelling(scene, size.lags);
    const statements = await countStatements(scene, questions);
    stage.progress('comparing every count with SQL');
    const counts = await compareCounts({
      port: scene.network.ports.api,
      shards: [scene.network.databases.north.admin, scene.network.databases.south.admin],
      railway: scene.railway,
    });
    return {
      tables: [ratesTable(rates)],
      judged: [...judgeRates(rates, lags), ...judgeStatements(statements), ...judgeCounts(counts)],
      charts: [],
    };
  } finally {
    await scene.close();
  }
}

/** The run that nothing else is sold of, and the search that shows it. */
function probeOf({ railway, runs }: Scene): { run: SoldRun; path: string } {
  const plan = railway.plans.at(-1);
  const date = railway.dates.at(-1);
  const run = runs.at(-1);
  if (plan === undefined || date === undefined || run === undefined)
    throw new Error('the railway is empty');
  const ends = { from: plan.stops[0]?.telecode ?? '', to: plan.stops.at(-1)?.telecode ?? '', date };
  const [most = 'second'] = [...seatsByClass(plan.layout)].sort((a, b) => b[1] - a[1])[0] ?? [];
  return {
    run: { ...run, classCodes: [seatClassCode[most]] },
    path: `/availability?${new URLSearchParams(ends).toString()}`,
  };
}

async function lagsWhileSelling(scene: Scene, times: number): Promise<number[]> {
  scene.stage.progress('how long until a sale is visible');
  await scene.sales.ask('start', { seatsPerSecond }, 5_000);
  const lags = await measureLag(scene, { ...probeOf(scene), times });
  await scene.sales.ask('stop', {}, 30_000);
  return lags;
}

interface CountedStatements {
  readonly searches: number;
  readonly whileSearching: StatementsFound;
  /** Of a question that is known to ask each database once. */
  readonly ofKnownQuery: StatementsFound;
}

async function countStatements(scene: Scene, questions: Questions): Promise<CountedStatements> {
  const { network, load, stage } = scene;
  stage.progress('counting statements');
  const port = network.ports.api;
  let searches = 0;
  const whileSearching = await statementsOfApi(network, async () => {
    const wave = { port, ...questions, connections: 4, seconds: 1 };
    searches = (await load.ask<SearchWaveFound>('search', wave, 30_000)).answers;
  });
  const ofKnownQuery = await statementsOfApi(network, async () => {
    const answer = await fetch(`http://127.0.0.1:${port}/ready`);
    await answer.text();
  });
  return { searches, whileSearching, ofKnownQuery };
}

function judgeRates({ waves, sales }: RatesFound, lags: readonly number[]): Judged[] {
  const { interlock, bare } = waves;
  const rate = medianRatio(interlock.map(perSecond), bare.map(perSecond));
  const cpu = medianRatio(bare.map(cpuMicroseconds), interlock.map(cpuMicroseconds));
  const what = 'searches/s ÷ a bare node:http server sending the same bytes';
  return [
    { kind: 'bar', what, value: rate, limit: { atLeast: 0.5 } },
    { kind: 'aim', what, value: rate, limit: { atLeast: 0.7 } },
    {
      kind: 'bar',
      what: 'the same by CPU time of the answering process',
      value: cpu,
      limit: { atLeast: 0.5 },
    },
    {
      kind: 'aim',
      what: 'p99 of searches ÷ p99 of the bare server',
      value: medianRatio(interlock.map(p99), bare.map(p99)),
      limit: { atMost: 5 },
    },
    {
      kind: 'bar',
      what: 'seats sold per second meanwhile ÷ 500',
      value: sales.seatsPerSecond / seatsPerSecond,
      limit: { atLeast: 0.9 },
    },
    {
      kind: 'aim',
      what: 'ms from a commit to the visible count, p99',
      value: quantile(lags, 0.99),
      limit: { atMost: 250 },
    },
  ];
}

function judgeStatements({ searches, whileSearching, ofKnownQuery }: CountedStatements): Judged[] {
  const first = whileSearching.others[0];
  return [
    {
      kind: 'bar',
      what: 'SQL statements per search, by the servers',
      value: whileSearching.others.length / searches,
      limit: { atMost: 0 },
      ...(first === undefined ? {} : { note: first.slice(0, 120) }),
    },
    {
      kind: 'bar',
      what: 'SQL statements that the same count sees of a question to all three databases',
      value: ofKnownQuery.others.length,
      limit: { atLeast: 3 },
    },
  ];
}

function judgeCounts({ runs, compared, different }: CountsFound): Judged[] {
  const first = different[0];
  return [
    {
      kind: 'bar',
      what: `counts that differ from SQL, of ${compared} on ${runs} runs`,
      value: different.length,
      limit: { atMost: 0 },
      ...(first === undefined ? {} : { note: first }),
    },
    { kind: 'bar', what: 'counts compared', value: compared, limit: { atLeast: 1 } },
  ];
}

function ratesTable({ waves, sales }: RatesFound): Table {
  const rows = (['interlock', 'bare'] as const).map((server) => {
    const of = waves[server];
    const bytes = of.map(({ megabytes, answers }) => (megabytes * 1000) / answers);
    const figures = [perSecond, cpuMicroseconds, p50, p99].map((pick) => median(of.map(pick)));
    return [server, ...figures, median(bytes)];
  });
  return {
    title: `searches while ${sales.seatsPerSecond.toFixed(0)} seats/s are sold`,
    columns: ['server', 'searches/s', 'CPU µs each', 'p50 ms', 'p99 ms', 'kB each'],
    rows,
  };
}

function perSecond(wave: Wave): number {
  return wave.perSecond;
}

function cpuMicroseconds(wave: Wave): number {
  return wave.cpuMicroseconds;
}

function p50(wave: Wave): number {
  return wave.p50Ms;
}

function p99(wave: Wave): number {
  return wave.p99Ms;
}
