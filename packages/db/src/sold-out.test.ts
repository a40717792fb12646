import { setTimeout as delay } from 'node:timers/promises';
import type { RunId } from '@interlock/domain/ids';
import type { Instant } from '@interlock/domain/time';
import { afterEach, beforeAll, afterAll, expect, inject, test } from 'vitest';
import type { BatchConnection } from './batch-connection.ts';
import type { Shards } from './connections.ts';
import { provisionDatabase } from './provision.ts';
import {
  type ShardFixture,
  createShardFixture,
  north,
  sampleHold,
  sampleRelease,
} from './testing/shard-fixture.ts';

let shard: ShardFixture;

beforeAll(async () => {
  shard = await createShardFixture();
});

// The next test's first allocator is the first again.
afterEach(() => shard.closeConnections());

afterAll(() => shard.close());

test('the only allocator says sold out without any SQL', async () => {
  const { shards, queries } = counted();
  const allocator = shard.allocator({ shards });
  const runId = await soldOutRun(allocator);
  const before = queries();
  const answers = await Promise.all(
    Array.from({ length: 200 }, () => allocator.hold(whole(runId))),
  );
  expect(answers.every(({ kind }) => kind === 'sold-out')).toBe(true);
  expect(queries()).toBe(before);
  // The same count does see a statement.
  await allocator.release(sampleRelease(whole(runId).bookingId));
  expect(queries()).toBe(before + 1);
});

test('the only allocator keeps nobody from making another database beside its own', async () => {
  const allocator = shard.allocator({ shards: shard.connection() });
  await soldOutRun(allocator);
  const { ownerPassword, appPassword } = inject('servers');
  const { adminUrl } = shard.database;
  const database = new URL(adminUrl).pathname.slice(1);
  await provisionDatabase({ adminUrl, database, ownerPassword, appPassword });
});

test('a hold asked for again is found, never told that it is sold out by its own seats', async () => {
  const allocator = shard.allocator({ shards: shard.connection() });
  const runId = await shard.publish({ stops: 3, seats: 1 });
  const request = whole(runId);
  const first = await allocator.hold(request);
  expect(first).toMatchObject({ kind: 'held' });
  expect(await allocator.hold(whole(runId))).toEqual({ kind: 'sold-out' });
  expect(await allocator.hold(request)).toEqual(first);
  // Also by an allocator that has never seen it: the id is older than what may be new.
  const late = shard.allocator({
    shards: shard.connection(),
    now: () => (Date.now() + 3_000) as Instant,
  });
  expect(await late.hold(request)).toEqual(first);
});

test('a hold that finds seats freed in its own batch gets them', async () => {
  const allocator = shard.allocator({ shards: shard.connection() });
  const runId = await shard.publish({ stops: 3, seats: 1 });
  const request = whole(runId);
  await allocator.hold(request);
  const [released, held] = await Promise.all([
    allocator.release(sampleRelease(request.bookingId)),
    allocator.hold(whole(runId)),
  ]);
  expect(released).toMatchObject({ kind: 'released' });
  expect(held).toMatchObject({ kind: 'held' });
});

test('of the holds that seats freed in their own batch are too few for, the first gets them and the others are told at once', async () => {
  const { shards, queries } = counted();
  const allocator = shard.allocator({ shards });
  const runId = await shard.publish({ stops: 3, seats: 2 });
  const released = whole(runId);
  for (const request of [released, whole(runId)]) await allocator.hold(request);
  const before = queries();
  const [, both, first, second] = await Promise.all([
    allocator.release(sampleRelease(released.bookingId)),
    allocator.hold({ ...whole(runId), count: 2 }),
    allocator.hold(whole(runId)),
    allocator.hold(whole(runId)),
  ]);
  expect([both.kind, first.kind, second.kind]).toEqual(['sold-out', 'held', 'sold-out']);
  // One batch for the release, one for the hold.
  expect(queries()).toBe(before + 2);
});

test('what another allocator frees is told to the one that trusts its memory', async () => {
  const first = shard.allocator({ shards: shard.connection() });
  const request = whole(await shard.publish({ stops: 3, seats: 1 }));
  await first.hold(request);
  expect(await first.hold(whole(request.runId))).toEqual({ kind: 'sold-out' });
  const second = shard.allocator({ shards: shard.connection() });
  await second.release(sampleRelease(request.bookingId));
  await expect
    .poll(async () => (await first.hold(whole(request.runId))).kind, { timeout: 2_000 })
    .toBe('held');
});

test('an allocator that is not the first asks the database before it says sold out', async () => {
  const first = shard.allocator({ shards: shard.connection() });
  await first.hold(whole(await shard.publish({ stops: 3, seats: 1 })));
  const second = shard.allocator({ shards: shard.connection() });
  const request = whole(await shard.publish({ stops: 3, seats: 1 }));
  await first.hold(request);
  expect(await second.hold(whole(request.runId))).toEqual({ kind: 'sold-out' });
  await first.release(sampleRelease(request.bookingId));
  expect(await second.hold(whole(request.runId))).toMatchObject({ kind: 'held' });
});

test('a run that another allocator changes while others are read is followed, not unknown', async () => {
  const { shards } = counted();
  const second = shard.allocator({ shards: shard.connection() });
  const [known, fresh] = [
    await shard.publish({ stops: 3, seats: 9 }),
    await shard.publish({ stops: 3, seats: 9 }),
  ];
  let changes = 0;
  const first = shard.allocator({
    shards: {
      ...shards,
      async read(key, work) {
        const read = await shards.read(key, work);
        changes += 1;
        // The news of it comes before the answer to this read is used.
        if (changes === 2) await second.hold(whole(known));
        await delay(50);
        return read;
      },
    },
  });
  await first.hold(whole(known));
  const answers = await Promise.all([first.hold(whole(known)), first.hold(whole(fresh))]);
  expect(answers).toMatchObject([{ kind: 'held' }, { kind: 'held' }]);
  expect(changes).toBe(2);
});

test('after every seat was asked for in all these ways, the books are right', async () => {
  expect(await shard.breaches()).toEqual([]);
});

function whole(runId: RunId) {
  return sampleHold({ runId, from: 0, to: 2 });
}

async function soldOutRun(allocator: ReturnType<ShardFixture['allocator']>): Promise<RunId> {
  const runId = await shard.publish({ stops: 3, seats: 1 });
  await allocator.hold(whole(runId));
  return runId;
}

/** Counts every statement that goes to the shard by the allocator. */
function counted(): { shards: Shards; queries: () => number } {
  const shards = shard.connection();
  let queries = 0;
  const line = shards.batchConnection(north);
  const counting: BatchConnection = {
    ...line,
    query(query) {
      queries += 1;
      return line.query(query);
    },
  };
  return {
    shards: {
      ...shards,
      batchConnection: () => counting,
      read(key, work) {
        queries += 1;
        return shards.read(key, work);
      },
    },
    queries: () => queries,
  };
}
