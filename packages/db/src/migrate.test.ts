import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrate, migrationsFolder } from './migrate.ts';
import { createEmptyDatabase, withClient } from './testing/test-databases.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'interlock-migrations-'));
});

afterAll(() => rm(folder, { recursive: true }));

test('migrating twice, even at the same time, is migrating once', async () => {
  const { ownerUrl } = await createEmptyDatabase();
  const shard = { url: ownerUrl, folder: migrationsFolder('shard') };
  const [one, two] = await Promise.all([migrate(shard), migrate(shard)]);
  expect(Math.min(one.length, two.length)).toBe(0);
  expect(await migrate(shard)).toEqual([]);
  const names = await withClient(ownerUrl, (client) =>
    client.query(
      'SELECT migration_name, finished_at IS NOT NULL AS done FROM _prisma_migrations ORDER BY 1',
    ),
  );
  expect(names.rows).toEqual(
    [...one, ...two].map((name) => ({ migration_name: name, done: true })),
  );
});

test('an applied migration that was changed since is refused', async () => {
  const { ownerUrl } = await createEmptyDatabase();
  const copy = join(folder, 'changed');
  await cp(migrationsFolder('central'), copy, { recursive: true });
  await migrate({ url: ownerUrl, folder: copy });
  await writeFile(join(copy, '20261122000001_tables', 'migration.sql'), 'SELECT 1');
  await expect(migrate({ url: ownerUrl, folder: copy })).rejects.toThrow(
    /20261122000001_tables was changed/,
  );
});

test('a migration that fails half way leaves nothing behind and can be tried again', async () => {
  const { ownerUrl } = await createEmptyDatabase();
  const failing = await writeMigration('failing', 'CREATE TABLE half (id int); SELECT 1 / 0;');
  await expect(migrate({ url: ownerUrl, folder: failing })).rejects.toThrow(/division by zero/);
  const mended = await writeMigration('failing', 'CREATE TABLE half (id int);');
  expect(await migrate({ url: ownerUrl, folder: mended })).toEqual(['1_only']);
});

test('a migration marked no-transaction may build an index concurrently', async () => {
  const { ownerUrl } = await createEmptyDatabase();
  await withClient(ownerUrl, (client) => client.query('CREATE TABLE big (id int)'));
  const alone = await writeMigration(
    'alone',
    '-- no-transaction\nCREATE INDEX CONCURRENTLY big_id ON big (id)',
  );
  expect(await migrate({ url: ownerUrl, folder: alone })).toEqual(['1_only']);
});

async function writeMigration(name: string, sql: string): Promise<string> {
  await mkdir(join(folder, name, '1_only'), { recursive: true });
  await writeFile(join(folder, name, '1_only', 'migration.sql'), sql);
  return join(folder, name);
}
