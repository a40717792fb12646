import type { InterlockNetwork } from '@interlock/dev-env/network';
import { Client } from 'pg';

/** Rows of both shards for one question, asked as the product's own role. */
export async function askShards<Row extends object>(
  network: InterlockNetwork,
  text: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const rows = await Promise.all(
    (['north', 'south'] as const).map(async (name) => {
      const client = new Client({ connectionString: network.databases[name].app });
      await client.connect();
      try {
        return (await client.query<Row>(text, [...values])).rows;
      } finally {
        await client.end();
      }
    }),
  );
  return rows.flat();
}
