import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addFen, allocateFen, fen, formatYuan, roundToHalfYuan } from './money.ts';

const amount = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }).map(fen);
const weights = fc
  .array(fc.nat(100_000), { minLength: 1, maxLength: 20 })
  .filter((parts) => parts.some((part) => part > 0));

test('shares always sum to the total', () => {
  fc.assert(
    fc.property(amount, weights, (total, parts) => {
      expect(addFen(...allocateFen(total, parts))).toBe(total);
    }),
  );
});

test('no share is a whole fen or more away from its exact part', () => {
  fc.assert(
    fc.property(amount, weights, (total, parts) => {
      const sum = parts.reduce((a, b) => a + b, 0);
      for (const [at, share] of allocateFen(total, parts).entries()) {
        expect(Math.abs(share - (total * (parts[at] ?? 0)) / sum)).toBeLessThan(1);
      }
    }),
  );
});

test('a weight of zero gets nothing and earlier parts win ties', () => {
  expect(allocateFen(fen(100), [1, 0, 1, 1])).toEqual([34, 0, 33, 33]);
  expect(allocateFen(fen(10_000), [6231, 3769])).toEqual([6231, 3769]);
});

test('nothing to share by is an error', () => {
  expect(() => allocateFen(fen(1), [])).toThrow(RangeError);
  expect(() => allocateFen(fen(1), [0, 0])).toThrow(RangeError);
  expect(() => allocateFen(fen(1), [1, -1])).toThrow(RangeError);
});

test('money is whole fen', () => {
  expect(() => fen(0.5)).toThrow(RangeError);
  expect(() => fen(2 ** 53)).toThrow(RangeError);
  expect(Object.is(fen(-0), 0)).toBe(true);
});

test('rounding to half a yuan drops 0.24, makes 0.25 to 0.74 a half and 0.75 a yuan', () => {
  expect([100, 124, 125, 174, 175, 200].map(roundToHalfYuan)).toEqual([
    100, 100, 150, 150, 200, 200,
  ]);
});

test('amounts are written with two decimals and grouped thousands', () => {
  expect([formatYuan(fen(55_350), 'zh'), formatYuan(fen(123_456_789), 'en')]).toEqual([
    '¥553.50',
    'CNY 1,234,567.89',
  ]);
  expect(formatYuan(fen(-5), 'zh')).toBe('-¥0.05');
});
