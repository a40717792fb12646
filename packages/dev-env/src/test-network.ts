import { rmSync } from 'node:fs';
import type { TestProject } from 'vitest/node';
import { InterlockNetwork } from './network.ts';
import { freePorts } from './ports.ts';
import { temporaryDataFolder } from './temporary-folder.ts';

/** Servers that run for the whole test run; every suite makes its own databases and namespace. */
export interface TestServers {
  /** Superusers' addresses, one Postgres server each. */
  readonly central: string;
  readonly north: string;
  readonly south: string;
  /** host:port */
  readonly temporal: string;
  /** A migrated database on each server: `CREATE DATABASE … TEMPLATE interlock_template`. */
  readonly template: string;
  readonly ownerPassword: string;
  readonly appPassword: string;
}

declare module 'vitest' {
  export interface ProvidedContext {
    servers: TestServers;
  }
}

/** Vitest's global setup: one Postgres for each database and one Temporal for all suites. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataFolder = temporaryDataFolder();
  const network = await startServers(dataFolder);
  const { databases, secrets, temporalAddress } = network;
  project.provide('servers', {
    central: serverOf(databases.central.admin),
    north: serverOf(databases.north.admin),
    south: serverOf(databases.south.admin),
    temporal: temporalAddress,
    template: 'interlock_template',
    ownerPassword: secrets.ownerPassword,
    appPassword: secrets.appPassword,
  });
  return async function tearDown() {
    await network.stop();
    rmSync(dataFolder, { recursive: true, force: true });
  };
}

async function startServers(dataFolder: string): Promise<InterlockNetwork> {
  try {
    return await InterlockNetwork.start({
      dataFolder,
      ports: freePorts,
      processes: ['temporal'],
      database: 'interlock_template',
      initialSync: 'never',
      temporalPage: 'off',
    });
  } catch (error) {
    rmSync(dataFolder, { recursive: true, force: true });
    throw error;
  }
}

/** The same server's own database, so that the template has no visitors while it is copied. */
function serverOf(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  url.pathname = '/postgres';
  return url.href;
}
