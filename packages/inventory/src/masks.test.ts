import fc from 'fast-check';
import { expect, test } from 'vitest';
import { maskOf, rowFromSold, rowMaskOf, soldFromRow, wordsFor } from './masks.ts';

const interval = fc
  .tuple(fc.integer({ min: 1, max: 126 }), fc.nat(125), fc.nat(125))
  .filter(([segments, x, y]) => x !== y && Math.max(x, y) <= segments)
  .map(([segments, x, y]) => ({ segments, from: Math.min(x, y), to: Math.max(x, y) }));

test('M1 a mask has exactly the bits of its interval', () => {
  fc.assert(
    fc.property(interval, ({ segments, from, to }) => {
      const words = maskOf(from, to, wordsFor(segments));
      for (let s = 0; s < segments; s++) {
        expect(((words[s >> 5] ?? 0) >>> (s & 31)) & 1).toBe(s >= from && s < to ? 1 : 0);
      }
    }),
  );
});

test('M1 two intervals share a bit exactly when they overlap', () => {
  fc.assert(
    fc.property(interval, interval, (one, two) => {
      const [a, b] = [rowMaskOf(one.from, one.to), rowMaskOf(two.from, two.to)];
      const shares = (a.sold & b.sold) !== 0n || (a.sold2 & b.sold2) !== 0n;
      expect(shares).toBe(one.from < two.to && two.from < one.to);
    }),
  );
});

test('M2 words and database columns hold the same bits, up to 126 segments', () => {
  fc.assert(
    fc.property(interval, ({ segments, from, to }) => {
      const row = rowMaskOf(from, to);
      expect(rowFromSold(maskOf(from, to, wordsFor(segments)))).toEqual(row);
      expect(rowFromSold(soldFromRow(row, segments))).toEqual(row);
    }),
  );
});

test('M2 no column is ever negative or beyond 63 bits', () => {
  expect(rowMaskOf(0, 126)).toEqual({ sold: 2n ** 63n - 1n, sold2: 2n ** 63n - 1n });
  expect(rowMaskOf(62, 64)).toEqual({ sold: 2n ** 62n, sold2: 1n });
});

test('M2 a column with a bit beyond the run is an error', () => {
  expect(() => soldFromRow({ sold: 8n, sold2: 0n }, 3)).toThrow(RangeError);
  expect(() => soldFromRow({ sold: -1n, sold2: 0n }, 63)).toThrow(RangeError);
});

test('M3 an empty, reversed, fractional or outlying interval is an error', () => {
  expect(() => maskOf(2, 2, 1)).toThrow(RangeError);
  expect(() => maskOf(3, 2, 1)).toThrow(RangeError);
  expect(() => maskOf(0.5, 2, 1)).toThrow(RangeError);
  expect(() => rowMaskOf(0, 127)).toThrow(RangeError);
  expect(() => wordsFor(0)).toThrow(RangeError);
});
