import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import type { InterlockNetwork } from '@interlock/dev-env/network';
import type { DatabaseName } from '@interlock/dev-env/network-options';
import { databaseNames } from '@interlock/dev-env/network-options';
import { Client } from 'pg';

/** What a process has sent to the databases, as their own logs tell it. */
export interface StatementsFound {
  /** Reading the feed and the stations: the process does so on its own account, whoever asks what. */
  readonly ofFeed: number;
  readonly others: readonly string[];
}

/**
 * Lets every server log each statement while `work` runs, and returns those that came over the API's connections. The
 * embedded servers ship no pg_stat_statements; their log names the backend, and its peer's port names the process.
 */
export async function statementsOfApi(
  network: InterlockNetwork,
  work: () => Promise<void>,
): Promise<StatementsFound> {
  await onEveryServer(network, "ALTER SYSTEM SET log_statement = 'all'", 'SELECT pg_reload_conf()');
  const from = new Map(databaseNames.map((name) => [name, network.logOf(name).length]));
  try {
    await work();
  } finally {
    await onEveryServer(network, 'ALTER SYSTEM RESET log_statement', 'SELECT pg_reload_conf()');
  }
  const found = await Promise.all(
    databaseNames.map(async (name) => {
      const backends = await backendsOf(network, name);
      return statementsIn(network.logOf(name).slice(from.get(name) ?? 0), backends);
    }),
  );
  const all = found.flat();
  const others = all.filter((text) => !isOfFeed(text));
  return { ofFeed: all.length - others.length, others };
}

function isOfFeed(text: string): boolean {
  return /FROM outbox|FROM "public"."station"/.test(text);
}

/** Lines of one statement: `… [backend] database LOG:  execute <name>: <text>`; a text may go on over lines. */
function statementsIn(log: string, backends: ReadonlySet<string>): string[] {
  return log.split(/\n(?=\d{4}-\d\d-\d\d )/).flatMap((entry) => {
    const found = /\[(\d+)\] \S* ?LOG: {2}(?:execute [^:]*|statement): ([\s\S]*)/.exec(entry);
    return found !== null && backends.has(found[1] ?? '') ? [found[2] ?? ''] : [];
  });
}

async function onEveryServer(network: InterlockNetwork, ...statements: string[]): Promise<void> {
  for (const name of databaseNames) {
    await withClient(network, name, async (client) => {
      for (const statement of statements) await client.query(statement);
    });
  }
}

/** The server's process ids of the connections whose other end is a socket of the API. */
async function backendsOf(network: InterlockNetwork, name: DatabaseName): Promise<Set<string>> {
  const own = portsOf(network.pidOf('api'));
  return withClient(network, name, async (client) => {
    const { rows } = await client.query<{ pid: number; client_port: number }>(
      'SELECT pid, client_port FROM pg_stat_activity WHERE client_port IS NOT NULL',
    );
    return new Set(rows.filter((row) => own.has(row.client_port)).map(({ pid }) => String(pid)));
  });
}

/** Local TCP ports of a process: its socket inodes looked up in the kernel's table. */
function portsOf(pid: number): Set<number> {
  const inodes = new Set(
    readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      const found = /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`));
      return found?.[1] === undefined ? [] : [found[1]];
    }),
  );
  const lines = readFileSync(`/proc/${pid}/net/tcp`, 'utf8').trim().split('\n').slice(1);
  return new Set(
    lines.flatMap((line) => {
      const fields = line.trim().split(/\s+/);
      const port = fields[1]?.split(':')[1];
      return port !== undefined && inodes.has(fields[9] ?? '') ? [Number.parseInt(port, 16)] : [];
    }),
  );
}

async function withClient<T>(
  network: InterlockNetwork,
  name: DatabaseName,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const client = new Client({ connectionString: network.databases[name].admin });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
