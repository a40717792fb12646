import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { InterlockNetwork } from '@interlock/dev-env/network';
import { databaseNames, type DatabaseName } from '@interlock/dev-env/network-options';
import { Client } from 'pg';

/** What each server was asked, text → how often, by its own log. */
export type Statements = Record<DatabaseName, Map<string, number>>;

/** The log goes on with a text's further lines behind a tab. */
const logLine = /LOG: {2}(?:execute [^:]*|statement): ([^\n]*(?:\n\t[^\n]*)*)/g;
const noticedWithinMs = 5_000;

/**
 * Everything the three servers are asked while `work` runs, by their statement logs. Throws unless each log shows a
 * query that is known to run before and after: then it counts.
 */
export async function countStatements(
  network: InterlockNetwork,
  work: () => Promise<void>,
): Promise<Statements> {
  const servers = await Promise.all(databaseNames.map((name) => openServer(network, name)));
  try {
    await Promise.all(servers.map((server) => server.log('all')));
    await Promise.all(servers.map((server) => server.mark('begin')));
    await work();
    await Promise.all(servers.map((server) => server.mark('end')));
    return Object.fromEntries(servers.map(({ name, counted }) => [name, counted()])) as Statements;
  } finally {
    await Promise.all(servers.map((server) => server.log('none')));
    await Promise.all(servers.map((server) => server.close()));
  }
}

interface CountedServer {
  readonly name: DatabaseName;
  log(what: 'all' | 'none'): Promise<void>;
  /** Asks something that nobody else asks and waits until the log has it. */
  mark(which: 'begin' | 'end'): Promise<void>;
  readonly counted: () => Map<string, number>;
  close(): Promise<void>;
}

async function openServer(network: InterlockNetwork, name: DatabaseName): Promise<CountedServer> {
  const client = new Client({ connectionString: network.databases[name].admin });
  await client.connect();
  const file = join(network.options.dataFolder, 'logs', `${name}.log`);
  const from = sizeOf(file);
  const markOf = (which: string): string => `SELECT 'bench ${which} ${from}'`;
  return {
    name,
    async log(what) {
      await client.query(`ALTER SYSTEM SET log_statement = '${what}'`);
      await client.query('SELECT pg_reload_conf()');
    },
    async mark(which) {
      const giveUpAt = Date.now() + noticedWithinMs;
      do {
        await client.query(markOf(which));
        await pause(20);
        if (textFrom(file, from).includes(markOf(which))) return;
      } while (Date.now() < giveUpAt);
      throw new Error(`the log of ${name} does not show what it is asked`);
    },
    counted() {
      const text = textFrom(file, from);
      const begin = text.lastIndexOf(markOf('begin'));
      const end = text.lastIndexOf('\n', text.indexOf(markOf('end')));
      const part = text.slice(text.indexOf('\n', begin), end);
      const counts = new Map<string, number>();
      for (const [, text = ''] of part.matchAll(logLine)) {
        const statement = text.trim().replaceAll(/\s+/g, ' ');
        counts.set(statement, (counts.get(statement) ?? 0) + 1);
      }
      return counts;
    },
    close: () => client.end(),
  };
}

function sizeOf(file: string): number {
  const handle = openSync(file, 'r');
  try {
    return fstatSync(handle).size;
  } finally {
    closeSync(handle);
  }
}

function textFrom(file: string, from: number): string {
  const handle = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(fstatSync(handle).size - from);
    readSync(handle, bytes, 0, bytes.length, from);
    return bytes.toString('utf8');
  } finally {
    closeSync(handle);
  }
}
