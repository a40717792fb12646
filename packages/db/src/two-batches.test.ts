import type { IntentId, RunId, ShardName } from '@interlock/domain/ids';
import type pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { BatchConnection } from './batch-connection.ts';
import { sqlStateOf } from './database-errors.ts';
import type { SeatAllocator } from './seat-allocator.ts';
import type { HoldRequest } from './seat-requests.ts';
import {
  type ShardFixture,
  createShardFixture,
  sampleHold,
  sampleRelease,
} from './testing/shard-fixture.ts';

let shard: ShardFixture;

beforeAll(async () => {
  shard = await createShardFixture();
});

// The next test's allocator is the only one again.
afterEach(() => shard.closeConnections());

afterAll(() => shard.close());

test('the second half of many requests is in the database before the first is answered, and fits it', async () => {
  const line = watched();
  const allocator = shard.allocator(line);
  const runId = await shard.publish({ stops: 3, seats: 60 });
  await allocator.hold(whole(runId));
  const holds = requests(59, runId);
  expect(await kindsOf(allocator, holds)).toEqual(new Map([['held', 59]]));
  expect(line.atOnce()).toBe(2);
  // What the first half releases, the second half holds again: of the versions in between neither is surprised.
  const again = requests(30, runId);
  const [released, held] = await Promise.all([
    Promise.all(holds.slice(0, 30).map((hold) => allocator.release(sampleRelease(hold.bookingId)))),
    kindsOf(allocator, again),
  ]);
  expect(new Set(released.map((answer) => answer.kind))).toEqual(new Set(['released']));
  expect(held).toEqual(new Map([['held', 30]]));
  expect(line.refused()).toBe(0);
});

test('a batch that was decided on one that failed is decided again with it', async () => {
  const line = watched();
  const allocator = shard.allocator(line);
  const runId = await shard.publish({ stops: 3, seats: 40 });
  await allocator.hold(whole(runId));
  line.failNext(async () => {
    // Somebody else was faster: both halves were decided on what is not true any more.
    await shard.allocator({ shards: shard.connection() }).hold(whole(runId));
  });
  const answers = await kindsOf(allocator, requests(60, runId));
  expect(answers).toEqual(
    new Map([
      ['held', 38],
      ['sold-out', 22],
    ]),
  );
  expect(line.refused()).toBeGreaterThan(0);
});

test('a payment that is not as believed costs a try of both batches, and they go on side by side', async () => {
  const line = watched();
  const allocator = shard.allocator(line);
  const runId = await shard.publish({ stops: 3, seats: 60 });
  const held = requests(30, runId);
  await allocator.hold(whole(runId));
  await kindsOf(allocator, held);
  const [unpaid, ...given] = held;
  if (unpaid === undefined) throw new Error('thirty are held');
  const confirm = { bookingId: unpaid.bookingId, intentId: 'pi_nobody' as IntentId };
  const [answer, , kinds] = await Promise.all([
    allocator.confirm({ ...confirm, actor: 'workflow' }),
    Promise.all(given.map((hold) => allocator.release(sampleRelease(hold.bookingId)))),
    kindsOf(allocator, requests(30, runId)),
  ]);
  expect(answer).toEqual({ kind: 'unknown-payment' });
  expect(kinds).toEqual(new Map([['held', 30]]));
  expect(line.refused()).toBe(1);
  line.countAnew();
  await kindsOf(allocator, requests(48, runId));
  expect(line.atOnce()).toBe(2);
});

test('nobody is told that nothing is left by seats whose batch has not succeeded yet', async () => {
  const line = watched();
  const allocator = shard.allocator(line);
  const runId = await shard.publish({ stops: 3, seats: 31 });
  await allocator.hold(whole(runId));
  // The first half takes every seat, and is lost on its way.
  line.failNext(() => Promise.reject(new Error('Connection terminated unexpectedly')));
  const told: string[] = [];
  await Promise.all(
    requests(60, runId).map(async (hold) => {
      const { kind } = await allocator.hold(hold);
      told.push(kind);
    }),
  );
  expect(told.filter((kind) => kind === 'held')).toHaveLength(30);
  expect(told.indexOf('sold-out')).toBeGreaterThan(told.indexOf('held'));
});

test('beside releases of bookings that another process held no batch is decided', async () => {
  const runId = await shard.publish({ stops: 3, seats: 60 });
  const held = requests(30, runId);
  await kindsOf(shard.allocator({ shards: shard.connection() }), held);
  await shard.closeConnections();
  const line = watched();
  const allocator = shard.allocator(line);
  await allocator.hold(whole(runId));
  const [released, kinds] = await Promise.all([
    Promise.all(held.map((hold) => allocator.release(sampleRelease(hold.bookingId)))),
    kindsOf(allocator, requests(20, runId)),
  ]);
  expect(new Set(released.map((answer) => answer.kind))).toEqual(new Set(['released']));
  expect(kinds).toEqual(new Map([['held', 20]]));
  expect(line.atOnce()).toBe(1);
  expect(line.refused()).toBe(0);
});

test('with a second allocator there is one batch at a time', async () => {
  const line = watched();
  const allocator = shard.allocator(line);
  const runId = await shard.publish({ stops: 3, seats: 80 });
  await allocator.hold(whole(runId));
  await shard.allocator({ shards: shard.connection() }).hold(whole(runId));
  await allocator.hold(whole(runId));
  expect(await kindsOf(allocator, requests(60, runId))).toEqual(new Map([['held', 60]]));
  expect(line.atOnce()).toBe(1);
});

function whole(runId: RunId): HoldRequest {
  return sampleHold({ runId, from: 0, to: 2 });
}

function requests(count: number, runId: RunId): HoldRequest[] {
  return Array.from({ length: count }, () => whole(runId));
}

async function kindsOf(
  allocator: SeatAllocator,
  holds: readonly HoldRequest[],
): Promise<Map<string, number>> {
  const kinds = new Map<string, number>();
  for (const { kind } of await Promise.all(holds.map((hold) => allocator.hold(hold))))
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  return kinds;
}

/** Counts how many batches are under way at once, and those that were refused as stale; the next one can be made to fail. */
function watched() {
  const shards = shard.connection();
  let underWay = 0;
  let atOnce = 0;
  let refused = 0;
  let before: (() => Promise<void>) | null = null;
  function watch(line: BatchConnection): BatchConnection {
    return {
      ...line,
      async query<Row extends pg.QueryResultRow>(query: pg.QueryConfig) {
        if (query.name !== 'commit_batch') return line.query<Row>(query);
        const first = before;
        before = null;
        underWay += 1;
        atOnce = Math.max(atOnce, underWay);
        try {
          if (first !== null) await first();
          return await line.query<Row>(query);
        } catch (error) {
          if (sqlStateOf(error) === '40001') refused += 1;
          throw error;
        } finally {
          underWay -= 1;
        }
      },
    };
  }
  return {
    shards: {
      ...shards,
      batchConnection: (name: ShardName) => watch(shards.batchConnection(name)),
    },
    atOnce: () => atOnce,
    refused: () => refused,
    countAnew() {
      atOnce = 0;
    },
    failNext(cause: () => Promise<void>) {
      before = cause;
    },
  };
}
