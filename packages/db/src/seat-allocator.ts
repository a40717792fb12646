import type { FaultPoint } from '@interlock/domain/fault-points';
import { type ShardName, bookingNumber } from '@interlock/domain/ids';
import type { Instant } from '@interlock/domain/time';
import { createBatchFlow } from './batch-flow.ts';
import { type WaitingItem, createBatchQueue } from './batch-queue.ts';
import { BatchRunner } from './batch-runner.ts';
import type { Shards } from './connections.ts';
import { DatabaseUnavailable } from './database-errors.ts';
import type {
  ConfirmAnswer,
  ConfirmRequest,
  HoldAnswer,
  HoldRequest,
  ReleaseAnswer,
  ReleaseRequest,
} from './seat-requests.ts';

export interface SeatAllocatorOptions {
  readonly shards: Shards;
  readonly shard: ShardName;
  now(): Instant;
  faultPoint(point: FaultPoint): void | Promise<void>;
  /** Alarms: what no caller waits for but somebody must see. */
  report?(what: string, detail: Record<string, unknown>): void;
}

/**
 * The way to seats of one shard. Any number of allocators may serve a shard, in any processes: the database checks
 * every batch, so several are only slower. Each request either gets its answer, or an exception:
 * DatabaseUnavailable (outcome unknown: ask again with the same id) or AllocatorFault (this request cannot be carried out).
 */
export interface SeatAllocator {
  hold(request: HoldRequest): Promise<HoldAnswer>;
  release(request: ReleaseRequest): Promise<ReleaseAnswer>;
  confirm(request: ConfirmRequest): Promise<ConfirmAnswer>;
  /** Refuses what comes, waits for what is under way. */
  close(): Promise<void>;
}

/** Decides in memory, commits in batches. */
export function createSeatAllocator(options: SeatAllocatorOptions): SeatAllocator {
  const queue = createBatchQueue();
  const flow = createBatchFlow({ queue, runner: new BatchRunner(options) });
  let closed = false;

  function submit<Answer>(
    make: (waiting: {
      resolve: (answer: Answer) => void;
      reject: (error: unknown) => void;
    }) => WaitingItem,
  ): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const item = make({ resolve, reject });
      if (closed)
        reject(new DatabaseUnavailable(options.shard, new Error('the allocator is closed')));
      else if (queue.add(item)) flow.wake();
      else if (item.kind === 'hold') item.resolve({ kind: 'busy' });
      else
        reject(
          new DatabaseUnavailable(options.shard, new Error('the allocator has too much to do')),
        );
    });
  }

  return {
    hold: (request) =>
      submit<HoldAnswer>(({ resolve, reject }) => {
        const number = bookingNumber(request.bookingId);
        return { kind: 'hold', request, number, resolve, reject };
      }),
    release: (request) =>
      submit<ReleaseAnswer>(({ resolve, reject }) => {
        const number = bookingNumber(request.bookingId);
        return { kind: 'release', request, number, resolve, reject };
      }),
    confirm: (request) =>
      submit<ConfirmAnswer>(({ resolve, reject }) => {
        const number = bookingNumber(request.bookingId);
        return { kind: 'confirm', request, number, resolve, reject };
      }),
    async close() {
      closed = true;
      await flow.idle();
    },
  };
}
