import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { fetchWheel } from '../setup/fetch-wheel.mjs';
import { findPostgres } from '../setup/find-postgres.mjs';

const folder = mkdtempSync(join(tmpdir(), 'interlock-programs-'));

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

function program(name: string, script: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, name), 0o755);
}

function postgresOf(version: string): void {
  for (const name of ['postgres', 'initdb'])
    program(name, `echo "${name} (PostgreSQL) ${version}"`);
  vi.stubEnv('POSTGRES_BIN', folder);
}

const find = () => findPostgres(() => undefined);

test('POSTGRES_BIN wins over what was fetched, if it has Postgres 18 or later', async () => {
  postgresOf('18.0');
  expect(await find()).toBe(folder);
});

test('an older Postgres, or one without initdb, is refused with what to do', async () => {
  const refused = `POSTGRES_BIN names ${folder}, which has no postgres and initdb of version 18 or later. Correct`;
  postgresOf('17.5');
  await expect(find()).rejects.toThrow(refused);
  postgresOf('18.0');
  rmSync(join(folder, 'initdb'));
  await expect(find()).rejects.toThrow(refused);
});

test('servers that others run need no programs here', async () => {
  vi.stubEnv('INTERLOCK_POSTGRES_URLS', 'central=postgres://one');
  expect(await find()).toBeNull();
});

test('a wheel with other contents than the known ones is not opened', async () => {
  // pip's arguments end with the folder and the package.
  program('python3', 'shift $(($# - 2)); echo other > "$1/some-1.0.whl"');
  vi.stubEnv('PATH', `${folder}${delimiter}${process.env['PATH']}`);
  const sums = { [`${process.platform}-${process.arch}`]: 'ab' };
  const keep = vi.fn(() => null);
  const failure = await fetchWheel({ name: 'some', version: '1.0', sums }, keep);
  expect(failure).toMatch(/^the wheel's sha256 is [0-9a-f]{64}, not the one we know$/);
  expect(keep).not.toHaveBeenCalled();
});
