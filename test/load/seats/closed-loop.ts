import { setTimeout as pause } from 'node:timers/promises';
import { quantile } from '../frame/rounds.ts';
import type { Purchase } from './request-mix.ts';
import type { Seller } from './sellers.ts';

export interface LoopWanted {
  readonly seller: Seller;
  readonly purchases: Iterator<Purchase>;
  readonly clients: number;
  /** So many purchases come before the warm-up: every run has then been asked for. */
  readonly before: number;
  readonly warmUpMs: number;
  readonly measureMs: number;
  /** Called at the moment from which on everything counts, and at the moment when counting ends. */
  begin(): Promise<void>;
  end(): Promise<void>;
}

/** Operations of the measured time. */
export interface LoopCounts {
  holds: number;
  soldOut: number;
  busy: number;
  releases: number;
  confirms: number;
}

export interface LoopFound extends LoopCounts {
  readonly seconds: number;
  /** Of answers to holds, whatever they were. */
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** Each client does one thing after the other: hold, then pay or give back. Ends early when the purchases do. */
export async function closedLoop(wanted: LoopWanted): Promise<LoopFound> {
  const { seller, purchases, clients, warmUpMs, measureMs } = wanted;
  const counts: LoopCounts = { holds: 0, soldOut: 0, busy: 0, releases: 0, confirms: 0 };
  const latencies: number[] = [];
  let bought = 0;
  let isCounting = false;
  let isOver = false;

  async function buy({ hold, intentId }: Purchase): Promise<void> {
    const asked = performance.now();
    const answer = await seller.hold(hold);
    if (isCounting) {
      latencies.push(performance.now() - asked);
      counts[answer === 'held' ? 'holds' : answer === 'busy' ? 'busy' : 'soldOut'] += 1;
    }
    if (answer !== 'held') return;
    if (intentId === null) await seller.release(hold);
    else await seller.confirm(hold, intentId);
    if (isCounting) counts[intentId === null ? 'releases' : 'confirms'] += 1;
  }

  async function client(): Promise<void> {
    while (!isOver) {
      const next = purchases.next();
      if (next.done === true) return;
      await buy(next.value);
    }
  }

  async function firstClient(): Promise<void> {
    while (bought < wanted.before) {
      bought += 1;
      const next = purchases.next();
      if (next.done === true) return;
      await buy(next.value);
    }
  }

  await Promise.all(Array.from({ length: clients }, firstClient));
  const buyers = Promise.all(Array.from({ length: clients }, client));
  await Promise.race([pause(warmUpMs), buyers]);
  await wanted.begin();
  const began = performance.now();
  isCounting = true;
  await Promise.race([pause(measureMs), buyers]);
  isCounting = false;
  const seconds = (performance.now() - began) / 1000;
  await wanted.end();
  isOver = true;
  await buyers;
  const measured = latencies.length > 0 ? latencies : [Number.NaN];
  return {
    ...counts,
    seconds,
    p50Ms: quantile(measured, 0.5),
    p99Ms: quantile(measured, 0.99),
  };
}
