import type { CommitUnknown, DatabaseUnavailable } from '@interlock/db/database-errors';
import { refuse, type Refusal } from '@interlock/domain/refusals';
import type {
  ProviderUnavailable,
  ProviderUnknown,
} from '@interlock/gateways/payments/payment-gateway';

type PartIsAway = DatabaseUnavailable | CommitUnknown | ProviderUnavailable | ProviderUnknown;

/** A part that is away is an honest answer; anything else stays a fault and is thrown on. */
export function refusalOfFault(error: unknown): Refusal {
  if (!isPartAway(error)) throw error;
  if (!('database' in error)) return refuse('provider-unavailable');
  return refuse(error.database === 'central' ? 'central-unavailable' : 'shard-unavailable');
}

const names = ['DatabaseUnavailable', 'CommitUnknown', 'ProviderUnavailable', 'ProviderUnknown'];

/** By name, not by class: the bundles of the pages hold several copies of these classes. */
function isPartAway(error: unknown): error is PartIsAway {
  return error instanceof Error && names.includes(error.name);
}
