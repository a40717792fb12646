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
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

export type WaitingHold = Waiting<'hold', HoldRequest, HoldAnswer>;
export type WaitingRelease = Waiting<'release', ReleaseRequest, ReleaseAnswer>;
export type WaitingConfirm = Waiting<'confirm', ConfirmRequest, ConfirmAnswer>;
export type WaitingItem = WaitingHold | WaitingRelease | WaitingConfirm;

const perBatchMax = 64;
const queuedMax = 20 * perBatchMax;

/** First come, first served; requests of one booking keep their order and never share a batch. */
export interface BatchQueue {
  /** False when the queue of that kind is full. */
  add(item: WaitingItem): boolean;
  takeBatch(): WaitingItem[];
  isEmpty(): boolean;
}

export function createBatchQueue(): BatchQueue {
  let items: WaitingItem[] = [];

  return {
    add(item) {
      if (
        items.reduce((count, other) => (other.kind === item.kind ? count + 1 : count), 0) >=
        queuedMax
      )
        return false;
      items.push(item);
      return true;
    },
    takeBatch() {
      const batch: WaitingItem[] = [];
      const rest: WaitingItem[] = [];
      const seen = new Set<BookingId>();
      const counts = { hold: 0, release: 0, confirm: 0 };
      for (const item of items) {
        const fits = !seen.has(item.request.bookingId) && counts[item.kind] < perBatchMax;
        seen.add(item.request.bookingId);
        if (fits) {
          counts[item.kind] += 1;
          batch.push(item);
        } else {
          rest.push(item);
        }
      }
      items = rest;
      return batch;
    },
    isEmpty: () => items.length === 0,
  };
}
