import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { inject } from 'vitest';
import { databaseNames, type DatabaseName } from './network-options.ts';
import type { DatabaseUrls } from './postgres-databases.ts';
import { prepareNamespace } from './temporal-server.ts';

export interface TestDatabases {
  readonly urls: Readonly<Record<DatabaseName, DatabaseUrls>>;
  /** Removes the databases; open connections are cut. */
  drop(): Promise<void>;
}

/** Three databases of its own for a suite, copied from the migrated templates. */
export async function createTestDatabases(): Promise<TestDatabases> {
  const servers = inject('servers');
  const name = `test_${randomBytes(6).toString('hex')}`;
  const entries = await Promise.all(
    databaseNames.map(async (server) => {
      await execute(servers[server], `CREATE DATABASE ${name} TEMPLATE ${servers.template}`);
      return [server, urlsOf(servers[server], name)] as const;
    }),
  );
  return {
    urls: Object.fromEntries(entries) as Record<DatabaseName, DatabaseUrls>,
    async drop() {
      for (const server of databaseNames) {
        await execute(servers[server], `DROP DATABASE ${name} WITH (FORCE)`);
      }
    },
  };
}

/** A Temporal namespace of its own for a suite, with the search attribute. */
export async function createTestNamespace(): Promise<{ address: string; namespace: string }> {
  const address = inject('servers').temporal;
  const namespace = `test-${randomBytes(6).toString('hex')}`;
  await prepareNamespace(address, namespace);
  return { address, namespace };
}

function urlsOf(adminUrl: string, database: string): DatabaseUrls {
  const { ownerPassword, appPassword } = inject('servers');
  return {
    admin: urlAs(adminUrl, { database }),
    owner: urlAs(adminUrl, { database, login: ['interlock_owner', ownerPassword] }),
    app: urlAs(adminUrl, { database, login: ['interlock_app', appPassword] }),
  };
}

function urlAs(adminUrl: string, to: { database: string; login?: [string, string] }): string {
  const url = new URL(adminUrl);
  url.pathname = `/${to.database}`;
  if (to.login) [url.username, url.password] = to.login;
  return url.href;
}

async function execute(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
