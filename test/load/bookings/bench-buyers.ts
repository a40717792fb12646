import { randomBytes } from 'node:crypto';
import { createVault } from '@interlock/db/vault';
import type { InterlockNetwork } from '@interlock/dev-env/network';
import { maskDocument, maskName } from '@interlock/domain/passengers/documents';
import { hashToken } from '@interlock/use-cases/accounts/authenticate-token';
import { vaultKeyId } from '@interlock/use-cases/open-context';
import { Client } from 'pg';

/** An account of a program with two saved travellers: an account holds one unpaid booking at a time. */
export interface Buyer {
  readonly token: string;
  readonly travellerIds: readonly [string, string];
}

const rowsAtOnce = 500;

/** Makes accounts in bulk, each with a token and two travellers nobody else has. */
export async function makeBuyers(
  network: InterlockNetwork,
  wanted: { count: number; prefix: string; firstDocument: number },
): Promise<Buyer[]> {
  const { settings, databases } = network;
  const vault = createVault({
    keyId: vaultKeyId,
    keys: { [vaultKeyId]: keyOf(settings, 'INTERLOCK_VAULT_KEY') },
    indexKey: keyOf(settings, 'INTERLOCK_INDEX_KEY'),
  });
  const accounts = Array.from({ length: wanted.count }, (_, at) => newAccount(wanted, at));
  const travellers = accounts.flatMap(({ accountId, buyer }, at) =>
    buyer.travellerIds.map((id, which) => {
      const name = which === 0 ? '王小明' : '李小红';
      const document = residentId(wanted.firstDocument + 2 * at + which);
      return [
        id,
        accountId,
        vault.seal(name, `traveller:${id}:name`),
        vault.seal(document, `traveller:${id}:document`),
        vault.keyId,
        vault.documentHash('resident-id', document),
        maskName(name),
        maskDocument('resident-id', document),
      ];
    }),
  );
  const client = new Client({ connectionString: databases.central.app });
  await client.connect();
  try {
    for (let at = 0; at < accounts.length; at += rowsAtOnce)
      await insertTokens(client, accounts.slice(at, at + rowsAtOnce));
    for (let at = 0; at < travellers.length; at += rowsAtOnce)
      await insertTravellers(client, travellers.slice(at, at + rowsAtOnce));
  } finally {
    await client.end();
  }
  return accounts.map(({ buyer }) => buyer);
}

interface NewAccount {
  readonly accountId: string;
  readonly buyer: Buyer;
}

function newAccount({ prefix }: { prefix: string }, at: number): NewAccount {
  const accountId = `${prefix}-${at}`;
  const token = `il_${randomBytes(20).toString('hex')}`;
  return { accountId, buyer: { token, travellerIds: [`${accountId}-a`, `${accountId}-b`] } };
}

function keyOf(settings: Readonly<Record<string, string>>, name: string): Uint8Array {
  const value = settings[name];
  if (value === undefined) throw new Error(`the network has no setting ${name}`);
  return Buffer.from(value, 'base64');
}

async function insertTokens(client: Client, accounts: readonly NewAccount[]): Promise<void> {
  await client.query(
    `INSERT INTO api_token (hash, account_id, label)
     SELECT hash, account_id, 'bench' FROM unnest($1::text[], $2::text[]) AS u (hash, account_id)`,
    [
      accounts.map(({ buyer }) => hashToken(buyer.token)),
      accounts.map(({ accountId }) => accountId),
    ],
  );
}

async function insertTravellers(
  client: Client,
  rows: readonly (readonly (string | Uint8Array)[])[],
): Promise<void> {
  const columns = Array.from({ length: 8 }, (_, column) => rows.map((row) => row[column]));
  await client.query(
    `INSERT INTO traveller (id, account_id, kind, document_type, name_sealed, document_sealed, key_id,
                            document_hash, name_masked, document_masked)
     SELECT id, account_id, 'adult', 'resident-id', name_sealed, document_sealed, key_id, hash, name, document
       FROM unnest($1::text[], $2::text[], $3::bytea[], $4::bytea[], $5::text[], $6::text[], $7::text[], $8::text[])
         AS u (id, account_id, name_sealed, document_sealed, key_id, hash, name, document)`,
    columns,
  );
}

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** The n-th invented resident identity number with a right check character (GB 11643); n below 18 million. */
export function residentId(number: number): string {
  const order = String(number % 1000).padStart(3, '0');
  const day = new Date(Date.UTC(1950, 0, 1 + (Math.floor(number / 1000) % 18_000)));
  const digits = `110108${day.toISOString().slice(0, 10).replaceAll('-', '')}${order}`;
  const sum = weights.reduce((total, weight, at) => total + weight * Number(digits[at]), 0);
  return digits + '10X98765432'.charAt(sum % 11);
}
