import fc from 'fast-check';
import { expect, test } from 'vitest';
import { crockfordDigits } from './crockford.ts';
import {
  bookingIdOf,
  bookingMillis,
  bookingNumber,
  bureauLetters,
  bureauOf,
  makeBookingId,
  makeReference,
  parseBookingId,
  parseReference,
  runIdOf,
  runIdOfSeat,
  seatIdOf,
  seatIndexOf,
  serviceDateOfRun,
  trainIdOfRun,
} from './ids.ts';
import { dateOfDayNumber } from './time.ts';

const bureau = fc.constantFrom(...bureauLetters);
const reference = fc
  .record({ bureau, random40: fc.bigInt({ min: 0n, max: 2n ** 40n - 1n }) })
  .map(makeReference);

test('a booking id keeps its bureau, its number and its time', () => {
  fc.assert(
    fc.property(bureau, fc.nat(2 ** 41 - 1), fc.nat(2 ** 22 - 1), (letter, atMs, random22) => {
      const id = makeBookingId({ bureau: letter, atMs, random22 });
      expect(id).toMatch(/^[A-Z][0-9A-HJKMNP-TV-Z]{13}$/);
      expect(bureauOf(id)).toBe(letter);
      expect(bookingMillis(id)).toBe(atMs);
      expect(bookingNumber(id)).toBe(BigInt(atMs) * 2n ** 22n + BigInt(random22));
      expect(parseBookingId(id)).toBe(id);
      expect(bookingIdOf(letter, bookingNumber(id))).toBe(id);
    }),
  );
});

test('booking ids of one bureau sort by time', () => {
  const earlier = makeBookingId({ bureau: 'O', atMs: 1_795_000_000_000, random22: 4_000_000 });
  const later = makeBookingId({ bureau: 'O', atMs: 1_795_000_000_001, random22: 0 });
  expect(earlier < later).toBe(true);
});

test('a booking id has one spelling only', () => {
  const id = makeBookingId({ bureau: 'P', atMs: 1_795_000_000_000, random22: 1 });
  expect(parseBookingId(id.toLowerCase())).toBeNull();
  expect(parseBookingId(` ${id}`)).toBeNull();
  expect(parseBookingId('A' + id.slice(1))).toBeNull();
  expect(parseBookingId('P' + 'Z'.repeat(13))).toBeNull();
});

test('an id beyond its bits is an error', () => {
  expect(() => bookingIdOf('P', 2n ** 63n)).toThrow(RangeError);
  expect(() => makeBookingId({ bureau: 'P', atMs: 2 ** 41, random22: 0 })).toThrow(RangeError);
  expect(() => makeBookingId({ bureau: 'P', atMs: 0, random22: 2 ** 22 })).toThrow(RangeError);
});

test('a reference reads back as typed by people: case, blanks, hyphens, full width, I L O', () => {
  fc.assert(
    fc.property(reference, (made) => {
      expect(made).toHaveLength(10);
      expect(parseReference(made)).toBe(made);
      expect(
        parseReference(` ${made.slice(0, 4).toLowerCase()} ${made.slice(4, 7)}-${made.slice(7)} `),
      ).toBe(made);
      const sloppy = made.charAt(0) + made.slice(1).replaceAll('1', 'l').replaceAll('0', 'o');
      expect(parseReference(sloppy)).toBe(made);
      const fullWidth = Array.from(made)
        .map((c) => String.fromCodePoint((c.codePointAt(0) ?? 0) + 0xfee0))
        .join('');
      expect(parseReference(fullWidth)).toBe(made);
    }),
  );
});

test('the bureau letter O may be typed as zero', () => {
  const made = makeReference({ bureau: 'O', random40: 123_456_789n });
  expect(parseReference('0' + made.slice(1))).toBe(made);
});

test('every single wrong character in a reference is found', () => {
  fc.assert(
    fc.property(reference, (made) => {
      for (let at = 0; at < made.length; at++) {
        const alphabet = at === 0 ? bureauLetters : crockfordDigits;
        for (const other of alphabet) {
          if (other !== made.charAt(at))
            expect(parseReference(made.slice(0, at) + other + made.slice(at + 1))).toBeNull();
        }
      }
    }),
    { numRuns: 30 },
  );
});

test('every swap of two different characters in a reference is found', () => {
  fc.assert(
    fc.property(reference, fc.nat(9), fc.nat(9), (made, one, two) => {
      const characters = Array.from(made);
      characters[one] = made.charAt(two);
      characters[two] = made.charAt(one);
      const looksAlike = made.charAt(one).replace('O', '0') === made.charAt(two).replace('O', '0');
      expect(parseReference(characters.join(''))).toBe(looksAlike ? made : null);
    }),
    { numRuns: 1_000 },
  );
});

test('anything else is no reference', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 9 }), (text) => {
      expect(parseReference(text)).toBeNull();
    }),
  );
  expect(parseReference('P'.repeat(10_000))).toBeNull();
});

test('runs and seats keep train, date and index', () => {
  fc.assert(
    fc.property(fc.nat(9_999_999), fc.nat(65_535), fc.nat(9_999), (trainId, day, index) => {
      const run = runIdOf(trainId, dateOfDayNumber(day));
      const seat = seatIdOf(run, index);
      expect(Number.isSafeInteger(seat)).toBe(true);
      expect([trainIdOfRun(run), serviceDateOfRun(run)]).toEqual([trainId, dateOfDayNumber(day)]);
      expect([runIdOfSeat(seat), seatIndexOf(seat)]).toEqual([run, index]);
    }),
  );
});

test('runs and seats of a later day have greater ids than all of an earlier one', () => {
  const trains = [0, 9_999_999] as const;
  const [first, last] = trains.map((trainId) => runIdOf(trainId, dateOfDayNumber(20_000)));
  const next = runIdOf(0, dateOfDayNumber(20_001));
  expect([first! < last!, last! < next]).toEqual([true, true]);
  expect(seatIdOf(last!, 9_999)).toBeLessThan(seatIdOf(next, 0));
});
