import type pg from 'pg';

/** Puts back what was set aside. */
export type PutBack = () => Promise<void>;

interface Definition {
  readonly table: string;
  readonly name: string;
  readonly definition: string;
}

/**
 * Takes the tables' keys, exclusions and indexes away while they are filled and gives back how to make them anew,
 * exactly as the catalogue had them. `account_sale` and the like keep theirs: name only what is filled in bulk.
 */
export async function setAsideIndexes(
  client: pg.Client,
  tables: readonly string[],
): Promise<PutBack> {
  const constraints = await definitions(
    client,
    `SELECT conrelid::regclass::text AS table, conname AS name, pg_get_constraintdef(oid) AS definition
       FROM pg_constraint WHERE conrelid = ANY ($1::regclass[]) AND contype IN ('p', 'u', 'x')`,
    tables,
  );
  for (const { table, name } of constraints)
    await client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`);
  const indexes = await definitions(
    client,
    `SELECT indrelid::regclass::text AS table, indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition
       FROM pg_index WHERE indrelid = ANY ($1::regclass[])`,
    tables,
  );
  for (const { name } of indexes) await client.query(`DROP INDEX ${name}`);
  return async () => {
    await client.query(
      `SET maintenance_work_mem = '256MB'; SET max_parallel_maintenance_workers = 0`,
    );
    for (const { table, name, definition } of constraints)
      await client.query(`ALTER TABLE ${table} ADD CONSTRAINT ${name} ${definition}`);
    for (const { definition } of indexes) await client.query(definition);
  };
}

async function definitions(
  client: pg.Client,
  sql: string,
  tables: readonly string[],
): Promise<Definition[]> {
  const { rows } = await client.query<Definition>(sql, [tables]);
  return rows;
}
