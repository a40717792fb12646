import { randomBytes, randomInt } from 'node:crypto';
import {
  type BookingId,
  type BookingReference,
  makeBookingId,
  makeReference,
} from '@interlock/domain/ids';

export interface BookingIds {
  next(): { bookingId: BookingId; reference: BookingReference };
}

const idsPerMs = 4;

/**
 * Ids as the intake table would give them out: ascending in time, never the same twice. Generators with different
 * `lane` (0 to 7) never meet either.
 */
export function createBookingIds(lane: number): BookingIds {
  const began = Date.now();
  let made = 0;
  let taken = new Set<number>();
  return {
    next() {
      if (made % idsPerMs === 0) taken = new Set();
      let random22 = randomOf(lane);
      while (taken.has(random22)) random22 = randomOf(lane);
      taken.add(random22);
      const atMs = began + Math.floor(made / idsPerMs);
      made += 1;
      const random40 = randomBytes(8).readBigUInt64LE() & 0xff_ffff_ffffn;
      return {
        bookingId: makeBookingId({ bureau: 'B', atMs, random22 }),
        reference: makeReference({ bureau: 'B', random40 }),
      };
    },
  };
}

function randomOf(lane: number): number {
  return randomInt(2 ** 19) * 8 + lane;
}
