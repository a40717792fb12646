import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { loadInput, tell } from '../frame/load-process.ts';
import { quantile } from '../frame/rounds.ts';
import type { HistoryShard } from './history.ts';
import { openSoldShards, type SoldShardsInput } from './open-shards.ts';

/** Holds at a steady rate on both shards by one process, while the north runs or stands still. */
export interface OutageLoadInput extends Omit<SoldShardsInput, 'serve'> {
  readonly seconds: number;
  /** On each shard. */
  readonly holdsPerSecond: number;
  /** The north's Postgres, frozen with all its processes while the south is measured; null: it goes on. */
  readonly frozen: number | null;
}

export interface OutageLoadAnswer {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly held: Readonly<Record<HistoryShard, number>>;
  readonly refused: Readonly<Record<HistoryShard, number>>;
}

const tickMs = 10;
const warmUpMs = 1_500;
/** Between the freeze and the first measured hold: by then the north's requests pile up. */
const freezeMs = 500;

const input = await loadInput<OutageLoadInput>();
const sold = await openSoldShards({ ...input, serve: ['north', 'south'] });
const held = { north: 0, south: 0 };
const refused = { north: 0, south: 0 };
const southMs: number[] = [];
let isMeasured = false;
let carry = 0;
const timer = setInterval(tick, tickMs);
await pause(warmUpMs);
const stopped = input.frozen === null ? [] : freeze(input.frozen);
try {
  await pause(freezeMs);
  isMeasured = true;
  await pause(input.seconds * 1000);
} finally {
  clearInterval(timer);
  for (const pid of stopped.toReversed()) process.kill(pid, 'SIGCONT');
}
const answer: OutageLoadAnswer = {
  p50Ms: quantile(southMs, 0.5),
  p99Ms: quantile(southMs, 0.99),
  held,
  refused,
};
tell(answer);
await sold.close();

/** As many holds as are due by now, on each shard; nobody waits for an answer before asking anew. */
function tick(): void {
  carry += (input.holdsPerSecond * tickMs) / 1000;
  for (; carry >= 1; carry -= 1) {
    void hold('north');
    void hold('south');
  }
}

async function hold(shard: HistoryShard): Promise<void> {
  const counts = isMeasured;
  const began = performance.now();
  try {
    const answer = await sold.allocator(shard).hold(sold.newHold(shard));
    if (!counts) return;
    if (answer.kind === 'held') held[shard] += 1;
    else refused[shard] += 1;
  } catch {
    // The shard is away: that is what this is about.
    if (counts) refused[shard] += 1;
  }
  if (counts && shard === 'south') southMs.push(performance.now() - began);
}

/** Stops a process and all below it where they are; returns their ids. */
function freeze(pid: number): number[] {
  process.kill(pid, 'SIGSTOP');
  const below = readdirSync('/proc').filter((name) => parentOf(name) === pid);
  for (const child of below) process.kill(Number(child), 'SIGSTOP');
  return [pid, ...below.map(Number)];
}

function parentOf(name: string): number | null {
  if (!/^\d+$/.test(name)) return null;
  try {
    const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    // It ended between the listing and the look.
    return null;
  }
}
