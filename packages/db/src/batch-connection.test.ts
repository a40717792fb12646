import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Shards } from './connections.ts';
import { isAway, isNotReached, sqlStateOf } from './database-errors.ts';
import { connectSession } from './database.ts';
import { north, northShards } from './testing/shard-fixture.ts';
import { type TestDatabase, createTestDatabase, withClient } from './testing/test-databases.ts';

let database: TestDatabase;
let shards: Shards;

beforeAll(async () => {
  database = await createTestDatabase('shard');
  shards = northShards(database);
});

afterAll(() => shards.close());

test('what is asked at once is carried out in order, each by itself, and an error spoils nothing beside it', async () => {
  const connection = shards.batchConnection(north);
  const asked = [
    { text: 'SELECT pg_backend_pid() AS pid, 1 AS place, pg_sleep(0.05)' },
    { text: 'SELECT 1 / 0 AS place' },
    { name: 'third', text: 'SELECT pg_backend_pid() AS pid, $1::int AS place', values: [3] },
  ];
  const order: number[] = [];
  const answers = await Promise.allSettled(
    asked.map(async (query, at) => {
      try {
        return (await connection.query<{ pid: number; place: number }>(query)).rows[0];
      } finally {
        order.push(at);
      }
    }),
  );
  expect(order).toEqual([0, 1, 2]);
  const [first, second, third] = answers;
  expect(sqlStateOf(second?.status === 'rejected' ? second.reason : null)).toBe('22012');
  expect(first).toMatchObject({ value: { place: 1 } });
  expect(third).toMatchObject({ value: { place: 3 } });
  const pids = answers.flatMap((answer) =>
    answer.status === 'fulfilled' ? [answer.value?.pid] : [],
  );
  expect(new Set(pids).size).toBe(1);
});

test('a session that was cut fails everything that was asked, is told to those who watch, and begins anew', async () => {
  const connection = shards.batchConnection(north);
  let sessions = 0;
  connection.watch({
    onOtherSession: () => {
      sessions += 1;
    },
    onNotification: () => undefined,
  });
  const pid = async () => {
    const { rows } = await connection.query<{ pid: number }>({
      text: 'SELECT pg_backend_pid() AS pid',
    });
    return rows[0]?.pid;
  };
  const before = await pid();
  const lost = Promise.allSettled([
    connection.query({ text: 'SELECT pg_sleep(10)' }),
    connection.query({ text: 'SELECT 1' }),
  ]);
  await withClient(database.adminUrl, (client) =>
    client.query('SELECT pg_terminate_backend($1)', [before]),
  );
  expect((await lost).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(sessions).toBe(1);
  const after = await pid();
  expect(after).not.toBe(before);
  expect(sessions).toBe(2);
});

test('a session runs in UTC, whatever the server prefers', async () => {
  const { rows } = await shards.batchConnection(north).query({ text: 'SHOW timezone' });
  expect(rows).toEqual([{ TimeZone: 'UTC' }]);
});

test('a server that accepts and never answers counts as away', async () => {
  const silent = createServer(() => undefined).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const { port } = silent.address() as AddressInfo;
  const error: unknown = await connectSession(`postgres://a:b@127.0.0.1:${port}/c`, 1_000).catch(
    (cause: unknown) => cause,
  );
  silent.close();
  expect(isAway(error)).toBe(true);
  expect(isNotReached(error)).toBe(true);
});
