import type { BookingId, ShardName } from '@interlock/domain/ids';

export const settleWorkflowType = 'settle';

/** Workflow id of a settlement; at most one open per booking. */
export function settleWorkflowId(bookingId: BookingId): string {
  return `settle/${bookingId}`;
}

export interface SettleProcess {
  /** Starts the settlement of a booking, or finds it running. */
  settle(input: {
    bookingId: BookingId;
    shard: ShardName;
  }): Promise<{ kind: 'started' } | { kind: 'unavailable' }>;
}
