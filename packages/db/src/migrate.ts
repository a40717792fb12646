import { createHash, randomUUID } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';

/** Any number; all runners take the same lock. */
const migrationLock = 7_270_736_901n;
const noTransaction = /^-- no-transaction\b/;

// The columns Prisma's own tool uses, so that it could take over one day.
const createTable = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id varchar(36) PRIMARY KEY, checksum varchar(64) NOT NULL, finished_at timestamptz, migration_name varchar(255) NOT NULL,
  logs text, rolled_back_at timestamptz, started_at timestamptz NOT NULL DEFAULT now(), applied_steps_count integer NOT NULL DEFAULT 0)`;

export type DatabaseKind = 'central' | 'shard';

/** The migrations of this repository for one kind of database. */
export function migrationsFolder(kind: DatabaseKind): string {
  return fileURLToPath(new URL(`../prisma/${kind}/migrations`, import.meta.url));
}

/**
 * Applies what is missing, in the order of the folder names, each file in its own transaction, and returns the names applied.
 * Throws if an applied file has changed since. `url` is the owner's. Two runners at once are safe: one waits.
 */
export async function migrate({ url, folder }: { url: string; folder: string }): Promise<string[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [migrationLock]);
    await client.query(createTable);
    const applied = await appliedChecksums(client);
    const fresh: string[] = [];
    for (const name of await migrationNames(folder)) {
      const file = await readFile(join(folder, name, 'migration.sql'));
      const checksum = createHash('sha256').update(file).digest('hex');
      const known = applied.get(name);
      if (known === undefined) {
        await apply(client, { name, checksum, sql: file.toString('utf8') });
        fresh.push(name);
      } else if (known !== checksum) {
        throw new Error(
          `migration ${name} was changed after it was applied; write a new one instead`,
        );
      }
    }
    return fresh;
  } finally {
    await client.end();
  }
}

async function migrationNames(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

async function appliedChecksums(client: pg.Client): Promise<Map<string, string>> {
  const { rows } = await client.query<{
    migration_name: string;
    checksum: string;
    finished: boolean;
  }>(
    'SELECT migration_name, checksum, finished_at IS NOT NULL AS finished FROM _prisma_migrations WHERE rolled_back_at IS NULL',
  );
  const unfinished = rows.find((row) => !row.finished);
  if (unfinished !== undefined)
    throw new Error(
      `migration ${unfinished.migration_name} was begun and not finished; repair it by hand`,
    );
  return new Map(rows.map((row) => [row.migration_name, row.checksum]));
}

async function apply(
  client: pg.Client,
  file: { name: string; checksum: string; sql: string },
): Promise<void> {
  const record = [randomUUID(), file.checksum, file.name];
  const begun = 'INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ($1, $2, $3)';
  const finished =
    'UPDATE _prisma_migrations SET finished_at = now(), applied_steps_count = 1 WHERE id = $1';
  const alone = noTransaction.test(file.sql);
  try {
    if (!alone) await client.query('BEGIN');
    await client.query(begun, record);
    await client.query(file.sql);
    await client.query(finished, [record[0]]);
    if (!alone) await client.query('COMMIT');
  } catch (error) {
    if (!alone) await client.query('ROLLBACK');
    throw new Error(
      `migration ${file.name} failed: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  }
}
