import type { Site } from '../../browser/site.ts';
import type { BenchResult } from '../frame/bench.ts';
import { runLoad } from '../frame/load-process.ts';
import { cpuMeter } from '../frame/process-cpu.ts';
import { inRounds, median, medianRatio } from '../frame/rounds.ts';
import type { PagesFound, PagesWanted } from './page-load.ts';
import { buildReference, startReference, type ReferenceServer } from './reference-server.ts';

const rounds = 5;
const seconds = 5;
const connections = 8;
const signal = AbortSignal.timeout(400_000);

type Candidate = 'results' | 'reference';

interface Wave extends PagesFound {
  readonly cpuMs: number;
}

/**
 * Results pages per second beside a page of the same size whose content is one constant text: same server process,
 * same frame, same scripts, and neither search nor rows. In turns, asked by a process of its own.
 */
export async function measureRates(site: Site, resultsPath: string): Promise<BenchResult> {
  const page = await (await fetch(`${site.network.siteUrl}${resultsPath}`)).text();
  const folder = await buildReference(page);
  const server = await startReference(folder, site.network.settings);
  try {
    const { chars, bytes } = await fitReference(server, resultsPath);
    const paths = { results: resultsPath, reference: `/en/reference?chars=${chars}` };
    const meter = cpuMeter([{ name: 'web', pid: server.pid }]);
    const wave = async (name: Candidate, of: number): Promise<Wave> => {
      meter.lap();
      const input: PagesWanted = { port: server.port, path: paths[name], connections, seconds: of };
      const found = await runLoad<PagesFound>({
        script: 'test/load/pages/page-load.ts',
        input,
        signal,
        withinMs: 60_000,
      });
      return { ...found, cpuMs: (meter.lap()['web'] ?? 0) / found.pages };
    };
    // Both are compiled before anything counts.
    for (const name of ['results', 'reference'] as const) await wave(name, seconds);
    const waves = await inRounds<Candidate, Wave>({
      rounds,
      candidates: (['results', 'reference'] as const).map((name) => ({
        name,
        run: () => wave(name, seconds),
      })),
      signal,
    });
    return resultOf(waves, bytes);
  } finally {
    await server.stop();
  }
}

/** How much constant text makes the reference as long as the results page, to the hundredth. */
async function fitReference(
  server: ReferenceServer,
  resultsPath: string,
): Promise<{ chars: number; bytes: Record<Candidate, number> }> {
  const sizeOf = async (path: string): Promise<number> =>
    (await (await fetch(`http://127.0.0.1:${server.port}${path}`)).arrayBuffer()).byteLength;
  const wanted = await sizeOf(resultsPath);
  const bare = await sizeOf('/en/reference?chars=0');
  let chars = wanted / 3;
  let reference = bare;
  for (let tries = 0; tries < 12 && Math.abs(reference / wanted - 1) > 0.01; tries += 1) {
    if (tries > 0) chars *= (wanted - bare) / (reference - bare);
    reference = await sizeOf(`/en/reference?chars=${Math.round(chars)}`);
  }
  return { chars: Math.round(chars), bytes: { results: wanted, reference } };
}

function resultOf(waves: Record<Candidate, Wave[]>, bytes: Record<Candidate, number>): BenchResult {
  const rates = (name: Candidate): number[] => waves[name].map(({ perSecond }) => perSecond);
  const cpu = (name: Candidate): number[] => waves[name].map(({ cpuMs }) => cpuMs);
  const ratio = medianRatio(rates('results'), rates('reference'));
  const what = 'results pages per second ÷ page of the same size without data';
  return {
    tables: [
      {
        title: `Pages per second of one web process (medians of ${rounds} rounds of ${seconds} s, ${connections} connections)`,
        columns: ['page', 'kB', 'pages/s', 'p50 ms', 'p99 ms', 'CPU ms/page'],
        rows: (['results', 'reference'] as const).map((name) => [
          name,
          Math.round(bytes[name] / 1000),
          median(rates(name)),
          median(waves[name].map(({ p50Ms }) => p50Ms)),
          median(waves[name].map(({ p99Ms }) => p99Ms)),
          median(cpu(name)),
        ]),
      },
    ],
    judged: [
      { kind: 'bar', what, value: ratio, limit: { atLeast: 0.3 } },
      { kind: 'aim', what, value: ratio, limit: { atLeast: 0.5 } },
    ],
    charts: [],
  };
}
