import fc from 'fast-check';
import { expect, test } from 'vitest';
import { randomRun, sampleRun, sampleSeats } from '../test/sample-runs.ts';
import { rowMaskOf } from './masks.ts';
import {
  buildRunInventory,
  free,
  isFree,
  isSold,
  rowMaskAt,
  setRowMask,
  take,
} from './run-inventory.ts';

test('T1 freeing what was taken restores every mask', () => {
  fc.assert(
    fc.property(randomRun, ({ inventory, from, to }) => {
      const before = inventory.masks.slice();
      const indexes = inventory.seats
        .map((seat) => seat.index)
        .filter((index) => isFree(inventory, index, { from, to }));
      take(inventory, indexes, { from, to });
      for (const index of indexes) expect(isFree(inventory, index, { from, to })).toBe(false);
      free(inventory, indexes, { from, to });
      expect(inventory.masks).toEqual(before);
    }),
  );
});

test('T2 disjoint holds give the same masks in any order', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6], { minLength: 7 }), (order) => {
      const run = sampleRun({ segments: 70, seats: sampleSeats({ coaches: 1, seatsEach: 5 }) });
      for (const part of order) take(run, [2], { from: part * 10, to: part * 10 + 10 });
      expect(rowMaskAt(run, 2)).toEqual({ sold: 2n ** 63n - 1n, sold2: 2n ** 7n - 1n });
      expect(rowMaskAt(run, 1)).toEqual({ sold: 0n, sold2: 0n });
    }),
  );
});

test('T3 taking a partly sold seat changes nothing, not even the other seats of the call', () => {
  const run = sampleRun({
    segments: 8,
    seats: sampleSeats({ coaches: 1, seatsEach: 5 }),
    sold: { 1: [[4, 5]] },
  });
  const before = run.masks.slice();
  expect(() => take(run, [0, 1], { from: 2, to: 5 })).toThrow(RangeError);
  expect(() => take(run, [0, 0], { from: 2, to: 5 })).toThrow(RangeError);
  expect(() => take(run, [99], { from: 2, to: 5 })).toThrow(RangeError);
  expect(run.masks).toEqual(before);
});

test('T3 freeing a seat that is not wholly sold changes nothing', () => {
  const run = sampleRun({
    segments: 40,
    seats: sampleSeats({ coaches: 1, seatsEach: 5 }),
    sold: { 0: [[30, 36]], 1: [[30, 35]] },
  });
  const before = run.masks.slice();
  expect(() => free(run, [0, 1], { from: 30, to: 36 })).toThrow(RangeError);
  expect(run.masks).toEqual(before);
});

test('C8 the load of a class is what its seats say, after taking, freeing and setting masks', () => {
  fc.assert(
    fc.property(randomRun, ({ inventory, from, to }) => {
      const indexes = inventory.seats
        .map((seat) => seat.index)
        .filter((index) => isFree(inventory, index, { from, to }));
      take(inventory, indexes, { from, to });
      free(inventory, indexes.slice(1), { from, to });
      setRowMask(inventory, 0, rowMaskOf(from, to));
      const counted = Array.from(
        { length: inventory.segments },
        (_, segment) =>
          inventory.seats.filter(({ index }) => isSold(inventory, index, segment)).length,
      );
      expect([...(inventory.loads.get('second') ?? [])]).toEqual(counted);
    }),
  );
});

test('a run with a missing seat is an error', () => {
  const [, second] = sampleSeats({ coaches: 1, seatsEach: 2 });
  expect(() => buildRunInventory({ segments: 3, seats: second ? [second] : [] })).toThrow(
    RangeError,
  );
});
