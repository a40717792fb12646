import { type BookingId, millisOfNumber } from '@interlock/domain/ids';
import type { Instant } from '@interlock/domain/time';

/** An id is new only for so long. Whoever takes over the work of a process that died comes later than that. */
const newForMs = 2_000;
/** As long as an id may count as new, with the clocks of two processes this far apart. */
const rememberedMs = 2 * newForMs;

/** Tells whether a booking can be in the database already without asking it. */
export interface KnownBookings {
  /** True unless the id was made a moment ago and was not noted since: then nobody can have asked for it before. */
  mayExist(booking: { id: BookingId; number: bigint }): boolean;
  /** From now on the booking may exist: it is sent to the database. */
  note(id: BookingId): void;
}

/** Two generations of ids: the older one is dropped whole. */
export function createKnownBookings(now: () => Instant): KnownBookings {
  let recent = new Set<BookingId>();
  let older = new Set<BookingId>();
  let turnedAt = now();

  return {
    mayExist({ id, number }) {
      const isNew = Math.abs(now() - millisOfNumber(number)) <= newForMs;
      return !isNew || recent.has(id) || older.has(id);
    },
    note(id) {
      const at = now();
      if (at - turnedAt > rememberedMs) {
        older = recent;
        recent = new Set();
        turnedAt = at;
      }
      recent.add(id);
    },
  };
}
