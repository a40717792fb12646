import { Client } from 'pg';
import { serve } from './forked.ts';

/** Reads the rows that a fresh API reads, one table after the other, with nothing but the driver. */
async function read({ shards }: { shards: string[] }): Promise<{ rows: number }> {
  const counts = await Promise.all(
    shards.map(async (url) => {
      const client = new Client({ connectionString: url });
      await client.connect();
      const runs = await client.query('SELECT * FROM run ORDER BY id');
      const plans = await client.query('SELECT id, body FROM train_plan ORDER BY id');
      const seats = await client.query(
        'SELECT s.* FROM seat s WHERE s.run_id IN (SELECT id FROM run WHERE ver > 0)',
      );
      await client.end();
      return runs.rows.length + plans.rows.length + seats.rows.length;
    }),
  );
  return { rows: counts.reduce((sum, count) => sum + count, 0) };
}

serve({ read });
