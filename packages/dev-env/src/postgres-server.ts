import { execFile } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import type { ChildPlan } from './child.ts';
import type { PostgresPlace } from './postgres-place.ts';
import { problemFromLog } from './start-problem.ts';

const run = promisify(execFile);

export interface PostgresServer {
  readonly name: string;
  readonly port: number;
  readonly password: string;
  readonly place: PostgresPlace;
  readonly dataFolder: string;
  readonly logFile: string;
  /** `never` is for data that a test throws away: a power cut may damage it. */
  readonly initialSync: 'full' | 'never';
}

const environment = { LC_ALL: 'C', TZ: 'UTC', PATH: process.env['PATH'] ?? '' };

/** Creates the server's data folder unless it is there. */
export async function initialise(server: PostgresServer): Promise<void> {
  const data = join(server.place.data, server.name);
  // initdb writes this file last but one: a folder without it was cut off half way.
  if (existsSync(join(data, 'interlock-complete'))) return;
  rmSync(data, { recursive: true, force: true });
  mkdirSync(server.place.data, { recursive: true });
  const passwordFile = join(server.place.data, `.${server.name}-password`);
  writeFileSync(passwordFile, server.password, { mode: 0o600 });
  if (server.place.user) chownSync(passwordFile, server.place.user.uid, server.place.user.gid);
  const args = [
    `--pgdata=${data}`,
    '--username=postgres',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--no-instructions',
    ...(server.initialSync === 'never' ? ['--no-sync'] : []),
  ];
  try {
    const cwd = server.place.data;
    await run(join(server.place.bin, 'initdb'), args, {
      ...server.place.user,
      cwd,
      env: environment,
    });
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    const causes = { process: server.name, log: data, dataFolder: server.dataFolder };
    throw problemFromLog(text, causes);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  writeFileSync(join(data, 'interlock-complete'), '');
}

/** How to run the server. Its data survive SIGKILL and a power cut: fsync stays on. */
export function postgresPlan(server: PostgresServer): ChildPlan {
  const { place, port } = server;
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    timezone: 'UTC',
    max_connections: '120',
    shared_buffers: `${sharedBuffersMb(availableBytes())}MB`,
    // Publishing writes fifty megabytes a second beside holds that wait for the same log: what is buffered, a hold's commit waits for.
    wal_buffers: '2MB',
    min_wal_size: '256MB',
    // What is written to a page for the first time after a checkpoint is logged whole: in a rush they had better be rare.
    max_wal_size: '4GB',
    checkpoint_timeout: '15min',
    io_method: 'sync',
    fsync: 'on',
    jit: 'off',
    log_line_prefix: '%m [%p] %d ',
  };
  return {
    name: server.name,
    command: join(place.bin, 'postgres'),
    args: [
      '-D',
      join(place.data, server.name),
      ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    cwd: place.data,
    env: environment,
    logFile: server.logFile,
    dataFolder: server.dataFolder,
    ...(place.user ? { user: place.user } : {}),
    stopSignal: 'SIGINT',
    isReady: () => accepts(superuserUrl(server)),
    readyWithinMs: 60_000,
  };
}

/**
 * Megabytes that a server keeps of its tables: the three together a quarter of the memory, as Postgres's manual advises,
 * between 128 MB and 4 GB each. What lies there is not read again when the system takes its file cache back.
 */
export function sharedBuffersMb(memoryBytes: number): number {
  const twelfth = Math.floor(memoryBytes / 12 / 2 ** 20);
  return Math.min(Math.max(twelfth, 128), 4096);
}

/** Of the machine, or of the container if that has less; Node says 0 where there is no limit. */
function availableBytes(): number {
  return Math.min(totalmem(), process.constrainedMemory() || Infinity);
}

export function superuserUrl(server: { port: number; password: string }): string {
  return `postgres://postgres:${server.password}@127.0.0.1:${server.port}/postgres`;
}

async function accepts(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  // A connection cut while the server starts is reported twice: here and by the promise below.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('SELECT 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end();
  }
}
