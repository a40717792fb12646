import { migrate, migrationsFolder, type DatabaseKind } from '@interlock/db/migrate';
import { provisionDatabase } from '@interlock/db/provision';

export interface DatabaseUrls {
  /** A superuser's, for drills and for looking. */
  readonly admin: string;
  /** The owner of the tables: migrations. */
  readonly owner: string;
  /** What worker, api and web sign in as. */
  readonly app: string;
}

interface Wanted {
  readonly adminUrl: string;
  readonly kind: DatabaseKind;
  readonly database: string;
  readonly passwords: { readonly ownerPassword: string; readonly appPassword: string };
}

/** Makes the roles, the database and its tables as far as they are missing. */
export async function prepareDatabase(wanted: Wanted): Promise<DatabaseUrls> {
  const { adminUrl, database, passwords } = wanted;
  const { ownerUrl, appUrl } = await provisionDatabase({ adminUrl, database, ...passwords });
  await migrate({ url: ownerUrl, folder: migrationsFolder(wanted.kind) });
  const admin = new URL(adminUrl);
  admin.pathname = `/${database}`;
  return { admin: admin.href, owner: ownerUrl, app: appUrl };
}
