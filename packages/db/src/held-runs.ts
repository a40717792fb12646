import type { BookingId, RunId } from '@interlock/domain/ids';

/** Holds of a minute or two in a rush, of hours otherwise; some ten megabytes. */
const generationMax = 50_000;

/** The runs of the bookings that were held here lately: what their release will change. */
export interface HeldRuns {
  note(bookingId: BookingId, runId: RunId): void;
  /** Undefined where the booking was held long ago, or by another process. */
  of(bookingId: BookingId): RunId | undefined;
}

/** Two generations: the older one is dropped whole. */
export function createHeldRuns(): HeldRuns {
  let recent = new Map<BookingId, RunId>();
  let older = new Map<BookingId, RunId>();
  return {
    note(bookingId, runId) {
      if (recent.size >= generationMax) {
        older = recent;
        recent = new Map();
      }
      recent.set(bookingId, runId);
    },
    of: (bookingId) => recent.get(bookingId) ?? older.get(bookingId),
  };
}
