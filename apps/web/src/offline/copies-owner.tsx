import { createHmac } from 'node:crypto';
import { signedIn } from '../auth/actor.ts';
import { config } from '../composition.ts';
import { DropOtherTickets } from './drop-other-tickets.tsx';

/** Names an account to its own browser without saying which it is. */
export function copiesOwner(accountId: string): string {
  const hash = createHmac('sha256', config().keys.session).update(`ticket copies ${accountId}`);
  return hash.digest('base64url').slice(0, 16);
}

/** Deletes the copies of others; leaves all alone while nobody can say who is signed in. */
export async function CopiesOwner() {
  const who = await signedIn().catch(() => 'unknown' as const);
  if (who === 'unknown') return null;
  return <DropOtherTickets owner={who === null ? null : copiesOwner(who.accountId)} />;
}
