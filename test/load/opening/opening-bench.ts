import { setTimeout as pause } from 'node:timers/promises';
import type { InterlockNetwork } from '@interlock/dev-env/network';
import { makeBuyers, type Buyer } from '../bookings/bench-buyers.ts';
import { openRailway, type Journey } from '../bookings/bench-railway.ts';
import { pay, type Shop } from '../bookings/buyer.ts';
import { openCalls } from '../bookings/http-calls.ts';
import { runMeasured, type MeasuredRun } from '../bookings/measured-run.ts';
import { askShards } from '../bookings/shard-rows.ts';
import type { Bench, BenchResult, Stage } from '../frame/bench.ts';
import { judge } from './final-record.ts';
import { watchMemory } from './memory-watch.ts';
import { openingExtents, type OpeningExtent } from './opening-extent.ts';
import { openingResult } from './opening-result.ts';
import type { Round } from './opening-round.ts';
import type { RushLoadAnswer, RushLoadInput } from './rush-load.ts';

/** Eight o'clock: everybody wants one train. */
export const openingBench: Bench = {
  name: 'opening',
  about: 'twenty times the capacity on one train for a minute, beside searches',
  needs: {
    processes: ['central', 'north', 'south', 'temporal', 'mail', 'sandbox', 'worker', 'api'],
    demo: { trains: ['G1'], days: [2] },
  },
  run,
};

interface OpeningScene {
  readonly stage: Stage;
  readonly network: InterlockNetwork;
  readonly extent: OpeningExtent;
  readonly searched: readonly Journey[];
  readonly buyers: Buyer[];
}

async function run(stage: Stage): Promise<BenchResult> {
  const network = stage.network();
  const extent = openingExtents[stage.extent];
  stage.progress('opening accounts and lines');
  const searched = await openRailway(network, {
    trains: 8,
    days: 2,
    seats: 80,
    firstTrainId: 920_000,
  });
  const buyers = await makeBuyers(network, {
    count: extent.accounts,
    prefix: 'opening-bench',
    firstDocument: 1_000_000,
  });
  const scene = { stage, network, extent, searched, buyers };
  await network.stopProcess('api');
  await network.startProcess('api', { INTERLOCK_HOLD_WINDOW_MS: String(extent.windowMs) });
  try {
    await quietLoop(scene, { round: 0, ms: extent.warmMs });
    const rounds: Round[] = [];
    for (let round = 1; round <= extent.rounds; round += 1)
      rounds.push(await runRound(scene, round));
    return openingResult(extent, rounds);
  } finally {
    await network.stopProcess('api');
    await network.startProcess('api', {});
  }
}

async function runRound(scene: OpeningScene, round: number): Promise<Round> {
  const { stage, extent } = scene;
  const quiet = await quietLoop(scene, { round, ms: extent.quietMs });
  stage.progress(`round ${round}: quiet ${quiet.perSecond.toFixed(1)} holds/s`);
  const rush = await rushOn(scene, { round, capacity: quiet.perSecond });
  stage.progress(`round ${round}: rush ${rush.perSecond.toFixed(1)} holds/s`);
  await untilFreed(scene);
  return { quiet, rush };
}

async function quietLoop(
  scene: OpeningScene,
  of: { round: number; ms: number },
): Promise<Round['quiet']> {
  const { extent } = scene;
  const seats = extent.quietSeats;
  const hot = await hotTrain(scene, { trainId: 921_000 + of.round, seats });
  const measured = await load(scene, {
    ms: of.ms,
    hot,
    buyers: scene.buyers.splice(0, Math.ceil(seats / 2)),
    arrivals: { clients: extent.quietClients },
  });
  const { held, searches } = measured.answer;
  const inTime = held.filter(({ toldAt }) => toldAt >= measured.from && toldAt < measured.until);
  return {
    perSecond: inTime.length / ((measured.until - measured.from) / 1000),
    searchesPerSecond: searches / ((measured.until - measured.from + leadMs) / 1000),
  };
}

async function rushOn(
  scene: OpeningScene,
  of: { round: number; capacity: number },
): Promise<Round['rush']> {
  const { network, extent } = scene;
  const { round, capacity } = of;
  // Two seats each: the train lasts half a minute at that speed, if there are people enough to fill it.
  const wanted = Math.ceil(capacity * (extent.trainLastsMs / 1000)) * 2;
  const seats = Math.max(4, Math.min(wanted, extent.rushAccounts * 2 - 4));
  const hot = await hotTrain(scene, { trainId: 922_000 + round, seats });
  const buyers = scene.buyers.splice(0, extent.rushAccounts);
  const memory = watchMemory(network.pidOf('api'));
  const offeredPerSecond = Math.max(20, capacity * extent.timesCapacity);
  const asking = load(scene, {
    ms: extent.rushMs,
    hot,
    buyers,
    arrivals: { perSecond: offeredPerSecond },
  });
  const mostMb = await asking.then(memory.stop, memory.stop);
  const measured = await asking;
  const { answer } = measured;
  await payForSome(scene, { buyers, answer });
  const record = await judge(network, { runId: hot.runId, seats, answer });
  const began = measured.from - leadMs;
  const end = record.lastSeatAt ?? measured.until;
  const sold = answer.held.filter(({ toldAt }) => toldAt <= end + 2000);
  return {
    offeredPerSecond,
    perSecond: sold.length / ((end - began) / 1000),
    lastedMs: end - began,
    searchesPerSecond: answer.searches / ((measured.until - began) / 1000),
    acceptedMs: answer.held.map(({ askedAt, toldAt }) => toldAt - askedAt),
    answer,
    cpu: measured.cpu,
    seats,
    record,
    memory: { beforeMb: memory.before, mostMb },
  };
}

/** The load runs so long before it is metered: the first instant of a rush belongs to it. */
const leadMs = 200;

async function load(
  { network, stage, extent, searched, buyers: spare }: OpeningScene,
  wanted: Pick<RushLoadInput, 'hot' | 'buyers' | 'arrivals'> & { ms: number },
): Promise<MeasuredRun<RushLoadAnswer>> {
  const { ms, ...input } = wanted;
  const greedy = spare.at(-1);
  if (greedy === undefined || input.buyers.length === 0)
    throw new Error('the bench has run out of accounts');
  return runMeasured<RushLoadAnswer>({
    network,
    timing: { warmMs: leadMs, measureMs: ms, clients: 0 },
    signal: stage.signal,
    script: 'test/load/opening/rush-load.ts',
    input: {
      ...input,
      greedy,
      searched,
      apiUrl: network.apiUrl,
      searchesPerSecond: extent.searchesPerSecond,
    },
  });
}

async function hotTrain(
  { network }: OpeningScene,
  of: { trainId: number; seats: number },
): Promise<Journey> {
  const wanted = { trains: 1, days: 1, seats: of.seats, firstTrainId: of.trainId };
  const [journey] = await openRailway(network, wanted);
  if (journey === undefined) throw new Error('the hot train is not on sale');
  return journey;
}

/** One in ten pays; the others have left and their seats come back. */
async function payForSome(
  { network, extent }: OpeningScene,
  of: { buyers: readonly Buyer[]; answer: RushLoadAnswer },
): Promise<void> {
  const calls = openCalls();
  const shop: Shop = { calls, apiUrl: network.apiUrl, refused: new Map(), references: [] };
  const payers = of.answer.held.filter((_, at) => at % 10 === 0).slice(-extent.payersMax);
  const waiting = payers.values();
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (const { reference, buyer } of waiting) {
        const account = of.buyers[buyer];
        if (account !== undefined) await pay(shop, account, reference);
      }
    }),
  );
  calls.close();
}

/** Waits until every hold has ended, in a ticket or by its deadline, and every message has gone. */
async function untilFreed({ network, stage, extent }: OpeningScene): Promise<void> {
  const giveUpAt = Date.now() + extent.windowMs + 90_000;
  stage.progress('waiting until the seats that were left are free again');
  for (;;) {
    const left = await askShards<{ count: number }>(
      network,
      `SELECT count(*)::int FROM booking b LEFT JOIN notification n ON n.booking_id = b.id
        WHERE b.account_id LIKE 'opening-bench-%' AND (b.state IN (1, 2) OR n.state IN ('waiting', 'sending'))`,
    );
    if (left.every(({ count }) => count === 0)) return;
    if (Date.now() > giveUpAt) throw new Error('holds are left that nobody pays for');
    await pause(500, undefined, { signal: stage.signal });
  }
}
