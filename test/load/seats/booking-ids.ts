import { randomInt } from 'node:crypto';
import {
  type BookingId,
  type BookingReference,
  makeBookingId,
  makeReference,
} from '@interlock/domain/ids';

export interface BookingIds {
  next(): { bookingId: BookingId; reference: BookingReference; atMs: number };
}

/** As in a busy second of the whole shard. */
const idsPerMs = 20;

export function msOfIds(count: number): number {
  return Math.ceil(count / idsPerMs);
}

/**
 * Ids as the intake table would give them out: ascending in time, never the same twice. `count` of them take
 * `msOfIds(count)` milliseconds from `fromMs` on; generators of different times never meet.
 */
export function createBookingIds(fromMs: number): BookingIds {
  let made = 0;
  let taken = new Set<number>();
  return {
    next() {
      if (made % idsPerMs === 0) taken = new Set();
      let random22 = randomInt(2 ** 22);
      while (taken.has(random22)) random22 = randomInt(2 ** 22);
      taken.add(random22);
      const atMs = fromMs + Math.floor(made / idsPerMs);
      made += 1;
      const random40 = scattered(atMs * idsPerMs + (made % idsPerMs));
      return {
        atMs,
        bookingId: makeBookingId({ bureau: 'B', atMs, random22 }),
        reference: makeReference({ bureau: 'B', random40 }),
      };
    },
  };
}

/** Another 40 bits for each number, all over the range: a million random ones would meet now and then. */
function scattered(number: number): bigint {
  return (BigInt(number) * 0x9e_3779_b97fn) & 0xff_ffff_ffffn;
}
