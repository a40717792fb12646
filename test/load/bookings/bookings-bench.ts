import type { Bench, BenchResult, Stage } from '../frame/bench.ts';
import { makeBuyers } from './bench-buyers.ts';
import { openRailway } from './bench-railway.ts';
import { holdAndExpire } from './hold-and-expire.ts';
import { compareLongWay } from './long-way.ts';
import { runOutages } from './outages.ts';
import { extents, type Scene } from './scene.ts';
import { refuseSoldOut } from './sold-out.ts';
import { againstTemporal } from './temporal-reference.ts';
import { untilAllHasEnded } from './unfinished.ts';

/** The whole way of a booking over HTTP, against Temporal with the same workflow and nothing to do. */
export const bookingsBench: Bench = {
  name: 'bookings',
  about:
    'search, hold, pay, ticket over HTTP against Temporal with the same workflow and empty steps',
  needs: {
    processes: ['central', 'north', 'south', 'temporal', 'mail', 'sandbox', 'worker', 'api'],
    demo: { trains: ['G1'], days: [2] },
  },
  run,
};

async function run(stage: Stage): Promise<BenchResult> {
  const scene = await setScene(stage);
  const parts: BenchResult[] = [await againstTemporal(scene), await refuseSoldOut(scene)];
  parts.push(await runOutages(scene));
  if (stage.extent === 'full') parts.push(await compareLongWay(scene));
  parts.push(await holdAndExpire(scene));
  stage.progress('waiting until every booking has ended');
  await untilAllHasEnded(scene);
  return {
    tables: parts.flatMap(({ tables }) => tables),
    judged: parts.flatMap(({ judged }) => judged),
    charts: parts.flatMap(({ charts }) => charts),
  };
}

async function setScene(stage: Stage): Promise<Scene> {
  const network = stage.network();
  const extent = extents[stage.extent];
  stage.progress('putting trains on sale and opening accounts');
  const journeys = await openRailway(network, { ...extent.railway, firstTrainId: 910_000 });
  const buyers = await makeBuyers(network, {
    count: extent.accounts,
    prefix: 'bookings-bench',
    firstDocument: 0,
  });
  let taken = 0;
  return {
    stage,
    network,
    extent,
    journeys,
    takeBuyers(count) {
      const fresh = buyers.slice(taken, taken + count);
      if (fresh.length < count) throw new Error('the bench has run out of accounts');
      taken += count;
      return fresh;
    },
  };
}
