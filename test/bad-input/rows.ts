import type { InterlockNetwork } from '@interlock/dev-env/network';
import { databaseNames } from '@interlock/dev-env/network-options';
import { Client } from 'pg';

const tables = {
  central: ['intake', 'claim', 'account_sale', 'traveller', 'orphan_event', 'audit'],
  shard: [
    'booking',
    'booking_event',
    'payment',
    'inbox',
    'ticket',
    'ledger',
    'notification',
    'outbox',
  ],
} as const;

/** Every row that a booking, a payment or a traveller consists of, and every sold seat, as sorted text. */
export async function rowsOf(network: InterlockNetwork): Promise<string[]> {
  const found = await Promise.all(
    databaseNames.map(async (name) => {
      const kind = name === 'central' ? 'central' : 'shard';
      const parts = tables[kind].map(
        (table) => `SELECT '${table} ' || t::text AS line FROM ${table} t`,
      );
      const seats = `SELECT 'seat ' || t::text AS line FROM seat t WHERE sold <> 0 OR sold2 <> 0`;
      const all = kind === 'shard' ? [...parts, seats] : parts;
      const rows = await query(network.databases[name].app, all.join(' UNION ALL '));
      return rows.map(({ line }) => `${name}: ${String(line)}`);
    }),
  );
  return found.flat().sort();
}

/** The rows of one query. */
export async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql);
    return rows;
  } finally {
    await client.end();
  }
}
