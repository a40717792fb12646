import type { CentralReader, CentralTransaction, ShardTransaction } from './connections.ts';

/** What an account's owner has told about themselves. */
export interface AccountFacts {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly language: 'zh' | 'en';
  readonly createdAt: Date;
}

/** The account with this id, or null. */
export async function accountFacts(
  central: CentralReader,
  accountId: string,
): Promise<AccountFacts | null> {
  const rows = await central.$queryRaw<AccountFacts[]>`
    SELECT id, email, name, language, created_at AS "createdAt" FROM "user" WHERE id = ${accountId}`;
  return rows[0] ?? null;
}

/** The passkeys that open an account, by the names their owner gave them. */
export async function passkeysOf(
  central: CentralReader,
  accountId: string,
): Promise<{ name: string | null; createdAt: Date }[]> {
  return central.$queryRaw<{ name: string | null; createdAt: Date }[]>`
    SELECT name, created_at AS "createdAt" FROM passkey WHERE user_id = ${accountId} ORDER BY created_at`;
}

/**
 * Deletes who an account belonged to: the person, sessions, passwords, codes, names and documents of travellers, tokens of
 * programs. What stays names an id that belongs to nobody.
 */
export async function eraseAccount(
  tx: CentralTransaction,
  account: Pick<AccountFacts, 'id' | 'email'>,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE traveller SET name_sealed = '', document_sealed = '', birth_date_sealed = NULL, document_hash = '',
           name_masked = '', document_masked = '', deleted_at = coalesce(deleted_at, clock_timestamp())
     WHERE account_id = ${account.id}`;
  await tx.$executeRaw`UPDATE intake SET contact_sealed = NULL WHERE account_id = ${account.id}`;
  await tx.$executeRaw`
    UPDATE api_token SET revoked_at = coalesce(revoked_at, clock_timestamp()) WHERE account_id = ${account.id}`;
  await tx.$executeRaw`
    DELETE FROM verification WHERE identifier LIKE '%' || lower(${account.email})`;
  await tx.$executeRaw`DELETE FROM "user" WHERE id = ${account.id}`;
}

/** Deletes the sealed address in every booking of an account on this shard. */
export async function eraseContacts(tx: ShardTransaction, accountId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE booking SET contact_sealed = NULL
     WHERE hashtextextended(account_id, 0) = hashtextextended(${accountId}, 0) AND account_id = ${accountId}
       AND contact_sealed IS NOT NULL`;
}
