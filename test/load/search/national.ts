import { addDays, type ServiceDate } from '@interlock/domain/time';
import { saleWindow } from '@interlock/use-cases/timetable/sale-window';
import { inRounds } from '../frame/rounds.ts';
import { seatsPerSecond } from './answer-rate.ts';
import { Forked } from './forked.ts';
import { nationalRailway } from './national-railway.ts';
import { makeStore, writeTimetable, type StoreUrls } from './national-store.ts';
import { startOwnApi } from './own-api.ts';
import type { Published } from './publish-process.ts';
import { measurePublishing, type PublishingFound } from './publishing.ts';
import type { Questions } from './questions.ts';
import type { Railway } from './railway.ts';
import type { SalesFound } from './sales-process.ts';
import { soldRunsOf, type Scene } from './scene.ts';
import type { SearchWaveFound } from './search-load.ts';

export interface NationalWanted {
  readonly trains: number;
  readonly rounds: number;
  readonly waveSeconds: number;
  readonly sellSeconds: number;
  /** Published in each round while holds go on. */
  readonly runsPerRound: number;
  /** Of holds alone, before each round. */
  readonly quietSeconds: number;
}

export interface NationalFound {
  readonly runs: number;
  readonly wholeDay: Published;
  readonly seatsSold: number;
  /** From the start of a process to its first answer, and to the end of reading, by round. */
  readonly start: Record<'interlock' | 'plain', number[]>;
  readonly peakMb: number;
  /** Searches/s of the same questions, by round. */
  readonly rates: Record<'demo' | 'national', number[]>;
  readonly publishing: PublishingFound;
}

/**
 * A railway of China's size in databases of its own on the same servers: one day published by the product with all its
 * seats, the runs of the other days without theirs; then an API that reads it all.
 */
export async function measureNational(
  scene: Scene,
  questions: Questions,
  wanted: NationalWanted,
): Promise<NationalFound> {
  const { network, stage, context } = scene;
  const dates = saleWindow(context);
  const [, seatedDay = dates[0], ...others] = dates;
  const railway: Railway = { ...nationalRailway(wanted.trains), dates: [seatedDay as ServiceDate] };
  stage.progress(`writing a timetable of ${railway.plans.length} trains`);
  const urls = await makeStore(network, 'national');
  await writeTimetable(urls, railway, [dates[0] as ServiceDate, ...others]);
  const settings = settingsFor(urls);
  const publisher = new Forked('test/load/search/publish-process.ts', stage);
  const sales = new Forked('test/load/search/sales-process.ts', stage);
  try {
    await publisher.ask('open', { settings: { ...network.settings, ...settings } }, 20_000);
    stage.progress('publishing one whole day');
    const wholeDay = await publisher.ask<Published>(
      'publish',
      { trainIds: [], dates: railway.dates },
      400_000,
    );
    const shardUrls = { north: urls.north.app, south: urls.south.app };
    await sales.ask('open', { shardUrls, runs: soldRunsOf(railway) }, 20_000);
    const sold = await sell(scene, sales, wanted.sellSeconds);
    const start = await measureStart(scene, { urls, settings, rounds: wanted.rounds });
    const { rates, peakMb } = await measureSearches(scene, { questions, settings, sales, wanted });
    const publishing = await measurePublishing(scene, {
      urls,
      publisher,
      sales,
      rounds: wanted.rounds,
      runsPerRound: wanted.runsPerRound,
      quietSeconds: wanted.quietSeconds,
      trainIds: railway.plans.map(({ trainId }) => trainId),
      firstDate: addDays(dates.at(-1) ?? (seatedDay as ServiceDate), 1),
    });
    const runs = railway.plans.length * dates.length;
    return { runs, wholeDay, seatsSold: sold.seatsSold, start, peakMb, rates, publishing };
  } finally {
    await Promise.all([publisher.stop(), sales.stop()]);
  }
}

function settingsFor(urls: StoreUrls): Record<string, string> {
  return {
    INTERLOCK_CENTRAL_URL: urls.central.app,
    INTERLOCK_SHARD_URLS: `north=${urls.north.app},south=${urls.south.app}`,
  };
}

async function sell({ stage }: Scene, sales: Forked, seconds: number): Promise<SalesFound> {
  stage.progress('selling from the day with seats');
  await sales.ask('start', { seatsPerSecond }, 5_000);
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  return sales.ask<SalesFound>('stop', {}, 30_000);
}

/** A fresh API until it answers, against a fresh process that reads the same rows with the driver alone. */
async function measureStart(
  scene: Scene,
  of: { urls: StoreUrls; settings: Record<string, string>; rounds: number },
): Promise<NationalFound['start']> {
  const { stage, network } = scene;
  const shards = [of.urls.north.admin, of.urls.south.admin];
  return inRounds({
    rounds: of.rounds,
    candidates: [
      {
        name: 'interlock',
        async run(round) {
          stage.progress(`start ${round + 1} of ${of.rounds}`);
          const api = await startOwnApi(network, {
            dataFolder: stage.scratch,
            settings: of.settings,
          });
          await api.stop();
          return api.startSeconds;
        },
      },
      {
        name: 'plain',
        async run() {
          const began = performance.now();
          const reader = new Forked('test/load/search/plain-read-process.ts', stage);
          await reader.ask('read', { shards }, 180_000);
          const seconds = (performance.now() - began) / 1000;
          await reader.stop();
          return seconds;
        },
      },
    ],
    signal: stage.signal,
  });
}

interface SearchesWanted {
  readonly questions: Questions;
  readonly settings: Record<string, string>;
  readonly sales: Forked;
  readonly wanted: NationalWanted;
}

/** The same questions to both APIs in turns; each sells 500 seats/s of its own railway while it is asked. */
async function measureSearches(
  scene: Scene,
  { questions, settings, sales, wanted }: SearchesWanted,
): Promise<Pick<NationalFound, 'rates' | 'peakMb'>> {
  const { stage, network, load } = scene;
  const api = await startOwnApi(network, { dataFolder: stage.scratch, settings });
  const sides = {
    demo: { port: network.ports.api, sales: scene.sales },
    national: { port: api.port, sales },
  };

  async function wave(name: keyof typeof sides, seconds: number): Promise<number> {
    const side = sides[name];
    await side.sales.ask('start', { seatsPerSecond }, 5_000);
    const input = { port: side.port, ...questions, connections: 32, seconds };
    const found = await load.ask<SearchWaveFound>('search', input, (seconds + 30) * 1000);
    await side.sales.ask('stop', {}, 30_000);
    if (found.refused > 0) throw new Error(`${name} refused ${found.refused} searches`);
    return found.perSecond;
  }

  try {
    for (const name of ['demo', 'national'] as const) await wave(name, wanted.waveSeconds);
    const rates = await inRounds({
      rounds: wanted.rounds,
      candidates: (['demo', 'national'] as const).map((name) => ({
        name,
        async run(round: number) {
          stage.progress(`searches of ${name} trains, round ${round + 1} of ${wanted.rounds}`);
          return wave(name, wanted.waveSeconds);
        },
      })),
      signal: stage.signal,
    });
    return { rates, peakMb: api.peakMb() };
  } finally {
    await api.stop();
  }
}
