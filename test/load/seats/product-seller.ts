import type { Shards } from '@interlock/db/connections';
import { DatabaseUnavailable } from '@interlock/db/database-errors';
import { createSeatAllocator } from '@interlock/db/seat-allocator';
import type { HoldRequest } from '@interlock/db/seat-requests';
import type { BookingId } from '@interlock/domain/ids';
import type { Instant } from '@interlock/domain/time';
import { benchShard } from './bench-databases.ts';
import type { Seller } from './sellers.ts';

/** What was promised to a caller; told before the caller goes on. */
export type Promised = readonly [id: BookingId, what: 'held' | 'released' | 'confirmed'];

export interface ProductSeller extends Seller {
  close(): Promise<void>;
}

/**
 * The seat allocator as the worker's activities use it: an answer that does not come is asked for again with the same
 * id. Any other answer than the mix allows is a mistake of the bench or of the product, and ends it.
 */
export function productSeller(
  shards: Shards,
  options: {
    /** The clock of those who made the ids. */
    now(): number;
    onPromise?: ((promised: Promised) => void) | undefined;
  },
): ProductSeller {
  const onPromise = options.onPromise ?? (() => undefined);
  const allocator = createSeatAllocator({
    shards,
    shard: benchShard,
    now: () => options.now() as Instant,
    faultPoint: () => undefined,
    report: (what, detail) => console.error(what, JSON.stringify(detail)),
  });
  return {
    async hold(request) {
      const answer = await untilAnswered(() => allocator.hold(request));
      switch (answer.kind) {
        case 'held':
          onPromise([request.bookingId, 'held']);
          return 'held';
        case 'sold-out':
        case 'busy':
          return answer.kind;
        case 'seats-taken':
        case 'hold-lost':
        case 'conflict':
        case 'unknown-run':
          throw wrong(request, answer.kind);
      }
    },
    async release(request) {
      const answer = await untilAnswered(() =>
        allocator.release({
          bookingId: request.bookingId,
          expect: 'held',
          due: 'now',
          reason: 'cancelled',
          actor: 'passenger',
          operation: `${request.bookingId}:cancel`,
        }),
      );
      // Already: released by a try whose answer was lost.
      if (answer.kind !== 'released' && answer.kind !== 'already-released')
        throw wrong(request, answer.kind);
      onPromise([request.bookingId, 'released']);
    },
    async confirm(request, intentId) {
      const answer = await untilAnswered(() =>
        allocator.confirm({ bookingId: request.bookingId, intentId, actor: 'workflow' }),
      );
      if (answer.kind !== 'confirmed' && answer.kind !== 'same-answer')
        throw wrong(request, answer.kind);
      onPromise([request.bookingId, 'confirmed']);
    },
    close: () => allocator.close(),
  };
}

async function untilAnswered<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof DatabaseUnavailable)) throw error;
    }
  }
}

function wrong({ bookingId }: HoldRequest, kind: string): Error {
  return new Error(`booking ${bookingId} was answered ${kind}`);
}
