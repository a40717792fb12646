import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { NetworkOptions } from './network-options.ts';
import { InterlockNetwork } from './network.ts';
import { freePorts } from './ports.ts';
import { temporaryDataFolder } from './temporary-folder.ts';

let dataFolder: string;
let network: InterlockNetwork | null = null;

beforeEach(() => {
  dataFolder = temporaryDataFolder();
});

afterEach(async () => {
  await network?.stop();
  network = null;
  rmSync(dataFolder, { recursive: true, force: true });
});

function databasesOnly(): NetworkOptions {
  return { dataFolder, ports: freePorts, processes: [], initialSync: 'never' };
}

async function one(url: string, sql: string): Promise<unknown> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ answer: unknown }>(sql);
  await client.end();
  return rows[0]?.answer;
}

function isAlive(pid: number): boolean {
  return spawnSync('kill', ['-0', String(pid)]).status === 0;
}

test('a database killed with signal 9 has every committed row after its restart', async () => {
  network = await InterlockNetwork.start(databasesOnly());
  const url = network.databases.north.owner;
  await one(url, 'CREATE TABLE kept AS SELECT 7 AS answer');
  const pid = network.pidOf('north');
  await network.kill('north');
  expect(isAlive(pid)).toBe(false);
  await network.startProcess('north');
  expect(await one(url, 'SELECT answer FROM kept')).toBe(7);
  expect(await one(url, "SELECT current_setting('TimeZone') AS answer")).toBe('UTC');
});

test('a second start finds the data of the first and nothing of it runs in between', async () => {
  network = await InterlockNetwork.start(databasesOnly());
  await one(network.databases.central.owner, 'CREATE TABLE kept AS SELECT 7 AS answer');
  const pids = (['central', 'north', 'south'] as const).map((name) => network!.pidOf(name));
  await network.stop();
  expect(pids.filter(isAlive)).toEqual([]);
  network = await InterlockNetwork.start(databasesOnly());
  expect(await one(network.databases.central.owner, 'SELECT answer FROM kept')).toBe(7);
});

test('a busy port is named in one sentence, and nothing is left running', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const address = other.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  const start = InterlockNetwork.start({
    ...databasesOnly(),
    ports: { ...freePorts, north: port },
  });
  await expect(start).rejects.toThrow(
    `Port ${port}, which north listens on, is in use by another program. Stop that program, or`,
  );
  other.close();
});

test('a damaged data folder is named in one sentence that says what to do', async () => {
  network = await InterlockNetwork.start(databasesOnly());
  const folder = await one(
    network.databases.south.admin,
    "SELECT current_setting('data_directory') AS answer",
  );
  await network.stop();
  writeFileSync(join(String(folder), 'global/pg_control'), 'not what it was');
  await expect(InterlockNetwork.start(databasesOnly())).rejects.toThrow(
    /The data of south in .* is damaged .* wipe it with `npm start -- --reset`/,
  );
});

test('two copies on one data folder are refused; two copies side by side are not', async () => {
  network = await InterlockNetwork.start(databasesOnly());
  const running = JSON.parse(readFileSync(join(dataFolder, 'running.json'), 'utf8'));
  writeFileSync(
    join(dataFolder, 'running.json'),
    JSON.stringify({ ...running, launcher: { pid: 1, since: startOf(1) } }),
  );
  await expect(InterlockNetwork.start(databasesOnly())).rejects.toThrow(
    'Interlock runs already on',
  );
  const beside = await InterlockNetwork.start({
    ...databasesOnly(),
    dataFolder: `${dataFolder}/2`,
  });
  await beside.stop();
});

test('when the launcher is killed with signal 9 its children end, too', async () => {
  const program = `
    const { InterlockNetwork } = await import(${JSON.stringify(new URL('network.ts', import.meta.url).href)});
    const network = await InterlockNetwork.start(${JSON.stringify(databasesOnly())});
    console.log(JSON.stringify(['central', 'north', 'south'].map((name) => network.pidOf(name))));`;
  const launcher = spawn(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '-e', program],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const [line] = (await once(launcher.stdout, 'data')) as [Buffer];
  const pids = JSON.parse(line.toString()) as number[];
  expect(pids.filter(isAlive)).toHaveLength(3);
  launcher.kill('SIGKILL');
  await expect.poll(() => pids.filter(isAlive), { timeout: 15_000 }).toEqual([]);
  expect(existsSync(join(dataFolder, 'running.json'))).toBe(true);
});

function startOf(pid: number): string {
  return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[19] ?? '';
}
