import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { type DatabaseKind, migrate, migrationsFolder } from '../migrate.ts';
import { provisionDatabase } from '../provision.ts';

export interface TestDatabase {
  /** A superuser's, to look and to damage. */
  adminUrl: string;
  ownerUrl: string;
  appUrl: string;
}

/** A fresh, migrated database on one of the test servers. */
export async function createTestDatabase(kind: DatabaseKind): Promise<TestDatabase> {
  const database = await createEmptyDatabase();
  await migrate({ url: database.ownerUrl, folder: migrationsFolder(kind) });
  return database;
}

/** A fresh database without tables. Roles belong to the server, so all its databases share their passwords. */
export async function createEmptyDatabase(): Promise<TestDatabase> {
  const { north: adminUrl, ownerPassword, appPassword } = inject('servers');
  const database = `test_${randomUUID().replaceAll('-', '').slice(0, 12)}`;
  const urls = await provisionDatabase({ adminUrl, database, ownerPassword, appPassword });
  const admin = new URL(adminUrl);
  admin.pathname = `/${database}`;
  return { adminUrl: admin.href, ...urls };
}

/** Runs `work` with one connection and closes it. */
export async function withClient<Answer>(
  url: string,
  work: (client: pg.Client) => Promise<Answer>,
): Promise<Answer> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
