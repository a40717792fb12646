import pg from 'pg';
import { type PgbenchFound, runPgbench } from '../frame/pgbench.ts';

const rows = 1_000_000;

export type PgbenchScript = 'update' | 'hot-row' | 'select';

/** Postgres itself: the statements that everything else is held against. */
const scripts: Record<PgbenchScript, string> = {
  update: `\\set id random(1, ${rows})\nUPDATE bench_row SET n = n + 1 WHERE id = :id;\n`,
  'hot-row': 'UPDATE bench_row SET n = n + 1 WHERE id = 1;\n',
  select: `\\set id random(1, ${rows})\nSELECT n FROM bench_row WHERE id = :id;\n`,
};

/** A table of a million rows of 100 bytes, as pgbench makes it. */
export async function fillPgbenchTable(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(
      'CREATE TABLE bench_row (id integer PRIMARY KEY, n integer NOT NULL, filler char(84) NOT NULL)',
    );
    await client.query(
      `INSERT INTO bench_row SELECT id, 0, '' FROM generate_series(1, ${rows}) AS id`,
    );
    await client.query('VACUUM (ANALYZE) bench_row');
  } finally {
    await client.end();
  }
}

/** Prepared statements, as many clients as asked for. */
export function pgbenchReference(
  place: { program: string; url: string },
  wanted: { script: PgbenchScript; clients: number; seconds: number },
): Promise<PgbenchFound> {
  const { clients, seconds } = wanted;
  return runPgbench({ ...place, script: scripts[wanted.script], clients, seconds });
}
