import type { CDPSession, Page } from 'playwright-core';
import { openBrowser, type Site } from '../../browser/site.ts';
import { isTicketed } from '../../faults/buyer.ts';
import type { BenchResult } from '../frame/bench.ts';
import { inRounds, median } from '../frame/rounds.ts';

const pages = ['search', 'results', 'hold', 'ticket'] as const;
type PageName = (typeof pages)[number];

const rounds = 5;
const scriptKbMax = 170;
const shiftMax = 0.02;

/** The phone and network of Lighthouse's mobile preset, as its throttling by the browser's tools applies them. */
const phone = {
  viewport: { width: 412, height: 823 },
  deviceScaleFactor: 1.75,
  isMobile: true,
  hasTouch: true,
} as const;
const slow4G = {
  offline: false,
  latency: 562.5,
  downloadThroughput: (1474.56 * 1024) / 8,
  uploadThroughput: (675 * 1024) / 8,
};
const cpuSlowdown = 4;
const settleMs = 1500;

/** Of what a browser tells of loaded files. */
const kinds = ['Document', 'Script', 'Stylesheet', 'Font'] as const;

interface Load {
  readonly firstPaintMs: number;
  readonly largestPaintMs: number;
  readonly shift: number;
  readonly blockedMs: number;
  /** Transferred kB, compressed, with headers. */
  readonly kb: Record<(typeof kinds)[number] | 'all', number>;
}

type Cookies = Parameters<
  Awaited<ReturnType<Awaited<ReturnType<typeof openBrowser>>['newContext']>>['addCookies']
>[0];

/** What somebody with an ordinary phone on a slow network waits for, with an empty cache, page by page in turns. */
export async function measureLoads(site: Site, resultsPath: string): Promise<BenchResult> {
  const { paths, cookies } = await readyPages(site, resultsPath);
  const browser = await openBrowser();
  try {
    const loads = await inRounds<PageName, Load>({
      rounds: rounds + 1,
      candidates: pages.map((name) => ({
        name,
        async run() {
          const context = await browser.newContext({ ...phone, serviceWorkers: 'block' });
          await context.addCookies(cookies);
          try {
            return await load(await context.newPage(), `${site.network.siteUrl}${paths[name]}`);
          } finally {
            await context.close();
          }
        },
      })),
      signal: AbortSignal.timeout(400_000),
    });
    // The first round finds the server cold.
    for (const name of pages) loads[name].shift();
    return resultOf(loads);
  } finally {
    await browser.close();
  }
}

/** One account with a ticketed booking and one that waits for money. */
async function readyPages(
  site: Site,
  resultsPath: string,
): Promise<{ paths: Record<PageName, string>; cookies: Cookies }> {
  const visitor = await site.visitor();
  const { program } = await visitor.signUpWithProgram();
  const bought = await program.hold({ offer: await site.offer('G1'), seatClass: 'second' });
  await site.bank.pay(await program.payPage(bought.reference));
  await program.until(bought.reference, 'is ticketed', isTicketed);
  const held = await program.hold({ offer: await site.offer('G643'), seatClass: 'second' });
  const cookies = await visitor.context.cookies();
  await visitor.context.close();
  return {
    cookies,
    paths: {
      search: '/en',
      results: resultsPath,
      hold: `/en/bookings/${held.reference}`,
      ticket: `/en/bookings/${bought.reference}`,
    },
  };
}

const observers = `
  globalThis.seen = { paint: 0, shift: 0, tasks: [] };
  const watch = (type, each) => new PerformanceObserver((list) => list.getEntries().forEach(each))
    .observe({ type, buffered: true });
  watch('largest-contentful-paint', ({ startTime }) => { seen.paint = startTime; });
  watch('layout-shift', ({ value, hadRecentInput }) => { if (!hadRecentInput) seen.shift += value; });
  watch('longtask', ({ startTime, duration }) => { seen.tasks.push([startTime, duration]); });
`;

interface Seen {
  paint: number;
  shift: number;
  tasks: [number, number][];
  first: number;
}

async function load(page: Page, url: string): Promise<Load> {
  const session = await page.context().newCDPSession(page);
  const bytes = await bytesByKind(session);
  await session.send('Network.emulateNetworkConditions', slow4G);
  await session.send('Emulation.setCPUThrottlingRate', { rate: cpuSlowdown });
  await page.addInitScript(observers);
  await page.goto(url, { waitUntil: 'load' });
  await page.waitForLoadState('networkidle');
  await page.waitForTimeout(settleMs);
  const seen = await page.evaluate<Seen>(
    `({ ...seen, first: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0 })`,
  );
  const blocking = seen.tasks.filter(([startsAt]) => startsAt >= seen.first);
  const kb = Object.fromEntries(
    kinds.map((kind) => [kind, (bytes.get(kind) ?? 0) / 1000]),
  ) as Load['kb'];
  return {
    firstPaintMs: seen.first,
    largestPaintMs: seen.paint,
    shift: seen.shift,
    blockedMs: blocking.reduce((sum, [, duration]) => sum + duration - 50, 0),
    kb: { ...kb, all: [...bytes.values()].reduce((sum, size) => sum + size, 0) / 1000 },
  };
}

async function bytesByKind(session: CDPSession): Promise<Map<string, number>> {
  const kindOf = new Map<string, string>();
  const bytes = new Map<string, number>();
  await session.send('Network.enable');
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  session.on('Network.responseReceived', ({ requestId, type }) => kindOf.set(requestId, type));
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const kind = kindOf.get(requestId) ?? 'other';
    bytes.set(kind, (bytes.get(kind) ?? 0) + encodedDataLength);
  });
  return bytes;
}

function resultOf(loads: Record<PageName, Load[]>): BenchResult {
  const middle = (name: PageName, of: (load: Load) => number): number =>
    median(loads[name].map(of));
  const rows = pages.map((name) => [
    name,
    Math.round(middle(name, ({ firstPaintMs }) => firstPaintMs)),
    Math.round(middle(name, ({ largestPaintMs }) => largestPaintMs)),
    Number(middle(name, ({ shift }) => shift).toFixed(4)),
    Math.round(middle(name, ({ blockedMs }) => blockedMs)),
    ...([...kinds, 'all'] as const).map((kind) => Math.round(middle(name, ({ kb }) => kb[kind]))),
  ]);
  return {
    tables: [
      {
        title: `Loading a page (medians of ${rounds} loads with an empty cache; Lighthouse's mobile preset)`,
        columns: [
          'page',
          'FCP ms',
          'LCP ms',
          'CLS',
          'TBT ms',
          'HTML kB',
          'scripts kB',
          'styles kB',
          'fonts kB',
          'all kB',
        ],
        rows,
      },
    ],
    judged: [
      ...pages.map((name) => ({
        kind: 'bar' as const,
        what: `layout shift of ${name}`,
        value: middle(name, ({ shift }) => shift),
        limit: { atMost: shiftMax },
      })),
      ...(['search', 'results'] as const).map((name) => ({
        kind: 'bar' as const,
        what: `scripts of ${name}, kB compressed`,
        value: middle(name, ({ kb }) => kb.Script),
        limit: { atMost: scriptKbMax },
      })),
    ],
    charts: [],
  };
}
