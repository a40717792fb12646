import { type BookingId, millisOfNumber } from '@interlock/domain/ids';
import type { Instant } from '@interlock/domain/time';

/** An id is new only for so long. Whoever takes over the work of a process that died comes later than that. */
const newForMs = 2_000;
/** As long as an id may count as new, with the clocks of two processes this far apart. */
const rememberedMs = 2 * newForMs;

/** Tells whether a booking can be in the database already without asking it. */
export interface KnownBookings {
  /**
   * True unless the id was made a moment ago and has not come by here since: then nobody can have asked for it before.
   * Remembers the id.
   */
  mayExist(booking: { id: BookingId; number: bigint }): boolean;
}

/** Two generations of ids: the older one is dropped whole. */
export function createKnownBookings(now: () => Instant): KnownBookings {
  let recent = new Set<BookingId>();
  let older = new Set<BookingId>();
  let turnedAt = now();

  return {
    mayExist({ id, number }) {
      const at = now();
      if (at - turnedAt > rememberedMs) {
        older = recent;
        recent = new Set();
        turnedAt = at;
      }
      const isKnown = recent.has(id) || older.has(id);
      recent.add(id);
      return isKnown || Math.abs(at - millisOfNumber(number)) > newForMs;
    },
  };
}
