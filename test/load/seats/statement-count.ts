import pg from 'pg';

/** Statements that the server is known to have been sent: what lies between them in its log counts. */
export const marks = { begin: 'sold-out begins', end: 'sold-out ends' };

/** From now on the server writes every statement of new connections to this database into its log. */
export async function logStatements(adminUrl: string): Promise<void> {
  const database = new URL(adminUrl).pathname.slice(1);
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(`ALTER DATABASE ${database} SET log_statement = 'all'`);
  } finally {
    await client.end();
  }
}

/** Statements that the server logged for the database between the marks; null when it logged no marks, so did not count. */
export function statementsBetweenMarks(log: string, adminUrl: string): number | null {
  const database = new URL(adminUrl).pathname.slice(1);
  const lines = log
    .split('\n')
    .filter(
      (line) => line.includes(` ${database} LOG:  `) && /LOG: {2}(statement|execute)/.test(line),
    );
  const begin = lines.findIndex((line) => line.includes(marks.begin));
  const end = lines.findIndex((line) => line.includes(marks.end));
  return begin < 0 || end < 0 ? null : end - begin - 1;
}
