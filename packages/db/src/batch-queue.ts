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
  takeBatch(): WaitingItem[];
  /** They were taken already and come first again. */
  putBack(items: readonly WaitingItem[]): void;
  isEmpty(): boolean;
}

export function createBatchQueue(): BatchQueue {
  let items: WaitingItem[] = [];
  const queued = { hold: 0, release: 0, confirm: 0 };

  return {
    add(item) {
      if (queued[item.kind] >= queuedMax) return false;
      queued[item.kind] += 1;
      items.push(item);
      return true;
    },
    takeBatch() {
      const batch: WaitingItem[] = [];
      const passed: WaitingItem[] = [];
      const seen = new Set<BookingId>();
      const room = { hold: perBatchMax, release: perBatchMax, confirm: perBatchMax };
      let full = 0;
      let looked = 0;
      // No further than to where no kind has room left.
      for (; looked < items.length && full < kinds; looked += 1) {
        const item = items[looked];
        if (item === undefined) break;
        const fits = !seen.has(item.request.bookingId) && room[item.kind] > 0;
        seen.add(item.request.bookingId);
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
      return batch;
    },
    putBack(again) {
      if (again.length === 0) return;
      for (const item of again) queued[item.kind] += 1;
      items = [...again, ...items];
    },
    isEmpty: () => items.length === 0,
  };
}
