import { openCentral } from '@interlock/db/connections';
import { demoShardMapEntries } from '@interlock/db/shard-map';
import { seedShardMap } from '@interlock/db/shard-map-store';
import { saveStations } from '@interlock/db/stations';
import type { InterlockNetwork } from '@interlock/dev-env/network';
import { databaseNames, type DatabaseName } from '@interlock/dev-env/network-options';
import { prepareDatabase, type DatabaseUrls } from '@interlock/dev-env/postgres-databases';
import pg from 'pg';
import type { Stage } from '../frame/bench.ts';
import { runLoad } from '../frame/load-process.ts';
import { centralStatements, shardStatements } from './bulk-sql.ts';
import type { HistoryLoadInput } from './history-load.ts';
import { historyShards, stations, type HistoryWishes } from './history.ts';
import { setAsideIndexes } from './set-aside-indexes.ts';

/** A set of databases of its own on the network's servers: central and both shards. */
export interface Store {
  readonly name: string;
  readonly urls: Readonly<Record<DatabaseName, DatabaseUrls>>;
  readonly wishes: HistoryWishes;
}

const loadWithinMs = 5 * 60_000;

/** Makes the databases, migrated as the product's own, with the shard map in central. */
export async function makeStore(
  network: InterlockNetwork,
  wanted: { name: string; wishes: HistoryWishes },
): Promise<Store> {
  const entries = await Promise.all(
    databaseNames.map(async (server): Promise<[DatabaseName, DatabaseUrls]> => [
      server,
      await prepareDatabase({
        adminUrl: network.databases[server].admin,
        kind: server === 'central' ? 'central' : 'shard',
        database: `growth_${wanted.name}`,
        passwords: network.secrets,
      }),
    ]),
  );
  const urls = Object.fromEntries(entries) as Record<DatabaseName, DatabaseUrls>;
  const central = openCentral(urls.central.app);
  try {
    await seedShardMap(central, demoShardMapEntries());
    await central.transact((tx) => saveStations(tx, [...stations]));
  } finally {
    await central.close();
  }
  return { ...wanted, urls };
}

/**
 * Fills the store with its past, both shards at a time, and leaves it as autovacuum would in a quiet night.
 * Returns the seconds it took.
 */
export async function fillStore(stage: Stage, store: Store): Promise<number> {
  const began = performance.now();
  const settings = stage.network().settings;
  const keys = {
    vault: settings['INTERLOCK_VAULT_KEY'] ?? '',
    index: settings['INTERLOCK_INDEX_KEY'] ?? '',
    qr: settings['INTERLOCK_QR_KEY'] ?? '',
  };
  await withOwner(store.urls.central.owner, async (central) => {
    const tables = centralStatements
      .map(({ table }) => table)
      .filter((table) => table !== 'account_sale');
    const putBack = await setAsideIndexes(central, tables);
    await Promise.all(
      historyShards.map((shard) => {
        const urls = { shard: store.urls[shard].owner, central: store.urls.central.owner };
        const input: HistoryLoadInput = { shard, wishes: store.wishes, urls, keys };
        return runLoad({
          script: 'test/load/growth/history-load.ts',
          input,
          signal: stage.signal,
          withinMs: loadWithinMs,
          onLine: (line) => stage.progress(`${store.name}: ${JSON.stringify(line)}`),
        });
      }),
    );
    stage.progress(`${store.name}: central's indexes`);
    await putBack();
  });
  await Promise.all([
    ...historyShards.map((shard) =>
      settle(store.urls[shard], [...shardStatements, { table: 'run' }, { table: 'seat' }]),
    ),
    settle(store.urls.central, centralStatements),
  ]);
  return (performance.now() - began) / 1000;
}

/** The product's settings with the addresses of the store's databases. */
export function settingsOfStore(
  network: InterlockNetwork,
  { urls }: Store,
): Record<string, string> {
  return {
    ...network.settings,
    INTERLOCK_CENTRAL_URL: urls.central.app,
    INTERLOCK_SHARD_URLS: historyShards.map((shard) => `${shard}=${urls[shard].app}`).join(','),
  };
}

/** Removes the databases: in a quick run the servers are shared. */
export async function dropStore(network: InterlockNetwork, store: Store): Promise<void> {
  for (const server of databaseNames) {
    await withOwner(network.databases[server].admin, async (client) => {
      await client.query(`DROP DATABASE IF EXISTS growth_${store.name} WITH (FORCE)`);
    });
  }
}

async function settle(
  urls: DatabaseUrls,
  statements: readonly { readonly table: string }[],
): Promise<void> {
  await withOwner(urls.admin, async (client) => {
    for (const { table } of statements) await client.query(`VACUUM (ANALYZE) ${table}`);
    await client.query('CHECKPOINT');
  });
}

/** Runs `work` with one connection and closes it. */
export async function withOwner<Answer>(
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
