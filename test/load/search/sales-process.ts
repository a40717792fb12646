import { randomInt } from 'node:crypto';
import { openShards, type Shards } from '@interlock/db/connections';
import { createSeatAllocator, type SeatAllocator } from '@interlock/db/seat-allocator';
import type { HoldRequest } from '@interlock/db/seat-requests';
import { createShardMap, demoShardMapEntries } from '@interlock/db/shard-map';
import { seatClassOf } from '@interlock/domain/classes';
import {
  makeBookingId,
  makeReference,
  type BureauLetter,
  type RunId,
  type ShardName,
} from '@interlock/domain/ids';
import type { Instant } from '@interlock/domain/time';
import { quantile } from '../frame/rounds.ts';
import { serve } from './forked.ts';

/** A run that is sold from: any ride of it, any of these classes. */
export interface SoldRun {
  readonly runId: number;
  readonly bureau: BureauLetter;
  readonly segments: number;
  readonly classCodes: readonly number[];
}

export interface SalesWanted {
  readonly seatsPerSecond: number;
  /** Only the first so many runs; absent: all of them. */
  readonly among?: number;
}

export interface SalesFound {
  readonly seatsSold: number;
  readonly seatsPerSecond: number;
  readonly soldOut: number;
  readonly holdP50Ms: number;
  readonly holdP99Ms: number;
}

const seatsPerHold = 2;
const tickMs = 10;
const hourMs = 3_600_000;

let shards: Shards | null = null;
const allocators = new Map<ShardName, SeatAllocator>();
let runs: readonly SoldRun[] = [];
let selling: { stop: () => Promise<SalesFound> } | null = null;

/** Opens the shards as a worker does: one allocator each. `runs` are sold of. */
async function open(input: { shardUrls: Record<string, string>; runs: SoldRun[] }): Promise<void> {
  const opened = openShards(input.shardUrls, createShardMap(demoShardMapEntries()));
  shards = opened;
  runs = input.runs;
  for (const shard of opened.names()) {
    const options = { shards: opened, shard, now: () => Date.now() as Instant };
    allocators.set(shard, createSeatAllocator({ ...options, faultPoint: () => undefined }));
  }
}

/** Holds seats at this pace until it is told to stop, whatever the answers: an open loop. */
async function start({ seatsPerSecond, among = runs.length }: SalesWanted): Promise<void> {
  const began = performance.now();
  const tookMs: number[] = [];
  const count = { asked: 0, sold: 0, soldOut: 0 };
  const open = new Set<Promise<void>>();

  async function hold(run: SoldRun): Promise<void> {
    const asked = performance.now();
    const answer = await holdOn(run, randomRide(run));
    tookMs.push(performance.now() - asked);
    if (answer === 'held') count.sold += seatsPerHold;
    else count.soldOut += 1;
  }

  const timer = setInterval(() => {
    const due = ((performance.now() - began) / 1000) * (seatsPerSecond / seatsPerHold);
    for (; count.asked < due; count.asked += 1) {
      const run = runs[randomInt(Math.min(among, runs.length))];
      if (run === undefined) throw new Error('there is nothing to sell');
      const held = hold(run).finally(() => open.delete(held));
      open.add(held);
    }
  }, tickMs);

  selling = {
    async stop() {
      clearInterval(timer);
      await Promise.all(open);
      const seconds = (performance.now() - began) / 1000;
      return {
        seatsSold: count.sold,
        seatsPerSecond: count.sold / seconds,
        soldOut: count.soldOut,
        holdP50Ms: tookMs.length === 0 ? 0 : quantile(tookMs, 0.5),
        holdP99Ms: tookMs.length === 0 ? 0 : quantile(tookMs, 0.99),
      };
    },
  };
}

async function stop(): Promise<SalesFound> {
  if (selling === null) throw new Error('nothing is being sold');
  const found = await selling.stop();
  selling = null;
  return found;
}

/** One hold over the whole way; when its transaction was known to be committed, in ms since 1970. */
async function holdOne({
  run,
}: {
  run: SoldRun;
}): Promise<{ committedAt: number; answer: string }> {
  const ride = { from: 0, to: run.segments, classCode: run.classCodes[0] ?? 0, count: 1 };
  const answer = await holdOn(run, ride);
  return { committedAt: Date.now(), answer };
}

interface Ride {
  readonly from: number;
  readonly to: number;
  readonly classCode: number;
  readonly count: number;
}

function randomRide(run: SoldRun): Ride {
  const from = randomInt(run.segments);
  const to = from + 1 + randomInt(run.segments - from);
  const classCode = run.classCodes[randomInt(run.classCodes.length)] ?? 0;
  return { from, to, classCode, count: seatsPerHold };
}

async function holdOn(run: SoldRun, { from, to, classCode, count }: Ride): Promise<string> {
  const bookingId = makeBookingId({
    bureau: run.bureau,
    atMs: Date.now(),
    random22: randomInt(2 ** 22),
  });
  const reference = makeReference({
    bureau: run.bureau,
    random40: BigInt(randomInt(2 ** 40)),
  });
  const now = Date.now();
  const request: HoldRequest = {
    bookingId,
    reference,
    runId: run.runId as RunId,
    seatClass: seatClassOf(classCode),
    from,
    to,
    count,
    letters: [],
    windowMs: 20 * 60_000,
    graceMs: 60_000,
    giveUpAt: (now + 10_000) as Instant,
    booking: {
      accountId: `search-bench-${randomInt(10_000)}`,
      channel: 'passenger',
      requestHash: bookingId,
      priceFen: 10_000,
      currency: 'CNY',
      language: 'zh',
      passengers: [],
      contactSealed: null,
      departsAt: (now + 48 * hourMs) as Instant,
      arrivesAt: (now + 50 * hourMs) as Instant,
      lastMoment: (now + 47 * hourMs) as Instant,
    },
  };
  const allocator = allocators.get(shards?.shardOf(run.bureau) ?? ('' as ShardName));
  if (allocator === undefined) throw new Error(`no allocator for bureau ${run.bureau}`);
  return (await allocator.hold(request)).kind;
}

serve({ open, start, stop, holdOne });
