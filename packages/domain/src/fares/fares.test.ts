import fc from 'fast-check';
import { expect, test } from 'vitest';
import { samplePlan } from '../../test/sample-plans.ts';
import { fen } from '../money.ts';
import { fareOf, passengerFare } from './fares.ts';

const plan = samplePlan(Array.from({ length: 40 }, (_, at) => `S${at}`));
const ride = fc
  .tuple(fc.nat(39), fc.nat(39))
  .filter(([x, y]) => x !== y)
  .map(([x, y]) => ({ from: Math.min(x, y), to: Math.max(x, y) }));

test('a fare is its distance times the rate, to half a yuan', () => {
  expect(fareOf({ plan, class: 'second', from: 0, to: 1 })).toBe(21_00);
  const [, second] = samplePlan(['AAA', 'BBB']).stops;
  const odd = samplePlan(['AAA', 'BBB']);
  if (second) odd.stops[1] = { ...second, km: 1_318 };
  expect(fareOf({ plan: odd, class: 'second', from: 0, to: 1 })).toBe(553_50);
});

test('every fare is a positive multiple of half a yuan and longer rides never cost less', () => {
  fc.assert(
    fc.property(ride, ({ from, to }) => {
      const fare = fareOf({ plan, class: 'second', from, to });
      expect(fare % 50).toBe(0);
      expect(fare).toBeGreaterThan(0);
      if (to < 39)
        expect(fareOf({ plan, class: 'second', from, to: to + 1 })).toBeGreaterThanOrEqual(fare);
    }),
  );
});

test('a class the train does not sell, or a ride backwards, is an error', () => {
  expect(() => fareOf({ plan, class: 'business', from: 0, to: 1 })).toThrow(RangeError);
  expect(() => fareOf({ plan, class: 'second', from: 1, to: 1 })).toThrow(RangeError);
});

test('children pay half everywhere, students three quarters of second class only', () => {
  expect(passengerFare(fen(553_50), 'adult', 'second')).toBe(553_50);
  expect(passengerFare(fen(553_50), 'child', 'second')).toBe(277_00);
  expect(passengerFare(fen(100_00), 'child', 'business')).toBe(50_00);
  expect(passengerFare(fen(553_50), 'student', 'second')).toBe(415_00);
  expect(passengerFare(fen(100_00), 'student', 'first')).toBe(100_00);
});

test('no ticket costs more than an adult ticket', () => {
  fc.assert(
    fc.property(
      fc.nat(1_000_000),
      fc.constantFrom('child' as const, 'student' as const),
      (base, type) => {
        expect(passengerFare(fen(base * 50), type, 'second')).toBeLessThanOrEqual(base * 50);
      },
    ),
  );
});
