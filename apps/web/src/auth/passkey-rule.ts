import { isIP } from 'node:net';
import { APIError } from 'better-auth/api';
import { config } from '../composition.ts';

/** Passkeys an account may have. */
export const passkeysMax = 10;

/** Longest name of a passkey. */
export const passkeyNameMax = 40;

/** A passkey stands alone, without a password: the device must have asked for a finger, a face or a number. */
export function requireVerified(userVerified: boolean | undefined): void {
  if (userVerified !== true) throw new APIError('UNAUTHORIZED', { code: 'USER_NOT_VERIFIED' });
}

/**
 * The host at which browsers take passkeys of this site; null when there is none: a passkey belongs to a name, and an
 * address made of numbers has none.
 */
export function passkeyHost(): string | null {
  const { hostname, host } = new URL(config().siteUrl);
  return isIP(hostname) === 0 ? host : null;
}
