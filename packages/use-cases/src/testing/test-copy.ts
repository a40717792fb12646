import { randomUUID } from 'node:crypto';
import { withClient } from '@interlock/db/testing/test-databases';
import { inject } from 'vitest';

const servers = ['central', 'north', 'south'] as const;
export type Database = (typeof servers)[number];

/** Three databases of a test file's own, copied from the migrated template. */
export interface TestCopy {
  /** The product's own role. */
  readonly appUrls: Record<Database, string>;
  /** Runs SQL as the superuser: to look, and to play time passing. */
  sql<Row extends object>(database: Database, text: string, values?: unknown[]): Promise<Row[]>;
  drop(): Promise<void>;
}

/** Makes the copy; needs the test project that starts the servers. */
export async function createTestCopy(): Promise<TestCopy> {
  const { template, appPassword, ...urls } = inject('servers');
  const name = `test_${randomUUID().replaceAll('-', '').slice(0, 12)}`;
  await Promise.all(
    servers.map((server) => run(urls[server], `CREATE DATABASE ${name} TEMPLATE ${template}`)),
  );
  const urlOf = (server: Database, login?: { user: string; password: string }): string => {
    const url = new URL(urls[server]);
    url.pathname = `/${name}`;
    if (login !== undefined) [url.username, url.password] = [login.user, login.password];
    return url.href;
  };
  const app = { user: 'interlock_app', password: appPassword };
  return {
    appUrls: {
      central: urlOf('central', app),
      north: urlOf('north', app),
      south: urlOf('south', app),
    },
    sql: (database, text, values = []) =>
      withClient(urlOf(database), async (client) => (await client.query(text, values)).rows),
    async drop() {
      await Promise.all(
        servers.map((server) => run(urls[server], `DROP DATABASE ${name} WITH (FORCE)`)),
      );
    },
  };
}

async function run(url: string, sql: string): Promise<void> {
  await withClient(url, async (client) => {
    await client.query(sql);
  });
}
