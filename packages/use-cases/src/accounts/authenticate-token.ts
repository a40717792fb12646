import { createHash } from 'node:crypto';
import { accountOfToken } from '@interlock/db/accounts';
import type { AccountId } from '@interlock/domain/ids';
import type { Actor } from '@interlock/domain/permissions';
import type { UseCaseContext } from '../context.ts';

/** How long an answer is believed without asking again; a revoked token works at most this much longer. */
const believedMs = 10_000;
const tokensMax = 10_000;

type Known = { readonly actor: Actor | null; readonly until: number };

const known = new WeakMap<UseCaseContext, Map<string, Known>>();

/** The program behind a bearer token, or null. Throws DatabaseUnavailable for a token not seen before with central away. */
export async function authenticateToken(
  context: UseCaseContext,
  token: string,
): Promise<Actor | null> {
  const cache = known.get(context) ?? new Map<string, Known>();
  known.set(context, cache);
  const tokenHash = hashToken(token);
  const remembered = cache.get(tokenHash);
  if (remembered !== undefined && remembered.until > context.now()) return remembered.actor;
  try {
    const account = await context.central.read((central) => accountOfToken(central, tokenHash));
    const actor: Actor | null =
      account === null ? null : { kind: 'program', accountId: account.id as AccountId };
    if (cache.size >= tokensMax) cache.clear();
    cache.set(tokenHash, { actor, until: context.now() + believedMs });
    return actor;
  } catch (error) {
    // Central away: a token that was good goes on being good, so that people can still pay and see their tickets.
    if (remembered?.actor != null) return remembered.actor;
    throw error;
  }
}

/** SHA-256 of a token, hex; what the database keeps. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
