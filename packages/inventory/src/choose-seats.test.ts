import fc from 'fast-check';
import { expect, test } from 'vitest';
import { randomRun, sampleRun, sampleSeats } from '../test/sample-runs.ts';
import { type SeatRequest, chooseSeats } from './choose-seats.ts';
import { isFree, isSold } from './run-inventory.ts';

const wish = fc.record({
  count: fc.integer({ min: 1, max: 5 }),
  letters: fc.array(fc.constantFrom('A', 'B', 'C', 'D', 'F'), { maxLength: 5 }),
});

function ask(request: Partial<SeatRequest> & { from: number; to: number }): SeatRequest {
  return { class: 'second', count: 1, ...request };
}

function row(run: ReturnType<typeof sampleRun>, indexes: number[] | null): string[] | null {
  return (
    indexes &&
    indexes.map(
      (index) => `${run.seats[index]?.coach}/${run.seats[index]?.row}${run.seats[index]?.letter}`,
    )
  );
}

test('C1 never a taken seat and never one seat twice', () => {
  fc.assert(
    fc.property(randomRun, wish, ({ inventory, from, to }, { count, letters }) => {
      const chosen = chooseSeats(inventory, ask({ from, to, count, letters })) ?? [];
      expect(new Set(chosen).size).toBe(chosen.length);
      for (const index of chosen) {
        for (let segment = from; segment < to; segment++)
          expect(isSold(inventory, index, segment)).toBe(false);
      }
    }),
    { numRuns: 300 },
  );
});

test('C1 never a seat of another class or of a foreign pool', () => {
  const seats = [
    ...sampleSeats({ coaches: 1, seatsEach: 4, class: 'first' }),
    ...sampleSeats({ coaches: 1, seatsEach: 5 }),
  ];
  const run = sampleRun({
    segments: 4,
    seats: seats.map((seat, index) => ({ ...seat, index, pool: index === 4 ? 2 : 1 })),
  });
  expect(chooseSeats(run, ask({ from: 0, to: 4 }))).toEqual([5]);
  expect(chooseSeats(run, ask({ from: 0, to: 4, pools: 2 }))).toEqual([4]);
  expect(chooseSeats(run, ask({ from: 0, to: 4, class: 'business' }))).toBeNull();
});

test('C2 seats are found exactly when brute force finds enough', () => {
  fc.assert(
    fc.property(randomRun, wish, ({ inventory, from, to }, { count, letters }) => {
      const free = inventory.seats.filter((seat) =>
        isFree(inventory, seat.index, { from, to }),
      ).length;
      const chosen = chooseSeats(inventory, ask({ from, to, count, letters }));
      expect(chosen?.length ?? null).toBe(free >= count ? count : null);
    }),
    { numRuns: 300 },
  );
});

test('C3 one seat is the one with the shortest free run around the ride', () => {
  fc.assert(
    fc.property(randomRun, ({ inventory, from, to }) => {
      const costs = inventory.seats.map((seat) => bruteCost(inventory, seat.index, from, to));
      const [index] = chooseSeats(inventory, ask({ from, to })) ?? [];
      if (index !== undefined) expect(costs[index]).toBe(Math.min(...costs));
    }),
    { numRuns: 300 },
  );
});

test('C3 B to C goes into the gap, so that A to D still fits another seat', () => {
  const run = sampleRun({
    segments: 3,
    seats: sampleSeats({ coaches: 1, seatsEach: 2 }),
    sold: {
      1: [
        [0, 1],
        [2, 3],
      ],
    },
  });
  expect(chooseSeats(run, ask({ from: 1, to: 2 }))).toEqual([1]);
});

test('C4 a group sits side by side in one row if any row has room', () => {
  const run = sampleRun({
    segments: 6,
    seats: sampleSeats({ coaches: 2, seatsEach: 10 }),
    sold: { 1: [[0, 6]], 7: [[0, 6]], 9: [[0, 6]] },
  });
  expect(row(run, chooseSeats(run, ask({ from: 1, to: 3, count: 3 })))).toEqual([
    '1/1C',
    '1/1D',
    '1/1F',
  ]);
  expect(row(run, chooseSeats(run, ask({ from: 1, to: 3, count: 4 })))).toEqual([
    '2/1A',
    '2/1B',
    '2/1C',
    '2/1D',
  ]);
});

test('C4 a group takes the row with the smallest gaps', () => {
  const sold = { 5: [[3, 6]], 6: [[3, 6]] } satisfies Record<number, [number, number][]>;
  const run = sampleRun({ segments: 6, seats: sampleSeats({ coaches: 1, seatsEach: 10 }), sold });
  expect(chooseSeats(run, ask({ from: 0, to: 3, count: 2 }))).toEqual([5, 6]);
});

test('C4 a group that fits no row stays in one coach, and is split only when it must be', () => {
  const inOneCoach = sampleRun({
    segments: 3,
    seats: sampleSeats({ coaches: 2, seatsEach: 10 }),
    sold: soldAllBut([0, 2, 12, 14, 16]),
  });
  expect(chooseSeats(inOneCoach, ask({ from: 0, to: 3, count: 3 }))).toEqual([12, 14, 16]);
  const scattered = sampleRun({
    segments: 3,
    seats: sampleSeats({ coaches: 2, seatsEach: 10 }),
    sold: soldAllBut([0, 2, 12, 16]),
  });
  expect(chooseSeats(scattered, ask({ from: 0, to: 3, count: 3 }))).toEqual([0, 2, 12]);
});

test('C4 berths of one compartment and numbered seats of one coach are neighbours', () => {
  const berths = sampleRun({
    segments: 2,
    seats: sampleSeats({ coaches: 1, seatsEach: 12, class: 'softSleeper' }),
    sold: { 0: [[0, 2]] },
  });
  expect(chooseSeats(berths, ask({ from: 0, to: 2, count: 4, class: 'softSleeper' }))).toEqual([
    4, 5, 6, 7,
  ]);
  const numbered = sampleRun({
    segments: 2,
    seats: sampleSeats({ coaches: 1, seatsEach: 12, class: 'hardSeat' }),
    sold: { 2: [[0, 2]] },
  });
  expect(chooseSeats(numbered, ask({ from: 0, to: 2, count: 3, class: 'hardSeat' }))).toEqual([
    3, 4, 5,
  ]);
});

test('C5 a wished letter decides between equal seats and never breaks a longer gap', () => {
  const seats = sampleSeats({ coaches: 1, seatsEach: 10 });
  expect(
    row(
      sampleRun({ segments: 4, seats }),
      chooseSeats(sampleRun({ segments: 4, seats }), ask({ from: 0, to: 2, letters: ['F'] })),
    ),
  ).toEqual(['1/1F']);
  const gap = sampleRun({ segments: 4, seats, sold: { 2: [[2, 4]] } });
  expect(row(gap, chooseSeats(gap, ask({ from: 0, to: 2, letters: ['F'] })))).toEqual(['1/1C']);
});

test('C5 a group gets the window that meets most wishes', () => {
  const run = sampleRun({ segments: 4, seats: sampleSeats({ coaches: 1, seatsEach: 10 }) });
  expect(
    row(run, chooseSeats(run, ask({ from: 0, to: 4, count: 2, letters: ['D', 'F'] }))),
  ).toEqual(['1/1D', '1/1F']);
});

test('C5 an unmet wish never refuses', () => {
  const run = sampleRun({
    segments: 4,
    seats: sampleSeats({ coaches: 1, seatsEach: 5 }),
    sold: { 0: [[0, 1]], 4: [[0, 1]] },
  });
  expect(row(run, chooseSeats(run, ask({ from: 0, to: 4, letters: ['A', 'F'] })))).toEqual([
    '1/1B',
  ]);
});

test('C6 an untouched run fills from its first seat', () => {
  const run = sampleRun({ segments: 100, seats: sampleSeats({ coaches: 2, seatsEach: 10 }) });
  expect(chooseSeats(run, ask({ from: 62, to: 65 }))).toEqual([0]);
  expect(chooseSeats(run, ask({ from: 62, to: 65, count: 5 }))).toEqual([0, 1, 2, 3, 4]);
});

test('C7 the scan stops at the first perfect seat', () => {
  const run = sampleRun({
    segments: 4,
    seats: sampleSeats({ coaches: 10, seatsEach: 90 }),
    sold: { 3: [[2, 4]] },
  });
  const second = run.byClass.get('second');
  let reads = 0;
  const indexes = new Proxy(second?.indexes ?? new Uint16Array(), {
    get(target, key) {
      reads += 1;
      return Reflect.get(target, key, target);
    },
  });
  const counted = {
    ...run,
    byClass: new Map([
      [
        'second' as const,
        { coaches: [], inLines: new Uint16Array(), lineEnds: new Uint16Array(), indexes },
      ],
    ]),
  };
  expect(chooseSeats(counted, ask({ from: 0, to: 2 }))).toEqual([3]);
  expect(reads).toBeLessThan(20);
});

test('an impossible interval or count is an error', () => {
  const run = sampleRun({ segments: 4, seats: sampleSeats({ coaches: 1, seatsEach: 5 }) });
  expect(() => chooseSeats(run, ask({ from: 2, to: 2 }))).toThrow(RangeError);
  expect(() => chooseSeats(run, ask({ from: 0, to: 5 }))).toThrow(RangeError);
  expect(() => chooseSeats(run, ask({ from: 0, to: 1, count: 0 }))).toThrow(RangeError);
  expect(() => chooseSeats(run, ask({ from: 0, to: 1, count: 10 }))).toThrow(RangeError);
});

function bruteCost(
  run: ReturnType<typeof sampleRun>,
  index: number,
  from: number,
  to: number,
): number {
  if (!isFree(run, index, { from, to })) return Infinity;
  let [a, b] = [from, to];
  while (a > 0 && !isSold(run, index, a - 1)) a -= 1;
  while (b < run.segments && !isSold(run, index, b)) b += 1;
  return b - a;
}

function soldAllBut(free: number[]): Record<number, [number, number][]> {
  return Object.fromEntries(
    Array.from({ length: 20 }, (_, index) => [index, free.includes(index) ? [] : [[0, 3]]]),
  );
}
