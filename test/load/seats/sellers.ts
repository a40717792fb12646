import type { HoldRequest } from '@interlock/db/seat-requests';
import type { IntentId } from '@interlock/domain/ids';

/** What a closed-loop buyer needs: the product's allocator and the naive transaction both are one. */
export interface Seller {
  hold(request: HoldRequest): Promise<'held' | 'sold-out' | 'busy'>;
  release(request: HoldRequest): Promise<void>;
  confirm(request: HoldRequest, intentId: IntentId): Promise<void>;
}
