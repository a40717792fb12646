import type { BenchResult } from '../frame/bench.ts';
import { inRounds, medianRatio } from '../frame/rounds.ts';
import type { Scene } from './scene.ts';
import { startSideProcess } from './side-process.ts';
import { buyTickets, cpuTable, waysTable, type WayRound } from './temporal-reference.ts';

/** The same product without its fast path: capture and mail only as regular activities. Both workers begin cold. */
export async function compareLongWay(scene: Scene): Promise<BenchResult> {
  const { stage, network, extent } = scene;
  const found = await inRounds<'fast path' | 'long way', WayRound>({
    rounds: extent.rounds,
    signal: stage.signal,
    candidates: [
      {
        name: 'fast path',
        async run(round) {
          await network.stopProcess('worker');
          await network.startProcess('worker');
          return buyTickets(scene, `fast path, round ${round + 1}`, { timing: extent.longWay });
        },
      },
      { name: 'long way', run: (round) => runLongWay(scene, round) },
    ],
  });
  const { 'fast path': fast, 'long way': long } = found;
  const ratio = medianRatio(
    fast.map(({ perSecond }) => perSecond),
    long.map(({ perSecond }) => perSecond),
  );
  return {
    tables: [
      waysTable(
        `With and without the fast path (workers just started): × ${ratio?.toFixed(2)}`,
        found,
      ),
      cpuTable('CPU ms per ticketed booking with and without the fast path', found),
    ],
    judged: [],
    charts: [],
  };
}

async function runLongWay(scene: Scene, round: number): Promise<WayRound> {
  const { stage, network, extent } = scene;
  await network.stopProcess('worker');
  const worker = await startSideProcess({
    script: 'test/load/bookings/long-way-process.ts',
    input: {},
    environment: network.settings,
    signal: stage.signal,
  });
  try {
    const name = `long way, round ${round + 1}`;
    return await buyTickets(scene, name, {
      timing: extent.longWay,
      others: [{ name: 'worker', pid: worker.pid }],
    });
  } finally {
    await worker.stop();
    await network.startProcess('worker');
  }
}
