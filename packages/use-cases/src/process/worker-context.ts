import type { SeatAllocator } from '@interlock/db/seat-allocator';
import type { BookingId, ShardName } from '@interlock/domain/ids';
import type { UseCaseContext } from '../context.ts';

/** What the steps of the booking process have beside the common context: the shards' seat allocators. */
export interface WorkerContext extends UseCaseContext {
  /** Throws when this process does not serve the shard. */
  allocator(shard: ShardName): SeatAllocator;
}

/** The allocator of the shard that holds the booking. */
export function allocatorOf(context: WorkerContext, id: BookingId): SeatAllocator {
  return context.allocator(context.shards.shardOf(id));
}
