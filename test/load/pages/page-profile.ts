import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Site } from '../../browser/site.ts';
import type { BenchResult } from '../frame/bench.ts';
import { runLoad } from '../frame/load-process.ts';
import type { PagesFound, PagesWanted } from './page-load.ts';
import { buildReference, startReference } from './reference-server.ts';

const seconds = 10;
const connections = 8;
const folder = join(import.meta.dirname, '../../../.interlock/page-profile');

interface Profile {
  readonly nodes: readonly { id: number; callFrame: { functionName: string; url: string } }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/** Where the web process spends its time while it answers results pages, by kinds of code. */
export async function profilePages(site: Site, resultsPath: string): Promise<BenchResult> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const page = await (await fetch(`${site.network.siteUrl}${resultsPath}`)).text();
  const copy = await buildReference(page);
  const server = await startReference(copy, site.network.settings, [
    '--cpu-prof',
    `--cpu-prof-dir=${folder}`,
  ]);
  let found: PagesFound;
  try {
    const input: PagesWanted = { port: server.port, path: resultsPath, connections, seconds };
    found = await runLoad<PagesFound>({
      script: 'test/load/pages/page-load.ts',
      input,
      signal: AbortSignal.timeout(120_000),
      withinMs: 60_000,
    });
  } finally {
    await server.stop();
  }
  const times = [...timesOf(mainProfile())].filter(([kind]) => kind !== 'idle');
  const all = times.reduce((sum, [, time]) => sum + time, 0);
  const rows = times
    .toSorted((a, b) => b[1] - a[1])
    .map(([kind, time]) => [kind, (time * 100) / all, time / 1000 / found.pages]);
  return {
    tables: [
      {
        title: `The web process over ${found.pages} results pages, its start included (${folder})`,
        columns: ['code', '% of CPU', 'ms/page'],
        rows,
      },
    ],
    judged: [],
    charts: [],
  };
}

/** Of the threads' profiles the one that did the most. */
function mainProfile(): Profile {
  const profiles = readdirSync(folder).map(
    (file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Profile,
  );
  const busy = (profile: Profile): number =>
    [...timesOf(profile)].reduce((sum, [kind, time]) => sum + (kind === 'idle' ? 0 : time), 0);
  const [busiest] = profiles.toSorted((a, b) => busy(b) - busy(a));
  if (busiest === undefined) throw new Error(`no profile in ${folder}`);
  return busiest;
}

/** Microseconds that each kind of code was running itself. */
function timesOf({ nodes, samples, timeDeltas }: Profile): Map<string, number> {
  const kinds = new Map(nodes.map(({ id, callFrame }) => [id, kindOf(callFrame)]));
  const times = new Map<string, number>();
  for (const [at, id] of samples.entries()) {
    const kind = kinds.get(id) ?? 'other';
    times.set(kind, (times.get(kind) ?? 0) + (timeDeltas[at] ?? 0));
  }
  return times;
}

function kindOf({ functionName, url }: { functionName: string; url: string }): string {
  if (functionName === '(idle)') return 'idle';
  if (functionName === '(garbage collector)') return 'garbage collection';
  if (url.includes('/next-server/')) return 'React in Next: elements to data, data to HTML';
  if (url.includes('/.next/server/')) return 'our pages, rows, texts and search';
  if (url.includes('/node_modules/')) return 'the rest of Next and other packages';
  return 'Node: streams, encoding, HTTP, start';
}
