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

/** Meters this process and the server from begin to end; `adminUrl` is a superuser's way into the database. */
export async function meterServer(place: {
  adminUrl: string;
  postgresPid: number;
}): Promise<ServerMeter> {
  const client = new pg.Client({ connectionString: place.adminUrl, application_name: 'meter' });
  await client.connect();
  const meter = cpuMeter([{ name: 'database', pid: place.postgresPid }]);
  let own = process.cpuUsage();
  let from = '0/0';
  let databaseMs = 0;
  let nodeMs = 0;
  let walBytes = 0;
  const deadlocksBefore = await deadlocks(client);

  return {
    async begin() {
      const { rows } = await client.query<{ at: string }>('SELECT pg_current_wal_lsn()::text AS at');
      from = rows[0]?.at ?? from;
      meter.lap();
      own = process.cpuUsage();
    },
    async end() {
      const used = process.cpuUsage(own);
      nodeMs = (used.user + used.system) / 1000;
      databaseMs = meter.lap()['database'] ?? 0;
      const { rows } = await client.query<{ bytes: number }>(
        'SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), $1::pg_lsn)::float8 AS bytes',
        [from],
      );
      walBytes = rows[0]?.bytes ?? 0;
    },
    async cost() {
      const after = await deadlocks(client);
      await client.end();
      return { databaseMs, nodeMs, walBytes, deadlocks: after - deadlocksBefore };
    },
  };
}

async function deadlocks(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ deadlocks: number }>(
    'SELECT deadlocks::float8 FROM pg_stat_database WHERE datname = current_database()',
  );
  return rows[0]?.deadlocks ?? 0;
}
