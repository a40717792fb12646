import {
  type BookingId,
  type BookingReference,
  type BureauLetter,
  type ShardName,
  bureauOf,
  isBureauLetter,
} from '@interlock/domain/ids';
import type pg from 'pg';
import { type BatchConnection, openBatchConnection } from './batch-connection.ts';
import {
  type Database,
  type DatabaseLimits,
  type ReadOnly,
  connectSession,
  openDatabase,
  openPool,
} from './database.ts';
import {
  type Prisma as CentralPrisma,
  PrismaClient as CentralClient,
} from './generated/central/client.ts';
import {
  type Prisma as ShardPrisma,
  PrismaClient as ShardClient,
} from './generated/shard/client.ts';
import type { ShardMap } from './shard-map.ts';

const poolMax = 8;
const batchStatementMs = 3_000;
const copyPoolMax = 1;

export type CentralReader = ReadOnly<CentralClient>;
export type CentralTransaction = CentralPrisma.TransactionClient;
export type CentralDatabase = Database<CentralReader, CentralTransaction>;

export type ShardReader = ReadOnly<ShardClient>;
export type ShardTransaction = ShardPrisma.TransactionClient;

/** Whatever names a shard: a bureau, anything that starts with its letter, or the shard itself. */
export type ShardKey = BureauLetter | BookingId | BookingReference | { shard: ShardName };

/** All shards of the product, each behind its own pool, so that one that is away blocks nobody else. */
export interface Shards {
  names(): ShardName[];
  shardOf(key: ShardKey): ShardName;
  read<Answer>(key: ShardKey, work: (reader: ShardReader) => Promise<Answer>): Promise<Answer>;
  transact<Answer>(
    key: ShardKey,
    work: (transaction: ShardTransaction) => Promise<Answer>,
  ): Promise<Answer>;
  /** Statements that each commit by themselves (Database.write). */
  write<Answer>(
    key: ShardKey,
    work: (statement: ShardTransaction) => Promise<Answer>,
  ): Promise<Answer>;
  /** The seat allocator's own connection, apart from the others; opened at first use. */
  batchConnection(shard: ShardName): BatchConnection;
  /** A connection for rows by the thousand, which nobody else waits for; opened at first use. */
  copyPool(shard: ShardName): pg.Pool;
  close(): Promise<void>;
}

/** The central database. Connects at first use. */
export function openCentral(url: string, limits?: DatabaseLimits): CentralDatabase {
  return openDatabase<CentralClient, CentralReader, CentralTransaction>({
    name: 'central',
    url,
    poolMax,
    ...(limits === undefined ? {} : { limits }),
    makeClient: (adapter) => new CentralClient({ adapter, errorFormat: 'minimal' }),
    readerOf: (client) => client,
    writerOf: (client) => client,
  });
}

/** The shards by name; `map` says which bureau lives where. Throws if the map names a shard without a URL. */
export function openShards(
  urls: Record<string, string>,
  map: ShardMap,
  limits?: DatabaseLimits,
): Shards {
  const names = Object.keys(urls) as ShardName[];
  const unknown = map.shards().filter((name) => !names.includes(name));
  if (unknown.length > 0)
    throw new Error(`the shard map names ${unknown.join(', ')}, which has no URL`);
  const databases = new Map(
    Object.entries(urls).map(([name, url]) => [name, openShard(name, url, limits)]),
  );
  const batchConnections = new Map<ShardName, BatchConnection>();
  const copyPools = new Map<ShardName, pg.Pool>();

  function shardOf(key: ShardKey): ShardName {
    if (typeof key === 'object') return key.shard;
    return map.shardOf(isBureauLetter(key) ? key : bureauOf(key));
  }

  function urlOf(shard: ShardName): string {
    const url = urls[shard];
    if (url === undefined) throw new Error(`there is no shard ${shard}`);
    return url;
  }

  function databaseOf(key: ShardKey): Database<ShardReader, ShardTransaction> {
    const database = databases.get(shardOf(key));
    if (database === undefined) throw new Error(`there is no shard ${shardOf(key)}`);
    return database;
  }

  return {
    names: () => [...names],
    shardOf,
    read: (key, work) => databaseOf(key).read(work),
    transact: (key, work) => databaseOf(key).transact(work),
    write: (key, work) => databaseOf(key).write(work),
    batchConnection(shard) {
      const connection =
        batchConnections.get(shard) ??
        openBatchConnection(() => connectSession(urlOf(shard), batchStatementMs));
      batchConnections.set(shard, connection);
      return connection;
    },
    copyPool(shard) {
      const pool = copyPools.get(shard) ?? openPool(urlOf(shard), copyPoolMax);
      copyPools.set(shard, pool);
      return pool;
    },
    async close() {
      const pools = [...copyPools.values()];
      const connections = [...batchConnections.values()];
      copyPools.clear();
      batchConnections.clear();
      await Promise.all([
        ...[...databases.values()].map((database) => database.close()),
        ...pools.map((pool) => pool.end()),
        ...connections.map((connection) => connection.close()),
      ]);
    },
  };
}

function openShard(
  name: string,
  url: string,
  limits?: DatabaseLimits,
): Database<ShardReader, ShardTransaction> {
  return openDatabase<ShardClient, ShardReader, ShardTransaction>({
    name,
    url,
    poolMax,
    ...(limits === undefined ? {} : { limits }),
    makeClient: (adapter) => new ShardClient({ adapter, errorFormat: 'minimal' }),
    readerOf: (client) => client,
    writerOf: (client) => client,
  });
}
