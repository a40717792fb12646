import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type ServiceDate,
  addDays,
  dateOfDayNumber,
  dayNumber,
  dayOffset,
  daysBetween,
  formatClock,
  instant,
  instantOf,
  parseLocalTime,
  parseServiceDate,
  serviceDateAt,
} from './time.ts';

const date = fc.integer({ min: 0, max: 40_000 }).map(dateOfDayNumber);

function day(text: string): ServiceDate {
  const parsed = parseServiceDate(text);
  if (!parsed) throw new Error(`no date ${text}`);
  return parsed;
}

function utc(ms: number): string {
  return new Date(ms).toISOString().slice(0, 16);
}

test('only real days are service dates', () => {
  expect(
    [
      '2026-02-30',
      '2026-13-01',
      '10000-01-01',
      '2026-1-1',
      '1900-02-29',
      '',
      '2026-11-23T00:00',
    ].map(parseServiceDate),
  ).toEqual(Array.from({ length: 7 }, () => null));
  expect(parseServiceDate('2028-02-29')).toBe('2028-02-29');
});

test('adding days and counting them are inverse', () => {
  fc.assert(
    fc.property(date, fc.integer({ min: -400, max: 400 }), (from, days) => {
      expect(daysBetween(from, addDays(from, days))).toBe(days);
    }),
  );
  expect(addDays(day('2028-02-28'), 1)).toBe('2028-02-29');
});

test('Shanghai has no summer time: minutes are instants eight hours ahead of UTC, also two nights later', () => {
  expect(utc(instantOf(day('2026-11-23'), 480, 'Asia/Shanghai'))).toBe('2026-11-23T00:00');
  expect(utc(instantOf(day('2026-11-23'), 43 * 60 + 22, 'Asia/Shanghai'))).toBe('2026-11-24T11:22');
  expect(utc(instantOf(day('2026-11-23'), 2_890, 'Asia/Shanghai'))).toBe('2026-11-24T16:10');
});

test('the date of an instant is the date on the station clock', () => {
  expect(serviceDateAt(instant(Date.parse('2026-11-22T16:00Z')), 'Asia/Shanghai')).toBe(
    '2026-11-23',
  );
  expect(serviceDateAt(instant(Date.parse('2026-11-22T15:59Z')), 'Asia/Shanghai')).toBe(
    '2026-11-22',
  );
});

test('the date of a time of day is its service date plus its day offset', () => {
  fc.assert(
    fc.property(
      date,
      fc.nat(4_000),
      fc.constantFrom('Asia/Shanghai', 'UTC', 'Asia/Tokyo', 'Asia/Kolkata'),
      (from, minutes, zone) => {
        expect(serviceDateAt(instantOf(from, minutes, zone), zone)).toBe(
          addDays(from, dayOffset(minutes)),
        );
      },
    ),
  );
});

test('a clock time skipped in spring falls on the change, later stops stay later', () => {
  const spring = day('2026-03-29');
  expect(utc(instantOf(spring, 119, 'Europe/Berlin'))).toBe('2026-03-29T00:59');
  expect(utc(instantOf(spring, 150, 'Europe/Berlin'))).toBe('2026-03-29T01:00');
  expect(utc(instantOf(spring, 180, 'Europe/Berlin'))).toBe('2026-03-29T01:00');
  expect(utc(instantOf(spring, 240, 'Europe/Berlin'))).toBe('2026-03-29T02:00');
});

test('a clock time that comes twice in autumn means the first', () => {
  expect(utc(instantOf(day('2026-10-25'), 150, 'Europe/Berlin'))).toBe('2026-10-25T00:30');
  expect(utc(instantOf(day('2026-10-24'), 1_440 + 180, 'Europe/Berlin'))).toBe('2026-10-25T02:00');
});

test('later on the clock is never earlier in time, whatever the zone does', () => {
  const zones = fc.constantFrom(
    'Europe/Berlin',
    'America/New_York',
    'Australia/Lord_Howe',
    'Asia/Shanghai',
  );
  fc.assert(
    fc.property(
      fc.integer({ min: 20_000, max: 21_000 }).map(dateOfDayNumber),
      fc.nat(3_000),
      fc.nat(300),
      zones,
      (from, minutes, more, zone) => {
        expect(instantOf(from, minutes + more, zone)).toBeGreaterThanOrEqual(
          instantOf(from, minutes, zone),
        );
      },
    ),
    { numRuns: 40 },
  );
});

test('an unknown zone is an error', () => {
  expect(() => instantOf(day('2026-11-23'), 0, 'Asia/Nowhere')).toThrow(RangeError);
});

test('clock texts show the time of day, the offset tells the day', () => {
  expect([formatClock(0), formatClock(1_505), dayOffset(1_505), dayOffset(2_890)]).toEqual([
    '00:00',
    '01:05',
    1,
    2,
  ]);
  expect([parseLocalTime('43:22'), parseLocalTime('7:05'), parseLocalTime('07:60')]).toEqual([
    2_602,
    null,
    null,
  ]);
});

test('days are counted as the Gregorian calendar counts them, from 1800 to 9999', () => {
  const first = Date.parse('1800-01-01') / 86_400_000;
  const last = Date.parse('9999-12-31') / 86_400_000;
  fc.assert(
    fc.property(fc.integer({ min: first, max: last }), (number) => {
      const text = new Date(number * 86_400_000).toISOString().slice(0, 10);
      expect(dateOfDayNumber(number)).toBe(text);
      expect(dayNumber(day(text))).toBe(number);
    }),
    { numRuns: 3_000 },
  );
  expect([dateOfDayNumber(first), dateOfDayNumber(last)]).toEqual(['1800-01-01', '9999-12-31']);
  expect(() => dateOfDayNumber(last + 1)).toThrow(RangeError);
});
