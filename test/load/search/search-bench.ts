import { seatClassCode } from '@interlock/domain/classes';
import { seatsByClass } from '@interlock/use-cases/availability/layout-seats';
import type { Bench, BenchResult, Extent, Stage } from '../frame/bench.ts';
import { measureRates, seatsPerSecond } from './answer-rate.ts';
import { compareCounts } from './exact-counts.ts';
import { nationalSize } from './national-railway.ts';
import { measureNational, type NationalWanted } from './national.ts';
import { questionsOf, type Questions } from './questions.ts';
import type { SoldRun } from './sales-process.ts';
import { openScene, type Scene } from './scene.ts';
import type { SearchWaveFound } from './search-load.ts';
import { resultOf, type CountedStatements } from './search-result.ts';
import { statementsOfApi } from './statements.ts';
import { measureLag } from './visible-lag.ts';

interface Size extends NationalWanted {
  readonly demoTrains: number;
  readonly days: number;
  readonly pairs: number;
  readonly seconds: number;
  readonly connections: number;
  readonly lags: number;
}

const sizes: Record<Extent, Size> = {
  full: {
    demoTrains: 48,
    days: 15,
    pairs: 300,
    seconds: 4,
    connections: 32,
    lags: 200,
    trains: nationalSize.trains,
    rounds: 3,
    waveSeconds: 4,
    sellSeconds: 20,
    runsPerRound: 1_000,
    quietSeconds: 4,
  },
  quick: {
    demoTrains: 6,
    days: 3,
    pairs: 20,
    seconds: 0.5,
    connections: 8,
    lags: 5,
    trains: 100,
    rounds: 1,
    waveSeconds: 0.5,
    sellSeconds: 0.5,
    runsPerRound: 20,
    quietSeconds: 0.3,
  },
};

/** Searches through HTTP against a bare node:http server that says the same bytes, while seats are sold. */
export const searchBench: Bench = {
  name: 'search',
  about:
    'searches/s against a bare node:http server, while 500 seats/s are sold; the size of China; publishing',
  needs: {
    processes: ['central', 'north', 'south', 'temporal', 'api'],
    invariants: ['I1', 'I2', 'I4', 'I6', 'I7', 'I8', 'I10'],
  },
  run,
};

async function run(stage: Stage): Promise<BenchResult> {
  const size = sizes[stage.extent];
  const scene = await openScene(stage, { trains: size.demoTrains, days: size.days });
  try {
    const questions = questionsOf(scene.railway, size.pairs);
    const rates = await measureRates(scene, questions, size);
    const lags = await lagsWhileSelling(scene, size.lags);
    const statements = await countStatements(scene, questions);
    stage.progress('comparing every count with SQL');
    const { ports, databases } = scene.network;
    const shards = [databases.north.admin, databases.south.admin];
    const counts = await compareCounts({ port: ports.api, shards, railway: scene.railway });
    const national = await measureNational(scene, questions, size);
    return resultOf({ rates, lags, statements, counts, national });
  } finally {
    await scene.close();
  }
}

/** A seat of the probe's largest class, and the search that shows it. */
function probeOf({ probe }: Scene): { run: SoldRun; path: string } {
  const { run, plan, date } = probe;
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
