import type { Breach } from '@interlock/db/verify/shard-check';
import { documentNumbersIn, documentPattern } from './document-numbers.ts';
import type { VerifyContext, WideCheck } from './invariant.ts';

/** Document numbers belong into the vault, sealed, and nowhere else. */
export const privacyChecks: readonly WideCheck[] = [
  {
    number: 'I34',
    says: 'no column, log or history holds a document number',
    spans: 'one-database',
    find: noDocumentNumbers,
  },
];

interface TextColumn {
  readonly table: string;
  readonly column: string;
}

type Query = <Row>(sql: TextQuery) => Promise<Row[]>;
type TextQuery = { readonly columns: TextColumn } | 'columns';

async function noDocumentNumbers(context: VerifyContext): Promise<Breach[]> {
  const databases = await Promise.all([
    context.central.transact((transaction) =>
      scan('central', (query) => transaction.$queryRawUnsafe(textOf(query))),
    ),
    ...context.shards
      .names()
      .map((shard) =>
        context.shards.transact({ shard }, (transaction) =>
          scan(shard, (query) => transaction.$queryRawUnsafe(textOf(query))),
        ),
      ),
  ]);
  return [...databases.flat(), ...(await textBreaches(context))];
}

async function scan(database: string, ask: Query): Promise<Breach[]> {
  const columns = await ask<TextColumn>('columns');
  const found: Breach[] = [];
  for (const place of columns) {
    const rows = await ask<{ value: string }>({ columns: place });
    const numbers = rows.flatMap(({ value }) => documentNumbersIn(value));
    if (numbers.length === 0) continue;
    const where = `${database}.${place.table}.${place.column}`;
    found.push({
      id: where,
      why: `${numbers.length} document numbers, such as ${hidden(numbers[0])}`,
    });
  }
  return found;
}

/** Identifiers come from the catalogue, never from a person. */
function textOf(query: TextQuery): string {
  if (query === 'columns') {
    return `
      SELECT c.table_name AS "table", c.column_name AS "column" FROM information_schema.columns c
        JOIN information_schema.tables t USING (table_schema, table_name)
       WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.table_name <> '_prisma_migrations'
         AND c.data_type IN ('text', 'character varying', 'jsonb', 'json', 'ARRAY')
         AND c.udt_name NOT IN ('_int8', '_int4', '_int2') ORDER BY 1, 2`;
  }
  const { table, column } = query.columns;
  const pattern = documentPattern.replaceAll("'", "''");
  return `SELECT "${column}"::text AS value FROM "${table}" WHERE "${column}"::text ~ '${pattern}' LIMIT 100`;
}

async function textBreaches(context: VerifyContext): Promise<Breach[]> {
  const found: Breach[] = [];
  for await (const { where, text } of context.texts()) {
    const numbers = documentNumbersIn(text);
    if (numbers.length === 0) continue;
    found.push({
      id: where,
      why: `${numbers.length} document numbers, such as ${hidden(numbers[0])}`,
    });
  }
  return found;
}

/** A report must not spread what it found. */
function hidden(number: string | undefined): string {
  return number === undefined ? '' : `${number.slice(0, 2)}…${number.slice(-1)}`;
}
