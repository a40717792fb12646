import pg from 'pg';

const ownerRole = 'interlock_owner';
const appRole = 'interlock_app';
/** Its own: the locks of migrations, of the only writer and of turns are 7270736901 to 7270736903. */
const provisionLock = 7_270_736_904n;

interface ProvisionOptions {
  /** A superuser's URL to any database of the server. */
  adminUrl: string;
  database: string;
  ownerPassword: string;
  appPassword: string;
}

/**
 * Makes the database and the two roles if they are missing, and returns the URLs to use:
 * the owner's for migrations only, the app's for the product (it may not touch seat.sold). Safe to repeat.
 */
export async function provisionDatabase(
  options: ProvisionOptions,
): Promise<{ ownerUrl: string; appUrl: string }> {
  const client = new pg.Client({
    connectionString: options.adminUrl,
    connectionTimeoutMillis: 5_000,
  });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [provisionLock]);
    await ensureRole(client, { role: ownerRole, password: options.ownerPassword });
    await ensureRole(client, { role: appRole, password: options.appPassword });
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [
      options.database,
    ]);
    if (rowCount === 0)
      await client.query(
        `CREATE DATABASE ${client.escapeIdentifier(options.database)} OWNER ${ownerRole}`,
      );
  } finally {
    await client.end();
  }
  return {
    ownerUrl: urlFor(options, { role: ownerRole, password: options.ownerPassword }),
    appUrl: urlFor(options, { role: appRole, password: options.appPassword }),
  };
}

async function ensureRole(
  client: pg.Client,
  { role, password }: { role: string; password: string },
): Promise<void> {
  const { rowCount } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [role]);
  await client.query(
    `${rowCount === 0 ? 'CREATE' : 'ALTER'} ROLE ${role} LOGIN PASSWORD ${client.escapeLiteral(password)}`,
  );
}

function urlFor(options: ProvisionOptions, login: { role: string; password: string }): string {
  const url = new URL(options.adminUrl);
  url.username = login.role;
  url.password = encodeURIComponent(login.password);
  url.pathname = `/${options.database}`;
  return url.href;
}
