import type { CentralReader, CentralTransaction } from './connections.ts';

export interface StoredAccount {
  readonly id: string;
  readonly email: string;
  readonly role: 'passenger' | 'staff';
  readonly language: 'zh' | 'en';
}

/** The account behind a program's token (SHA-256, hex), or null when it is unknown or revoked. */
export async function accountOfToken(
  central: CentralReader,
  tokenHash: string,
): Promise<{ id: string } | null> {
  const rows = await central.$queryRaw<{ id: string }[]>`
    SELECT account_id AS id FROM api_token WHERE hash = ${tokenHash} AND revoked_at IS NULL`;
  return rows[0] ?? null;
}

/** Stores a program's token by its hash; storing it again changes nothing. */
export async function addToken(
  tx: CentralTransaction,
  input: { tokenHash: string; accountId: string; label: string },
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO api_token (hash, account_id, label) VALUES (${input.tokenHash}, ${input.accountId}, ${input.label})
    ON CONFLICT DO NOTHING`;
}

/** The account with this address, or null. */
export async function findAccountByEmail(
  central: CentralReader,
  email: string,
): Promise<StoredAccount | null> {
  const rows = await central.$queryRaw<StoredAccount[]>`
    SELECT id, email, role, language FROM "user" WHERE lower(email) = lower(${email})`;
  return rows[0] ?? null;
}
