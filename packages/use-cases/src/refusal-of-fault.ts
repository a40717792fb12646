import { CommitUnknown, DatabaseUnavailable } from '@interlock/db/database-errors';
import { refuse, type Refusal } from '@interlock/domain/refusals';
import { ProviderUnavailable, ProviderUnknown } from '@interlock/gateways/payments/payment-gateway';

/** A part that is away is an honest answer; anything else stays a fault and is thrown on. */
export function refusalOfFault(error: unknown): Refusal {
  if (error instanceof DatabaseUnavailable || error instanceof CommitUnknown) {
    return refuse(error.database === 'central' ? 'central-unavailable' : 'shard-unavailable');
  }
  if (error instanceof ProviderUnavailable || error instanceof ProviderUnknown) {
    return refuse('provider-unavailable');
  }
  throw error;
}
