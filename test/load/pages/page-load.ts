import { Agent, get } from 'node:http';
import { loadInput, tell } from '../frame/load-process.ts';
import { quantile } from '../frame/rounds.ts';

export interface PagesWanted {
  readonly port: number;
  readonly path: string;
  readonly connections: number;
  readonly seconds: number;
}

export interface PagesFound {
  readonly pages: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

const { port, path, connections, seconds } = await loadInput<PagesWanted>();
const agent = new Agent({ keepAlive: true, maxSockets: connections });
const began = performance.now();
const end = began + seconds * 1000;
const took: number[] = [];
await Promise.all(Array.from({ length: connections }, askOn));
agent.destroy();
const found: PagesFound = {
  pages: took.length,
  perSecond: (took.length * 1000) / (performance.now() - began),
  p50Ms: quantile(took, 0.5),
  p99Ms: quantile(took, 0.99),
};
tell(found);

/** One connection asks again as soon as it has the whole page. */
async function askOn(): Promise<void> {
  while (performance.now() < end) {
    const askedAt = performance.now();
    await page();
    took.push(performance.now() - askedAt);
  }
}

function page(): Promise<void> {
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, path, agent }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${path} answered ${response.statusCode}`));
      response.resume();
      response.on('end', resolve);
      response.on('error', reject);
    }).on('error', reject);
  });
}
