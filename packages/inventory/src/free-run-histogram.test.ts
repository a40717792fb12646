import { seatClassCode } from '@interlock/domain/classes';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { randomRun, sampleRun, sampleSeats } from '../test/sample-runs.ts';
import {
  applyChanges,
  buildHistogram,
  changesOnFree,
  changesOnTake,
  countAllFree,
  countFree,
  histogramOfMasks,
  untouchedHistogram,
  withClass,
} from './free-run-histogram.ts';
import { type RunInventory, free, isFree, take } from './run-inventory.ts';

test('H1 cells count the maximal free runs of all seats', () => {
  const run = sampleRun({
    segments: 5,
    seats: sampleSeats({ coaches: 1, seatsEach: 2 }),
    sold: { 0: [[1, 2]] },
  });
  const histogram = buildHistogram(run, 'second');
  expect([histogram.cells[1], histogram.cells[2 * 6 + 5], histogram.cells[5]]).toEqual([1, 1, 1]);
  expect(histogram.cells.reduce((sum, cell) => sum + cell, 0)).toBe(3);
});

test('counted from how many seats have which mask it is the same histogram', () => {
  fc.assert(
    fc.property(randomRun, ({ inventory }) => {
      const masks = [...(inventory.byClass.get('second')?.indexes ?? [])].flatMap((index) => {
        if (inventory.pools[index] === 0) return [];
        const sold = Array.from({ length: inventory.segments }, (_, segment) => segment)
          .filter((segment) => !isFree(inventory, index, { from: segment, to: segment + 1 }))
          .reduce((bits, segment) => bits | (1n << BigInt(segment)), 0n);
        return [{ sold: sold & ((1n << 63n) - 1n), sold2: sold >> 63n, seats: 1 }];
      });
      expect(histogramOfMasks(inventory.segments, masks)).toEqual(
        buildHistogram(inventory, 'second'),
      );
    }),
    { numRuns: 60 },
  );
});

test('H2 the count of every interval equals brute force', () => {
  fc.assert(
    fc.property(
      randomRun.filter(({ inventory }) => inventory.segments <= 40),
      ({ inventory }) => {
        const histogram = buildHistogram(inventory, 'second');
        for (let from = 0; from < inventory.segments; from++) {
          for (let to = from + 1; to <= inventory.segments; to++) {
            expect(countFree(histogram, from, to)).toBe(bruteCount(inventory, from, to));
          }
        }
      },
    ),
    { numRuns: 60 },
  );
});

test('H2 all counts at once are the counts one by one', () => {
  fc.assert(
    fc.property(randomRun, ({ inventory, from, to }) => {
      const histogram = buildHistogram(inventory, 'second');
      const counts = countAllFree(histogram);
      expect(counts[from * (inventory.segments + 1) + to]).toBe(countFree(histogram, from, to));
    }),
  );
});

test('H2 counts are right beyond 63 segments', () => {
  fc.assert(
    fc.property(randomRun, ({ inventory, from, to }) => {
      expect(countFree(buildHistogram(inventory, 'second'), from, to)).toBe(
        bruteCount(inventory, from, to),
      );
    }),
    { numRuns: 200 },
  );
});

test('H3 changed cells of taking and freeing keep the histogram equal to the masks', () => {
  fc.assert(
    fc.property(randomRun, ({ inventory, from, to }) => {
      const histogram = buildHistogram(inventory, 'second');
      const untouched = histogram.cells.slice();
      const indexes = inventory.seats
        .map((seat) => seat.index)
        .filter((index) => isFree(inventory, index, { from, to }));
      applyChanges(histogram, changesOnTake(inventory, indexes, { from, to }));
      take(inventory, indexes, { from, to });
      expect(histogram.cells.join()).toBe(buildHistogram(inventory, 'second').cells.join());
      applyChanges(histogram, changesOnFree(inventory, indexes, { from, to }));
      free(inventory, indexes, { from, to });
      expect(histogram.cells.join()).toBe(untouched.join());
    }),
    { numRuns: 150 },
  );
});

test('H3 one seat sold changes at most three cells, many alike still three', () => {
  const run = sampleRun({ segments: 9, seats: sampleSeats({ coaches: 1, seatsEach: 5 }) });
  const changes = changesOnTake(run, [0, 1, 2], { from: 3, to: 5 });
  expect(changes).toHaveLength(3);
  expect(new Set(changes.map((change) => change.join()))).toEqual(
    new Set(['0,9,-3', '0,3,3', '5,9,3']),
  );
  expect(withClass('second', changes)[0]?.[0]).toBe(seatClassCode.second);
});

test('H3 seats outside the public pool never count', () => {
  const seats = sampleSeats({ coaches: 1, seatsEach: 5 }).map((seat) => ({
    ...seat,
    pool: seat.index === 0 ? 2 : 1,
  }));
  const run = sampleRun({ segments: 3, seats });
  expect(countFree(buildHistogram(run, 'second'), 0, 3)).toBe(4);
  expect(changesOnTake(run, [0], { from: 0, to: 1 })).toEqual([]);
});

test('H4 a run never sold has the histogram of its layout', () => {
  const run = sampleRun({ segments: 70, seats: sampleSeats({ coaches: 2, seatsEach: 8 }) });
  expect(buildHistogram(run, 'second')).toEqual(untouchedHistogram(70, 16));
});

test('H5 changes that do not fit are an error', () => {
  const histogram = untouchedHistogram(4, 1);
  expect(() => applyChanges(histogram, [[0, 3, -1]])).toThrow(RangeError);
  expect(() => applyChanges(histogram, [[2, 9, 1]])).toThrow(RangeError);
});

test('H5 changes of seats that are not as expected are an error', () => {
  const run = sampleRun({
    segments: 4,
    seats: sampleSeats({ coaches: 1, seatsEach: 2 }),
    sold: { 0: [[1, 2]] },
  });
  expect(() => changesOnTake(run, [0], { from: 0, to: 2 })).toThrow(RangeError);
  expect(() => changesOnFree(run, [0], { from: 0, to: 2 })).toThrow(RangeError);
});

function bruteCount(run: RunInventory, from: number, to: number): number {
  return run.seats.filter((seat) => isFree(run, seat.index, { from, to })).length;
}
