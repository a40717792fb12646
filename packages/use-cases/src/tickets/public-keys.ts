import { createPublicKey } from 'node:crypto';
import type { UseCaseContext } from '../context.ts';

/** A key that gates check tickets with. */
export interface PublicTicketKey {
  /** As it stands in the code. */
  readonly id: string;
  readonly algorithm: 'Ed25519';
  /** The 32 bytes of the key, base64url. */
  readonly x: string;
  readonly pem: string;
}

/** Every key whose tickets are good today. Public. */
export function publicTicketKeys(context: Pick<UseCaseContext, 'tickets'>): PublicTicketKey[] {
  const { keyId, publicKeyPem } = context.tickets;
  const { x } = createPublicKey(publicKeyPem).export({ format: 'jwk' });
  if (x === undefined) throw new Error('the key of the tickets is not an Ed25519 key');
  return [{ id: keyId, algorithm: 'Ed25519', x, pem: publicKeyPem }];
}
