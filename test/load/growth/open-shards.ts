import { randomInt } from 'node:crypto';
import { openShards, type Shards } from '@interlock/db/connections';
import { publishRuns } from '@interlock/db/publish-runs';
import { createSeatAllocator, type SeatAllocator } from '@interlock/db/seat-allocator';
import type { HoldRequest } from '@interlock/db/seat-requests';
import { createShardMap, demoShardMapEntries } from '@interlock/db/shard-map';
import { runIdOf, type RunId, type ShardName } from '@interlock/domain/ids';
import { demoSaleRules } from '@interlock/domain/sale-rules';
import { addDays, serviceDateAt, type Instant } from '@interlock/domain/time';
import { newBookingIds } from '@interlock/use-cases/process/new-ids';
import { pastOwner, planOf, rideFen, type HistoryShard } from './history.ts';

/** Two shards of empty trains, sold by allocators as a worker has them. */
export interface SoldShards {
  readonly shards: Shards;
  allocator(shard: HistoryShard): SeatAllocator;
  /** A hold of one seat on a random run of the shard. */
  newHold(shard: HistoryShard): HoldRequest;
  close(): Promise<void>;
}

export interface SoldShardsInput {
  readonly urls: { readonly north: string; readonly south: string };
  /** Trains of this number are published unless they are there: who gives the same number sells the same trains. */
  readonly trains: number;
  readonly serve: readonly HistoryShard[];
}

/** Enough seats for one process to sell for eight seconds. */
const runsPerShard = 24;
const firstTrain = 940_000;

/** Publishes the trains and opens an allocator per shard served. */
export async function openSoldShards(input: SoldShardsInput): Promise<SoldShards> {
  const shards = openShards(input.urls, createShardMap(demoShardMapEntries()));
  const today = serviceDateAt(Date.now() as Instant, 'Asia/Shanghai');
  const dates = Array.from({ length: runsPerShard }, (_, at) => addDays(today, 2 + at));
  const runs = new Map<HistoryShard, RunId[]>();
  const allocators = new Map<HistoryShard, SeatAllocator>();
  for (const shard of input.serve) {
    const plan = planOf(
      firstTrain + input.trains * 2 + (shard === 'north' ? 0 : 1),
      pastOwner[shard],
    );
    await publishRuns(shards, { plan, dates, rules: demoSaleRules });
    runs.set(
      shard,
      dates.map((date) => runIdOf(plan.trainId, date)),
    );
    allocators.set(
      shard,
      createSeatAllocator({
        shards,
        shard: shard as string as ShardName,
        now: () => Date.now() as Instant,
        faultPoint: () => undefined,
      }),
    );
  }
  return {
    shards,
    allocator: (shard) => known(allocators.get(shard)),
    newHold: (shard) => holdOn(known(runs.get(shard)), shard),
    async close() {
      await Promise.all([...allocators.values()].map((allocator) => allocator.close()));
      await shards.close();
    },
  };
}

function holdOn(runs: readonly RunId[], shard: HistoryShard): HoldRequest {
  const now = Date.now() as Instant;
  const from = randomInt(20);
  const hour = 3_600_000;
  const { bookingId, reference } = newBookingIds(pastOwner[shard], now);
  const account = `sold-${bookingId}`;
  return {
    bookingId,
    reference,
    runId: known(runs[randomInt(runs.length)]),
    seatClass: 'second',
    from,
    to: from + 3,
    count: 1,
    letters: [],
    windowMs: demoSaleRules.holdWindowMs,
    graceMs: demoSaleRules.graceMs,
    giveUpAt: (now + 60_000) as Instant,
    booking: {
      accountId: account,
      channel: 'passenger',
      requestHash: account,
      priceFen: rideFen,
      currency: 'CNY',
      language: 'zh',
      passengers: [
        {
          ord: 0,
          travellerId: account,
          nameMasked: '旅*',
          documentMasked: '1101***********024',
          documentHash: account,
          ticketType: 'adult',
          fareFen: rideFen,
        },
      ],
      contactSealed: null,
      departsAt: (now + 48 * hour) as Instant,
      arrivesAt: (now + 50 * hour) as Instant,
      lastMoment: (now + 47 * hour) as Instant,
    },
  };
}

function known<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('a shard that is not served was asked for');
  return value;
}
