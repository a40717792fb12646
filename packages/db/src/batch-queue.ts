import type { BookingId } from '@interlock/domain/ids';
import type {
  ConfirmAnswer,
  ConfirmRequest,
  HoldAnswer,
  HoldRequest,
  ReleaseAnswer,
  ReleaseRequest,
} from './seat-requests.ts';

interface Waiting<Kind extends string, Request, Answer> {
  readonly kind: Kind;
  readonly request: Request;
  /** The booking's id as the database keeps it. */
  readonly number: bigint;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

export type WaitingHold = Waiting<'hold', HoldRequest, HoldAnswer>;
export type WaitingRelease = Waiting<'release', ReleaseRequest, ReleaseAnswer>;
export type WaitingConfirm = Waiting<'confirm', ConfirmRequest, ConfirmAnswer>;
export type WaitingItem = WaitingHold | WaitingRelease | WaitingConfirm;

const perBatchMax = 64;
const queuedMax = 20 * perBatchMax;
const kinds = 3;

/** First come, first served; requests of one booking keep their order and never share a batch. */
export interface BatchQueue {
  /** False when the queue of that kind is full. */
  add(item: WaitingItem): boolean;
  /** The next batch, of at most so many; nothing of a booking that is in a batch under way. */
  takeBatch(most?: number): WaitingItem[];
  /** A batch has ended; what is to be decided again comes first. */
  batchEnded(batch: readonly WaitingItem[], again: readonly WaitingItem[]): void;
  size(): number;
}

export function createBatchQueue(): BatchQueue {
  let items: WaitingItem[] = [];
  const queued = { hold: 0, release: 0, confirm: 0 };
  const underWay = new Set<BookingId>();

  return {
    add(item) {
      if (queued[item.kind] >= queuedMax) return false;
      queued[item.kind] += 1;
      items.push(item);
      return true;
    },
    takeBatch(most = Infinity) {
      const batch: WaitingItem[] = [];
      const passed: WaitingItem[] = [];
      const seen = new Set<BookingId>();
      const room = { hold: perBatchMax, release: perBatchMax, confirm: perBatchMax };
      let full = 0;
      let looked = 0;
      // No further than to where no kind has room left.
      for (; looked < items.length && full < kinds && batch.length < most; looked += 1) {
        const item = items[looked];
        if (item === undefined) break;
        const { bookingId } = item.request;
        const fits = !seen.has(bookingId) && !underWay.has(bookingId) && room[item.kind] > 0;
        seen.add(bookingId);
        if (!fits) {
          passed.push(item);
          continue;
        }
        batch.push(item);
        queued[item.kind] -= 1;
        room[item.kind] -= 1;
        if (room[item.kind] === 0) full += 1;
      }
      items = looked === items.length ? passed : passed.concat(items.slice(looked));
      for (const item of batch) underWay.add(item.request.bookingId);
      return batch;
    },
    batchEnded(batch, again) {
      for (const item of batch) underWay.delete(item.request.bookingId);
      if (again.length === 0) return;
      for (const item of again) queued[item.kind] += 1;
      items = [...again, ...items];
    },
    size: () => items.length,
  };
}
