import { afterAll, beforeAll, expect, test } from 'vitest';
import type { BatchConnection } from './batch-connection.ts';
import type { Shards } from './connections.ts';
import { sqlStateOf } from './database-errors.ts';
import {
  type ShardFixture,
  createShardFixture,
  north,
  sampleHold,
} from './testing/shard-fixture.ts';
import { createTurns } from './turns.ts';

let shard: ShardFixture;

beforeAll(async () => {
  shard = await createShardFixture();
});

afterAll(() => shard.close());

test('two allocators that sell one train take turns: few batches are decided on old masks', async () => {
  const runId = await shard.publish({ stops: 3, seats: 400 });
  const processes = [counted(), counted()];
  const allocators = processes.map(({ shards }) => shard.allocator({ shards }));
  const answers = await Promise.all(
    allocators.flatMap((allocator) =>
      Array.from({ length: 4 }, async () => {
        const kinds: string[] = [];
        for (let turn = 0; turn < 50; turn += 1)
          kinds.push((await allocator.hold(sampleHold({ runId, from: 0, to: 2 }))).kind);
        return kinds;
      }),
    ),
  );
  expect(new Set(answers.flat())).toEqual(new Set(['held']));
  for (const { batches, refused } of processes) expect(refused()).toBeLessThan(batches() / 12);
});

test('nobody waits long for a turn that does not end, and who was refused is heard by the others', async () => {
  const [one, other] = twoConnections();
  const heard: string[] = [];
  one.watch({ onOtherSession: () => undefined, onNotification: (payload) => heard.push(payload) });
  await one.query({ text: 'LISTEN interlock_seats' });
  await one.query({ text: 'SELECT pg_advisory_lock(7270736903)' });
  const turns = createTurns(other);
  const began = performance.now();
  await turns.take({ writer: 'other', wasRefused: true });
  const waitedMs = performance.now() - began;
  await one.query({ text: 'SELECT pg_advisory_unlock(7270736903)' });
  expect(waitedMs).toBeGreaterThan(200);
  expect(waitedMs).toBeLessThan(2_000);
  expect(heard).toEqual(['["other", []]']);
});

test('a turn lasts over several batches and ends by itself when no more come', async () => {
  const [one, other] = twoConnections();
  const turns = createTurns(one);
  const isFree = async () => {
    const { rows } = await other.query<{ free: boolean }>({
      text: 'SELECT pg_try_advisory_lock(7270736903) AND pg_advisory_unlock(7270736903) AS free',
    });
    return rows[0]?.free;
  };
  await turns.take({ writer: 'one', wasRefused: false });
  turns.end();
  await turns.take({ writer: 'one', wasRefused: false });
  expect(await isFree()).toBe(false);
  turns.end();
  await expect.poll(isFree).toBe(true);
});

function twoConnections(): [BatchConnection, BatchConnection] {
  return [shard.connection().batchConnection(north), shard.connection().batchConnection(north)];
}

/** Counts the batches sent, and those of them that were refused as stale. */
function counted(): { shards: Shards; batches: () => number; refused: () => number } {
  const shards = shard.connection();
  const line = shards.batchConnection(north);
  let batches = 0;
  let refused = 0;
  const counting: BatchConnection = {
    ...line,
    async query(query) {
      if (query.name === 'commit_batch') batches += 1;
      try {
        return await line.query(query);
      } catch (error) {
        if (sqlStateOf(error) === '40001') refused += 1;
        throw error;
      }
    },
  };
  return {
    shards: { ...shards, batchConnection: () => counting },
    batches: () => batches,
    refused: () => refused,
  };
}
