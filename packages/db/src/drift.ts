import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import type { DatabaseKind } from './migrate.ts';

const migrationsTable = '_prisma_migrations';

/** Prisma's types as Postgres writes them; a native type (@db.…) goes before the plain one. */
const plainTypes: Record<string, string> = {
  BigInt: 'bigint',
  Boolean: 'boolean',
  Bytes: 'bytea',
  DateTime: 'timestamp(3) without time zone',
  Int: 'integer',
  Json: 'jsonb',
  String: 'text',
};
const nativeTypes: Record<string, string> = {
  'Char(1)': 'character(1)',
  'Char(3)': 'character(3)',
  Date: 'date',
  Json: 'json',
  SmallInt: 'smallint',
  'Timestamptz()': 'timestamp with time zone',
};

/**
 * Differences between the migrations and what the code believes, one line each; none is how it should be.
 * `ownerUrl` is a scratch database of that kind, just migrated: its columns are compared with schema.prisma. With
 * `liveUrl` the columns and the sources of functions and triggers of a database in use are compared with it, too.
 */
export async function findDrift(input: {
  kind: DatabaseKind;
  ownerUrl: string;
  liveUrl?: string;
}): Promise<string[]> {
  const schema = await readFile(schemaFile(input.kind), 'utf8');
  const scratch = await describeDatabase(input.ownerUrl);
  const live = input.liveUrl === undefined ? scratch : await describeDatabase(input.liveUrl);
  return [
    ...differences(
      { name: 'schema.prisma', lines: columnsOfSchema(schema) },
      { name: 'the migrations', lines: scratch.columns },
    ),
    ...differences(
      { name: 'the migrations', lines: [...scratch.columns, ...scratch.sources] },
      { name: 'the database in use', lines: [...live.columns, ...live.sources] },
    ),
  ];
}

function schemaFile(kind: DatabaseKind): string {
  return fileURLToPath(new URL(`../prisma/${kind}/schema.prisma`, import.meta.url));
}

interface Described {
  name: string;
  lines: readonly string[];
}

function differences(one: Described, other: Described): string[] {
  const [inOne, inOther] = [new Set(one.lines), new Set(other.lines)];
  return [
    ...one.lines
      .filter((line) => !inOther.has(line))
      .map((line) => `in ${one.name}, not in ${other.name}: ${line}`),
    ...other.lines
      .filter((line) => !inOne.has(line))
      .map((line) => `in ${other.name}, not in ${one.name}: ${line}`),
  ];
}

/** `table.column type` with ` not null` and ` key` where they hold. */
async function describeDatabase(url: string): Promise<{ columns: string[]; sources: string[] }> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    const columns = await client.query<{ line: string }>(
      `SELECT c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
         || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END
         || CASE WHEN a.attnum = ANY (k.conkey) THEN ' key' ELSE '' END AS line
       FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
       LEFT JOIN pg_constraint k ON k.conrelid = c.oid AND k.contype = 'p'
       WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname <> $1 ORDER BY 1`,
      [migrationsTable],
    );
    // Functions of an extension are the server's business.
    const sources = await client.query<{ line: string }>(
      `SELECT pg_get_functiondef(p.oid) AS line FROM pg_proc p
       WHERE p.pronamespace = 'public'::regnamespace
         AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.classid = 'pg_proc'::regclass AND d.deptype = 'e')
       UNION ALL SELECT pg_get_triggerdef(t.oid) FROM pg_trigger t WHERE NOT t.tgisinternal ORDER BY 1`,
    );
    return {
      columns: columns.rows.map((row) => row.line),
      sources: sources.rows.map((row) => row.line),
    };
  } finally {
    await client.end();
  }
}

function columnsOfSchema(schema: string): string[] {
  const models = [...schema.matchAll(/^model (\w+) \{\n([\s\S]*?)^\}/gm)].map((match) => ({
    name: match[1] ?? '',
    body: match[2] ?? '',
  }));
  const modelNames = new Set(models.map((model) => model.name));
  return models.flatMap(({ name, body }) => {
    const table = /@@map\("(\w+)"\)/.exec(body)?.[1] ?? name;
    const keys =
      /@@id\(\[([^\]]*)\]/
        .exec(body)?.[1]
        ?.split(',')
        .map((field) => field.trim()) ?? [];
    const fields = [
      ...body.matchAll(/^ {2}(\w+) +(Unsupported\("\w+"\)|\w+)(\?|\[\])?([^\n]*)$/gm),
    ];
    return fields
      .filter(([, , type]) => !modelNames.has(type ?? ''))
      .map(([, field = '', type = '', suffix = '', attributes = '']) => {
        const column = /[^@]@map\("(\w+)"\)/.exec(attributes)?.[1] ?? field;
        const isKey = keys.includes(field) || /@id\b/.test(attributes);
        const postgresType = postgresTypeOf(type, attributes) + (suffix === '[]' ? '[]' : '');
        return `${table}.${column} ${postgresType}${suffix === '?' ? '' : ' not null'}${isKey ? ' key' : ''}`;
      });
  });
}

function postgresTypeOf(type: string, attributes: string): string {
  const unsupported = /^Unsupported\("(\w+)"\)$/.exec(type)?.[1];
  if (unsupported !== undefined) return unsupported;
  const native = /@db\.(\w+(?:\([^)]*\))?)/.exec(attributes)?.[1];
  const postgresType = native === undefined ? plainTypes[type] : nativeTypes[native];
  return postgresType ?? `unknown to the drift check: ${type} ${native ?? ''}`;
}
