import pg from 'pg';
import { cpuMeter } from '../frame/process-cpu.ts';

/** What the measured part cost. */
export interface Cost {
  /** Of the Postgres server and all its backends. */
  readonly databaseMs: number;
  /** Of the process that asks. */
  readonly nodeMs: number;
  readonly walBytes: number;
  readonly deadlocks: number;
}

export interface ServerMeter {
  begin(): Promise<void>;
  end(): Promise<void>;
  cost(): Promise<Cost>;
}

interface MeteredPlace {
  /** A superuser's way into the database. */
  readonly urls: { readonly admin: string };
  /** Null: the server is going to be killed, nothing of it is metered. */
  readonly postgresPid: number | null;
}

/** Meters this process and the server from begin to end. */
export async function meterServer({ urls, postgresPid }: MeteredPlace): Promise<ServerMeter> {
  if (postgresPid === null) return unmetered;
  const client = new pg.Client({ connectionString: urls.admin, application_name: 'meter' });
  await client.connect();
  const meter = cpuMeter([{ name: 'database', pid: postgresPid }]);
  const deadlocksBefore = await deadlocks(client);
  let own = process.cpuUsage();
  let from = '0/0';
  let measured = { databaseMs: 0, nodeMs: 0, walBytes: 0 };

  return {
    async begin() {
      const { rows } = await client.query<{ at: string }>(
        'SELECT pg_current_wal_lsn()::text AS at',
      );
      from = rows[0]?.at ?? from;
      meter.lap();
      own = process.cpuUsage();
    },
    async end() {
      const used = process.cpuUsage(own);
      const databaseMs = meter.lap()['database'] ?? 0;
      const { rows } = await client.query<{ bytes: number }>(
        'SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), $1::pg_lsn)::float8 AS bytes',
        [from],
      );
      measured = {
        databaseMs,
        nodeMs: (used.user + used.system) / 1000,
        walBytes: rows[0]?.bytes ?? 0,
      };
    },
    async cost() {
      const after = await deadlocks(client);
      await client.end();
      return { ...measured, deadlocks: after - deadlocksBefore };
    },
  };
}

const unmetered: ServerMeter = {
  begin: () => Promise.resolve(),
  end: () => Promise.resolve(),
  cost: () => Promise.resolve({ databaseMs: 0, nodeMs: 0, walBytes: 0, deadlocks: 0 }),
};

async function deadlocks(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ deadlocks: number }>(
    'SELECT deadlocks::float8 FROM pg_stat_database WHERE datname = current_database()',
  );
  return rows[0]?.deadlocks ?? 0;
}
