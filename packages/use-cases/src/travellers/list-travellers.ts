import { travellersOf } from '@interlock/db/travellers';
import { whyNot, type Actor } from '@interlock/domain/permissions';
import { refuse, type Refusal } from '@interlock/domain/refusals';
import { accountOf } from '../accounts/account-of.ts';
import type { UseCaseContext } from '../context.ts';
import { refusalOfFault } from '../refusal-of-fault.ts';
import { travellerView, type TravellerView } from './traveller-view.ts';

/** The account's saved travellers, masked. */
export async function listTravellers(
  context: UseCaseContext,
  actor: Actor,
): Promise<{ readonly kind: 'travellers'; readonly travellers: TravellerView[] } | Refusal> {
  const denied = whyNot(actor, 'manage-travellers');
  if (denied !== null) return refuse(denied);
  try {
    const saved = await context.central.read((central) => travellersOf(central, accountOf(actor)));
    return { kind: 'travellers', travellers: saved.map(travellerView) };
  } catch (error) {
    return refusalOfFault(error);
  }
}
