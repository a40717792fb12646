import { once } from 'node:events';
import { type AddressInfo, type Socket, connect, createServer } from 'node:net';
import { bureauLetters, type ShardName } from '@interlock/domain/ids';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCentral, openShards, type Shards } from './connections.ts';
import {
  CommitUnknown,
  DatabaseUnavailable,
  isSerializationFailure,
  sqlStateOf,
} from './database-errors.ts';
import { loadShardMapEntries, seedShardMap } from './shard-map-store.ts';
import { createShardMap, demoShardMapEntries } from './shard-map.ts';
import { createTestDatabase, withClient, type TestDatabase } from './testing/test-databases.ts';

const north = 'north' as ShardName;
const south = 'south' as ShardName;
let database: TestDatabase;
let shards: Shards;

beforeAll(async () => {
  database = await createTestDatabase('shard');
  // Nobody listens on port 1: the south is away.
  const urls = { north: database.appUrl, south: 'postgres://nobody:nothing@127.0.0.1:1/none' };
  shards = openShards(urls, createShardMap(demoShardMapEntries()));
});

afterAll(() => shards.close());

test('a shard that is away blocks only its own bureaus', async () => {
  await expect(shards.read('F', (reader) => reader.run.count())).rejects.toBeInstanceOf(
    DatabaseUnavailable,
  );
  await expect(shards.transact('F', (tx) => tx.run.count())).rejects.toBeInstanceOf(
    DatabaseUnavailable,
  );
  expect(await shards.read('B', (reader) => reader.run.count())).toBe(0);
});

test('every session runs in UTC, whatever the server prefers', async () => {
  await withClient(database.adminUrl, (client) =>
    client.query(
      `ALTER DATABASE ${new URL(database.appUrl).pathname.slice(1)} SET timezone = 'Asia/Shanghai'`,
    ),
  );
  const fresh = openShards({ north: database.appUrl }, onlyNorth());
  const [row] = await fresh.read(
    'B',
    (reader) => reader.$queryRaw<{ zone: string }[]>`SELECT current_setting('TimeZone') AS zone`,
  );
  expect(row).toEqual({ zone: 'UTC' });
  await fresh.close();
});

test('a transaction that fails leaves nothing behind and says why', async () => {
  const insert = shards.transact('B', async (tx) => {
    await tx.$executeRaw`INSERT INTO outbox (body) VALUES ('{"kept": false}')`;
    await tx.$executeRaw`SELECT 1 / 0`;
  });
  await expect(insert).rejects.toSatisfy((error) => sqlStateOf(error) === '22012');
  expect(await shards.read('B', (reader) => reader.outbox.count())).toBe(0);
});

test('a conflict between transactions is told apart from other errors', async () => {
  const conflict = shards.transact('B', (tx) =>
    tx.$executeRawUnsafe(`DO $$ BEGIN RAISE EXCEPTION 'stale' USING ERRCODE = '40001'; END $$`),
  );
  await expect(conflict).rejects.toSatisfy(isSerializationFailure);
});

test('a connection cut while COMMIT is under way is an unknown outcome, not a failure', async () => {
  const proxy = await cutAtCommit(database.appUrl);
  const cut = openShards({ north: proxy.url }, onlyNorth());
  const insert = cut.transact(
    'B',
    (tx) => tx.$executeRaw`INSERT INTO outbox (body) VALUES ('{"published": []}')`,
  );
  await expect(insert).rejects.toBeInstanceOf(CommitUnknown);
  expect(await shards.read('B', (reader) => reader.outbox.count())).toBe(1);
  await cut.close();
  proxy.close();
});

test('a connection cut before COMMIT means that nothing happened', async () => {
  const lost = shards.transact('B', async (tx) => {
    const [row] = await tx.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;
    await withClient(database.adminUrl, (client) =>
      client.query('SELECT pg_terminate_backend($1)', [row?.pid]),
    );
    await tx.$executeRaw`INSERT INTO outbox (body) VALUES ('{}')`;
  });
  await expect(lost).rejects.toBeInstanceOf(DatabaseUnavailable);
  expect(await shards.read('B', (reader) => reader.run.count())).toBe(0);
});

test('the shard map in central decides where a bureau lives, and only a later epoch moves it', async () => {
  const central = openCentral((await createTestDatabase('central')).appUrl);
  await seedShardMap(central, demoShardMapEntries());
  await seedShardMap(central, [{ bureau: 'B', shard: south, epoch: 9 }]);
  const map = createShardMap(await loadShardMapEntries(central));
  expect([map.shardOf('B'), map.shardOf('F'), map.epochOf('B')]).toEqual([north, south, 1]);
  map.learn([{ bureau: 'B', shard: south, epoch: 2 }]);
  map.learn([{ bureau: 'B', shard: north, epoch: 1 }]);
  expect(map.shardOf('B')).toBe(south);
  expect(map.bureausOf(south)).toContain('B');
  await central.close();
});

test('a map that forgets a bureau, or names a shard nobody knows, stops the start', () => {
  expect(() => createShardMap(demoShardMapEntries().slice(1))).toThrow(/bureau B/);
  expect(() =>
    openShards({ north: database.appUrl }, createShardMap(demoShardMapEntries())),
  ).toThrow(/south/);
});

function onlyNorth() {
  return createShardMap(bureauLetters.map((bureau) => ({ bureau, shard: north, epoch: 1 })));
}

/** Passes everything on, but once the client has sent COMMIT nothing comes back and the line is cut. */
async function cutAtCommit(url: string): Promise<{ url: string; close(): void }> {
  const target = new URL(url);
  const { hostname, port } = target;
  const server = createServer((client: Socket) => {
    const upstream = connect(Number(port), hostname);
    let isCommitting = false;
    client.on('data', (data) => {
      isCommitting ||= data.includes('COMMIT');
      upstream.write(data);
    });
    upstream.on('data', (data) => {
      if (isCommitting) client.destroy();
      else client.write(data);
    });
    for (const socket of [client, upstream]) socket.on('error', () => undefined);
    client.on('close', () => upstream.end());
    upstream.on('close', () => client.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  target.port = String((server.address() as AddressInfo).port);
  return { url: target.href, close: () => server.close() };
}
