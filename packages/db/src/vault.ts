import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import type { DocumentType } from '@interlock/domain/passengers/documents';

const nonceBytes = 12;
const tagBytes = 16;
const keyBytes = 32;
/** 132 bits of the hash: no two documents share them, and every booking, claim and ticket carries them. */
const hashCharacters = 22;

/** Seals what names a person, and makes the blind index by which equal documents are found without reading them. */
export interface Vault {
  /** The key that seals now, kept with what it sealed. */
  readonly keyId: string;
  /** AES-256-GCM; `place` (the row and field) is authenticated, so a value moved elsewhere does not open. */
  seal(text: string, place: string): Uint8Array;
  /** Throws when its key is gone, or the place or a single bit is not what it was. */
  open(sealed: Uint8Array, place: string): string;
  /** HMAC-SHA-256 with a key of its own, 132 bits of it in base 64; equal for equal documents of one type. */
  documentHash(type: DocumentType, value: string): string;
}

export interface VaultKeys {
  /** Which of `keys` seals; the others still open. */
  readonly keyId: string;
  readonly keys: Record<string, Uint8Array>;
  readonly indexKey: Uint8Array;
}

/** A vault with 32-byte keys. Throws for a key of another length or a missing one. */
export function createVault({ keyId, keys, indexKey }: VaultKeys): Vault {
  for (const key of [...Object.values(keys), indexKey]) {
    if (key.length !== keyBytes)
      throw new Error(`a vault key has ${key.length} bytes, not ${keyBytes}`);
  }
  const sealingKey = keyOf(keys, keyId);
  return {
    keyId,
    seal: (text, place) => seal({ text, place, keyId, key: sealingKey }),
    open: (sealed, place) => open({ sealed: Buffer.from(sealed), place, keys }),
    documentHash: (type, value) =>
      createHmac('sha256', indexKey)
        .update(`${type}:${value}`)
        .digest('base64url')
        .slice(0, hashCharacters),
  };
}

function keyOf(keys: Record<string, Uint8Array>, keyId: string): Uint8Array {
  const key = keys[keyId];
  if (key === undefined) throw new Error(`there is no vault key ${keyId}`);
  return key;
}

/** Layout: length of the key id, key id, nonce, tag, text. The key id is authenticated with the place. */
function seal(input: { text: string; place: string; keyId: string; key: Uint8Array }): Uint8Array {
  const id = Buffer.from(input.keyId);
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', input.key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(Buffer.from(`${input.keyId} ${input.place}`));
  const body = Buffer.concat([cipher.update(input.text, 'utf8'), cipher.final()]);
  return new Uint8Array(
    Buffer.concat([Buffer.of(id.length), id, nonce, cipher.getAuthTag(), body]),
  );
}

function open(input: { sealed: Buffer; place: string; keys: Record<string, Uint8Array> }): string {
  const { sealed } = input;
  const idEnd = 1 + (sealed[0] ?? 0);
  const bodyStart = idEnd + nonceBytes + tagBytes;
  if (sealed.length < bodyStart) throw new Error('a sealed text is too short');
  const keyId = sealed.subarray(1, idEnd).toString();
  const nonce = sealed.subarray(idEnd, idEnd + nonceBytes);
  const decipher = createDecipheriv('aes-256-gcm', keyOf(input.keys, keyId), nonce, {
    authTagLength: tagBytes,
  });
  decipher.setAAD(Buffer.from(`${keyId} ${input.place}`));
  decipher.setAuthTag(sealed.subarray(idEnd + nonceBytes, bodyStart));
  return Buffer.concat([decipher.update(sealed.subarray(bodyStart)), decipher.final()]).toString(
    'utf8',
  );
}
