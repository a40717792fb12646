import { accountFacts, eraseAccount, eraseContacts } from '@interlock/db/account-data';
import { whyNot, type Actor } from '@interlock/domain/permissions';
import { isRefusal, refuse, type Refusal } from '@interlock/domain/refusals';
import { listBookings } from '../bookings/list-bookings.ts';
import type { UseCaseContext } from '../context.ts';
import { refusalOfFault } from '../refusal-of-fault.ts';
import { accountOf } from './account-of.ts';

/**
 * Deletes an account for good. Bookings, tickets and payments stay, as the law asks for; they hold masked names only and
 * an account id that belongs to nobody. Refused while something is to be paid or being paid. Stopped half-way it can be
 * asked again: the account itself goes last.
 */
export async function deleteAccount(
  context: UseCaseContext,
  actor: Actor,
  input: { email: string },
): Promise<{ readonly kind: 'deleted' } | Refusal> {
  const denied = whyNot(actor, 'manage-own-account');
  if (denied !== null) return refuse(denied);
  const accountId = accountOf(actor);
  try {
    const facts = await context.central.read((central) => accountFacts(central, accountId));
    if (facts === null) return refuse('not-signed-in');
    if (facts.email.toLowerCase() !== input.email.trim().toLowerCase()) {
      return refuse('invalid-input', { field: 'email' });
    }
    const lists = await listBookings(context, actor);
    if (isRefusal(lists)) return lists;
    if (lists.unavailable.length > 0) return refuse('shard-unavailable');
    if (lists.toPay.length > 0) return refuse('unpaid-booking-exists');
    if (lists.coming.some(({ phase }) => phase === 'confirming')) {
      return refuse('payment-in-progress');
    }
    for (const shard of context.shards.names()) {
      await context.shards.transact({ shard }, (tx) => eraseContacts(tx, accountId));
    }
    await context.central.transact((tx) => eraseAccount(tx, facts));
    return { kind: 'deleted' };
  } catch (error) {
    return refusalOfFault(error);
  }
}
