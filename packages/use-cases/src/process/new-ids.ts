import { randomBytes, randomInt } from 'node:crypto';
import type { BookingId, BookingReference, BureauLetter } from '@interlock/domain/ids';
import { makeBookingId, makeReference } from '@interlock/domain/ids';
import type { Instant } from '@interlock/domain/time';

/** A fresh booking id and the reference that people see; drawn apart, so neither tells the other. */
export function newBookingIds(
  bureau: BureauLetter,
  now: Instant,
): { bookingId: BookingId; reference: BookingReference } {
  return {
    bookingId: makeBookingId({ bureau, atMs: now, random22: randomInt(2 ** 22) }),
    reference: makeReference({ bureau, random40: BigInt(`0x${randomBytes(5).toString('hex')}`) }),
  };
}
