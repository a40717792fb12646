import { removeTraveller as removeRow } from '@interlock/db/travellers';
import { whyNot, type Actor } from '@interlock/domain/permissions';
import { refuse, type Refusal } from '@interlock/domain/refusals';
import { accountOf } from '../accounts/account-of.ts';
import type { UseCaseContext } from '../context.ts';
import { refusalOfFault } from '../refusal-of-fault.ts';

/** Takes a traveller off the account's list; bookings already made are untouched. */
export async function removeTraveller(
  context: UseCaseContext,
  actor: Actor,
  input: { travellerId: string },
): Promise<{ readonly kind: 'removed' } | Refusal> {
  const denied = whyNot(actor, 'manage-travellers');
  if (denied !== null) return refuse(denied);
  try {
    const removed = await context.central.transact((central) =>
      removeRow(central, { accountId: accountOf(actor), id: input.travellerId }),
    );
    return removed ? { kind: 'removed' } : refuse('unknown-passenger');
  } catch (error) {
    return refusalOfFault(error);
  }
}
