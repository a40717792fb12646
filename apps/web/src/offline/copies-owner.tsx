import { createHmac } from 'node:crypto';
import { headers } from 'next/headers';
import { signedIn } from '../auth/actor.ts';
import { config } from '../composition.ts';
import { DropOtherTickets } from './drop-other-tickets.tsx';

const keptForAll = /^\/(zh|en)\/(gate|offline)(\?|$)/;

/** Names an account to its own browser without saying which it is. */
export function copiesOwner(accountId: string): string {
  const hash = createHmac('sha256', config().keys.session).update(`ticket copies ${accountId}`);
  return hash.digest('base64url').slice(0, 16);
}

/** Deletes the copies of others; leaves all alone while nobody can say who is signed in. */
export async function CopiesOwner() {
  // The gate page and the offline page are kept as a visitor gets them: read without a network they know nobody.
  if (keptForAll.test((await headers()).get('x-interlock-path') ?? '')) return null;
  const who = await signedIn().catch(() => 'unknown' as const);
  if (who === 'unknown') return null;
  return <DropOtherTickets owner={who === null ? null : copiesOwner(who.accountId)} />;
}
