import { bookingNumber, makeBookingId } from '@interlock/domain/ids';
import type { Instant } from '@interlock/domain/time';
import { expect, test } from 'vitest';
import { createKnownBookings } from './known-bookings.ts';

const start = 1_900_000_000_000;
let random22 = 0;

function booking(atMs: number) {
  random22 += 1;
  const id = makeBookingId({ bureau: 'B', atMs, random22 });
  return { id, number: bookingNumber(id) };
}

test('an id made a moment ago is new until it is sent', () => {
  const known = createKnownBookings(() => start as Instant);
  const one = booking(start - 500);
  expect(known.mayExist(one)).toBe(false);
  known.note(one.id);
  expect(known.mayExist(one)).toBe(true);
  expect(known.mayExist(booking(start - 500))).toBe(false);
});

test('an id from longer ago, or from a clock that is far ahead, may exist already', () => {
  const known = createKnownBookings(() => start as Instant);
  expect(known.mayExist(booking(start - 2_001))).toBe(true);
  expect(known.mayExist(booking(start + 2_001))).toBe(true);
});

test('an id is remembered for as long as it could count as new, by the clock that is the furthest ahead', () => {
  let now = start;
  const known = createKnownBookings(() => now as Instant);
  const ahead = booking(start + 2_000);
  expect(known.mayExist(ahead)).toBe(false);
  known.note(ahead.id);
  for (; now <= start + 10_000; now += 250) {
    known.note(booking(now).id);
    expect(known.mayExist(ahead), `${now - start} ms later`).toBe(true);
  }
});
