import { cpuMeter } from '../frame/process-cpu.ts';
import { inRounds } from '../frame/rounds.ts';
import type { Questions } from './questions.ts';
import type { SalesFound } from './sales-process.ts';
import type { Scene } from './scene.ts';
import type { SearchWaveFound } from './search-load.ts';

export type Server = 'interlock' | 'bare';

export interface Wave extends SearchWaveFound {
  /** CPU of the answering process per answer. */
  readonly cpuMicroseconds: number;
}

export interface RatesFound {
  readonly waves: Record<Server, Wave[]>;
  readonly sales: SalesFound;
}

interface RatesWanted {
  readonly rounds: number;
  readonly seconds: number;
  readonly connections: number;
}

export const seatsPerSecond = 500;

/**
 * The API and a bare node:http server that says the same bytes answer the same questions in turns, while another
 * process sells seats of the runs that are asked for.
 */
export async function measureRates(
  scene: Scene,
  questions: Questions,
  wanted: RatesWanted,
): Promise<RatesFound> {
  const { network, bare, load, sales, stage } = scene;
  const api = network.ports.api;
  stage.progress('recording the answers for the bare server');
  await bare.ask('record', { from: api, paths: questions.paths }, 60_000);
  const { port } = await bare.ask<{ port: number }>('listen', {}, 5_000);
  const ports: Record<Server, number> = { interlock: api, bare: port };
  const meter = cpuMeter([
    { name: 'interlock', pid: network.pidOf('api') },
    { name: 'bare', pid: bare.pid },
  ]);

  async function wave(server: Server, seconds = wanted.seconds): Promise<Wave> {
    meter.lap();
    const input = { port: ports[server], ...questions, connections: wanted.connections, seconds };
    const found = await load.ask<SearchWaveFound>('search', input, (seconds + 30) * 1000);
    if (found.refused > 0) throw new Error(`${server} refused ${found.refused} searches`);
    const cpuMs = meter.lap()[server] ?? 0;
    return { ...found, cpuMicroseconds: (cpuMs * 1000) / found.answers };
  }

  await sales.ask('start', { seatsPerSecond }, 5_000);
  // Both are compiled and have their caches full before anything counts.
  for (const server of ['bare', 'interlock'] as const) await wave(server, wanted.seconds / 2);
  const waves = await inRounds<Server, Wave>({
    rounds: wanted.rounds,
    candidates: (['interlock', 'bare'] as const).map((server) => ({
      name: server,
      async run(round) {
        stage.progress(`round ${round + 1} of ${wanted.rounds}: ${server}`);
        return wave(server);
      },
    })),
    signal: stage.signal,
  });
  return { waves, sales: await sales.ask<SalesFound>('stop', {}, 30_000) };
}
