import type { SaleChannel } from '@interlock/domain/sale-channels';
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

/** Says through which channel the account buys from now on: how an account becomes a partner's or a counter's. */
export async function setSaleChannel(
  tx: CentralTransaction,
  input: { accountId: string; channel: SaleChannel },
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO account_sale (account_id, channel) VALUES (${input.accountId}, ${input.channel})
    ON CONFLICT (account_id) DO UPDATE SET channel = excluded.channel`;
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

/** Name and address of each of these accounts that exists. */
export async function namesOfAccounts(
  central: CentralReader,
  ids: readonly string[],
): Promise<{ id: string; name: string; email: string }[]> {
  return central.$queryRaw<{ id: string; name: string; email: string }[]>`
    SELECT id, name, email FROM "user" WHERE id = ANY(${ids as string[]})`;
}
