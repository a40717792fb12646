import type { AccountId } from '@interlock/domain/ids';
import type { Actor } from '@interlock/domain/permissions';

/** The account behind an actor that has been allowed to act for one. Throws for visitors and system parts. */
export function accountOf(actor: Actor): AccountId {
  if (actor.kind === 'anonymous' || actor.kind === 'system') {
    throw new Error(`${actor.kind} has no account`);
  }
  return actor.accountId;
}
