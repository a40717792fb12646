import type { AccountId, TravellerId } from '@interlock/domain/ids';
import type { DocumentType } from '@interlock/domain/passengers/documents';
import type { CentralReader, CentralTransaction } from './connections.ts';

export type TravellerKind = 'adult' | 'child' | 'student';

/** A saved traveller; name and document are sealed by the vault before they come here. */
export interface StoredTraveller {
  readonly id: TravellerId;
  readonly accountId: AccountId;
  readonly kind: TravellerKind;
  readonly documentType: DocumentType;
  readonly nameSealed: Uint8Array;
  readonly documentSealed: Uint8Array;
  readonly keyId: string;
  readonly documentHash: string;
  readonly nameMasked: string;
  readonly documentMasked: string;
}

interface TravellerRow {
  id: string;
  account_id: string;
  kind: TravellerKind;
  document_type: DocumentType;
  name_sealed: Uint8Array;
  document_sealed: Uint8Array;
  key_id: string;
  document_hash: string;
  name_masked: string;
  document_masked: string;
}

/** Adds a traveller to an account's list; false when the account has one with this document already. */
export async function addTraveller(
  tx: CentralTransaction,
  traveller: StoredTraveller,
): Promise<boolean> {
  const added = await tx.$executeRaw`
    INSERT INTO traveller (id, account_id, kind, document_type, name_sealed, document_sealed, key_id,
                           document_hash, name_masked, document_masked)
    VALUES (${traveller.id}, ${traveller.accountId}, ${traveller.kind}, ${traveller.documentType},
            ${traveller.nameSealed}, ${traveller.documentSealed}, ${traveller.keyId},
            ${traveller.documentHash}, ${traveller.nameMasked}, ${traveller.documentMasked})
    ON CONFLICT (account_id, document_hash) WHERE deleted_at IS NULL DO NOTHING`;
  return added > 0;
}

/** The account's travellers, first added first. */
export async function travellersOf(
  central: CentralReader,
  accountId: string,
): Promise<StoredTraveller[]> {
  const rows = await central.$queryRaw<TravellerRow[]>`
    SELECT * FROM traveller WHERE account_id = ${accountId} AND deleted_at IS NULL ORDER BY created_at, id`;
  return rows.map(storedTraveller);
}

/** Takes a traveller off the list; bookings made keep what they need. */
export async function removeTraveller(
  tx: CentralTransaction,
  input: { accountId: string; id: string },
): Promise<boolean> {
  const changed = await tx.$executeRaw`
    UPDATE traveller SET deleted_at = clock_timestamp()
     WHERE id = ${input.id} AND account_id = ${input.accountId} AND deleted_at IS NULL`;
  return changed > 0;
}

function storedTraveller(row: TravellerRow): StoredTraveller {
  return {
    id: row.id as TravellerId,
    accountId: row.account_id as AccountId,
    kind: row.kind,
    documentType: row.document_type,
    nameSealed: row.name_sealed,
    documentSealed: row.document_sealed,
    keyId: row.key_id,
    documentHash: row.document_hash,
    nameMasked: row.name_masked,
    documentMasked: row.document_masked,
  };
}
