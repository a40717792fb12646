import { createHash } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import {
  CommitUnknown,
  DatabaseUnavailable,
  isAway,
  isNotReached,
  isReadTimeout,
  isTransactionClosed,
  sqlStateOf,
} from './database-errors.ts';

/** How long one statement and one transaction may take before the server and the client give up. */
export interface DatabaseLimits {
  readonly statementMs: number;
  readonly transactionMs: number;
}

/** Of the product: whoever waits longer has long been told to ask again. */
const productLimits: DatabaseLimits = { statementMs: 5_000, transactionMs: 6_000 };

/** Of a look at everything, which takes minutes where there are millions of bookings and locks nothing. */
export const patientLimits: DatabaseLimits = {
  statementMs: 10 * 60_000,
  transactionMs: 20 * 60_000,
};

const connectTimeoutMs = 2_000;
/** After the server's own limit, so it only strikes when no answer can come any more. */
const readTimeoutAfterMs = 2_000;
const transactionWaitMs = 2_000;

interface TransactionOptions {
  maxWait: number;
  timeout: number;
}

/** What we need of a generated Prisma client. */
interface Client<Transaction> {
  $transaction<Answer>(
    work: (transaction: Transaction) => Promise<Answer>,
    options: TransactionOptions,
  ): Promise<Answer>;
  $disconnect(): Promise<void>;
}

type ReadMethod =
  | 'findUnique'
  | 'findUniqueOrThrow'
  | 'findFirst'
  | 'findFirstOrThrow'
  | 'findMany'
  | 'count'
  | 'aggregate'
  | 'groupBy';

/** A client without its writes. */
export type ReadOnly<C> = {
  [Key in keyof C as C[Key] extends { findMany: unknown } ? Key : never]: Pick<
    C[Key],
    Extract<ReadMethod, keyof C[Key]>
  >;
} & Pick<C, Extract<'$queryRaw', keyof C>>;

export interface Database<Reader, Transaction> {
  readonly name: string;
  /** Runs `work` without a transaction. Throws DatabaseUnavailable when the database is away. */
  read<Answer>(work: (reader: Reader) => Promise<Answer>): Promise<Answer>;
  /**
   * Runs `work` in one READ COMMITTED transaction of at most 6 s (or as the limits say).
   * Throws DatabaseUnavailable (nothing happened) or CommitUnknown (it may have); errors of `work` pass through.
   */
  transact<Answer>(work: (transaction: Transaction) => Promise<Answer>): Promise<Answer>;
  /**
   * Runs `work` without a transaction around it: each of its statements commits by itself, in one round trip instead of
   * three. For work that is whole in one statement. Throws as `transact` does.
   */
  write<Answer>(work: (statement: Transaction) => Promise<Answer>): Promise<Answer>;
  close(): Promise<void>;
}

/** Settings of every connection of the product: UTC (the adapter drops offsets), time limits on both sides, keepalive. */
function poolConfig(url: string, limits: { max: number; statementMs: number }): pg.PoolConfig {
  return {
    connectionString: url,
    max: limits.max,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: connectTimeoutMs,
    query_timeout: limits.statementMs + readTimeoutAfterMs,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    application_name: 'interlock',
    options: `-c timezone=UTC -c statement_timeout=${limits.statementMs} -c idle_in_transaction_session_timeout=10000`,
    verify: (client, done) => {
      assertUtc(client).then(() => done(), done);
    },
  };
}

/** A pool whose idle connections may be lost at any time without harm. The server ends a statement after `statementMs`. */
export function openPool(
  url: string,
  max: number,
  statementMs = productLimits.statementMs,
): pg.Pool {
  const pool = new pg.Pool(poolConfig(url, { max, statementMs }));
  pool.on('error', () => undefined);
  return pool;
}

/** One connection of its own with the same settings, which may be asked several things before it answers. */
export async function connectSession(url: string, statementMs: number): Promise<pg.Client> {
  const { verify: _ofPools, ...config } = poolConfig(url, { max: 1, statementMs });
  const client = new pg.Client({
    ...config,
    pipeline: true,
    // From sending on, so with what is before it: two batches and a look-up.
    query_timeout: 3 * statementMs + readTimeoutAfterMs,
  });
  // Whoever waits for an answer is told; a loss between two answers is nobody's.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await assertUtc(client);
  } catch (error) {
    await client.end();
    throw error;
  }
  return client;
}

interface DatabaseOptions<C, Reader, Transaction> {
  name: string;
  url: string;
  poolMax: number;
  /** Absent: the product's. */
  limits?: DatabaseLimits;
  makeClient: (adapter: PrismaPg) => C & Client<Transaction>;
  readerOf: (client: C) => Reader;
  writerOf: (client: C) => Transaction;
}

/** Opens nothing yet: the first use connects, so a database that is away blocks only those who need it. */
export function openDatabase<C, Reader, Transaction>(
  options: DatabaseOptions<C, Reader, Transaction>,
): Database<Reader, Transaction> {
  const { transactionMs } = options.limits ?? productLimits;
  let live = openClient(options);

  // A connection whose answer never came still has its statement on it: all of them are given up for new ones.
  function renew(): void {
    const old = live;
    live = openClient(options);
    old.close().catch(() => undefined);
  }

  function faultOf(error: unknown): unknown {
    if (isReadTimeout(error)) renew();
    return isAway(error) ? new DatabaseUnavailable(options.name, error) : error;
  }

  return {
    name: options.name,
    async read(work) {
      try {
        return await work(options.readerOf(live.client));
      } catch (error) {
        throw faultOf(error);
      }
    },
    async transact(work) {
      let worked = false;
      try {
        return await live.client.$transaction(
          async (transaction) => {
            const answer = await work(transaction);
            worked = true;
            return answer;
          },
          { maxWait: transactionWaitMs, timeout: transactionMs },
        );
      } catch (error) {
        const fault = faultOf(error);
        if (
          worked &&
          !isTransactionClosed(error) &&
          (sqlStateOf(error) === null || fault instanceof DatabaseUnavailable)
        ) {
          throw new CommitUnknown(options.name, error);
        }
        throw fault;
      }
    },
    async write(work) {
      try {
        return await work(options.writerOf(live.client));
      } catch (error) {
        const fault = faultOf(error);
        // The server itself said no, or never heard of it: nothing was committed.
        const isCertain = sqlStateOf(error) !== null || isNotReached(error);
        if (fault instanceof DatabaseUnavailable && !isCertain)
          throw new CommitUnknown(options.name, error);
        throw fault;
      }
    },
    close: () => live.close(),
  };
}

function openClient<C, Reader, Transaction>(options: DatabaseOptions<C, Reader, Transaction>) {
  const { statementMs } = options.limits ?? productLimits;
  const pool = openPool(options.url, options.poolMax, statementMs);
  const client = options.makeClient(new PrismaPg(pool, { statementNameGenerator: statementName }));
  return {
    client,
    async close(): Promise<void> {
      await client.$disconnect();
      await pool.end();
    },
  };
}

/** More texts than the code has; a mistake that makes new ones all the time must not fill the memory. */
const namesMax = 2_000;
const names = new Map<string, string>();

// Without a name every call is parsed and planned again. The texts are few: our code holds them all.
function statementName({ sql }: { sql: string }): string {
  const known = names.get(sql);
  if (known !== undefined) return known;
  const name = createHash('sha1').update(sql).digest('base64url');
  if (names.size < namesMax) names.set(sql, name);
  return name;
}

async function assertUtc(client: pg.ClientBase): Promise<void> {
  const answer = await client.query<{ TimeZone: string }>('SHOW timezone');
  const zone = answer.rows[0]?.TimeZone;
  if (zone !== 'UTC') throw new Error(`the session time zone is ${String(zone)} instead of UTC`);
}
