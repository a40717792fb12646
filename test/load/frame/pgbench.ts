import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { quantile } from './rounds.ts';

const run = promisify(execFile);
const debianFolder = '/usr/lib/postgresql';

/** What to tell people when there is no pgbench. */
export const howToGetPgbench =
  'pgbench was not found on the PATH or in /usr/lib/postgresql. Install it (Debian: `apt-get install postgresql`) to have the ratios to it measured.';

/**
 * The path of pgbench: the newest of Debian's postgresql folder, else from the PATH, where Debian has a script in front of
 * it; null without one.
 */
export function findPgbench(): string | null {
  const onPath = (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'pgbench'));
  const versions = existsSync(debianFolder) ? readdirSync(debianFolder) : [];
  const newestFirst = versions.toSorted((a, b) => Number(b) - Number(a));
  const ofDebian = newestFirst.map((version) => join(debianFolder, version, 'bin/pgbench'));
  return [...ofDebian, ...onPath].find((path) => existsSync(path)) ?? null;
}

export interface PgbenchRun {
  readonly program: string;
  /** A database that holds what the script touches. */
  readonly url: string;
  /** pgbench's own script language; `select-only` is its -S. */
  readonly script: string;
  readonly clients: number;
  readonly seconds: number;
}

export interface PgbenchFound {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** Runs a script with prepared statements, one thread per core at most. Throws with pgbench's own words when it fails. */
export async function runPgbench(wanted: PgbenchRun): Promise<PgbenchFound> {
  const { program, url, script, clients, seconds } = wanted;
  const folder = mkdtempSync(join(tmpdir(), 'pgbench-'));
  try {
    const file = join(folder, 'script.sql');
    writeFileSync(file, script);
    const { hostname, port, username, password, pathname } = new URL(url);
    const { stdout } = await run(
      program,
      [
        '--no-vacuum',
        '--protocol=prepared',
        `--file=${file}`,
        `--time=${seconds}`,
        `--client=${clients}`,
        `--jobs=${Math.min(clients, 2)}`,
        '--log',
        `--log-prefix=${join(folder, 'log')}`,
        '--sampling-rate=0.1',
        `--host=${hostname}`,
        `--port=${port}`,
        `--username=${username}`,
        pathname.slice(1),
      ],
      { env: { ...process.env, PGPASSWORD: decodeURIComponent(password) }, maxBuffer: 1 << 26 },
    );
    const perSecond = Number(/tps = ([\d.]+)/.exec(stdout)?.[1]);
    if (!(perSecond > 0)) throw new Error(`pgbench named no rate: ${stdout}`);
    return { perSecond, ...latencies(folder) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Third column of pgbench's log: microseconds of one transaction. */
function latencies(folder: string): { p50Ms: number; p99Ms: number } {
  const ms = readdirSync(folder)
    .filter((name) => name.startsWith('log'))
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').trim().split('\n'))
    .map((line) => Number(line.split(' ')[2]) / 1000)
    .filter((value) => Number.isFinite(value));
  if (ms.length === 0) return { p50Ms: Number.NaN, p99Ms: Number.NaN };
  return { p50Ms: quantile(ms, 0.5), p99Ms: quantile(ms, 0.99) };
}
