import { seatCode, type SeatPlace } from '@interlock/domain/seat-place';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { randomRun, sampleRun, sampleSeats } from '../test/sample-runs.ts';
import { chooseWished, type WishedSeats } from './choose-wished.ts';
import { isSold, type RunInventory } from './run-inventory.ts';

const anyWish = fc.uniqueArray(fc.nat(15), { minLength: 1, maxLength: 5 });

test('W1 W2 all wished seats or none, and those lost and offered are those that brute force finds', () => {
  fc.assert(
    fc.property(randomRun, anyWish, ({ inventory, from, to }, picks) => {
      const indexes = [...new Set(picks.map((pick) => pick % inventory.seats.length))];
      const choice = chooseWished(inventory, ask(inventory, indexes, { from, to }));
      const lost = indexes.filter((index) => !bruteFree(inventory, index, { from, to }));
      if (lost.length === 0) {
        expect(choice).toEqual({ kind: 'free', indexes });
        return;
      }
      if (choice.kind === 'free') throw new Error('a taken seat was chosen');
      expect(choice.lost.map(seatCode)).toEqual(placesOf(inventory, lost).map(seatCode));
      expect(choice.nearest.map(seatCode)).toEqual(bruteNearest(inventory, indexes, { from, to }));
    }),
    { numRuns: 400 },
  );
});

test('W1 the seats come in the order of the wish, also where a better fit was free', () => {
  const run = sampleRun({
    segments: 4,
    seats: sampleSeats({ coaches: 2, seatsEach: 10 }),
    sold: { 0: [[2, 4]] },
  });
  const wish = ask(run, [17, 3], { from: 0, to: 2 });
  expect(chooseWished(run, wish)).toEqual({ kind: 'free', indexes: [17, 3] });
});

test('W2 a lost window is replaced by a window of its coach, a lost lower berth by a lower one, also some rows on', () => {
  const segments = 4;
  const nearestIn = (run: RunInventory, index: number) => {
    const seatClass = run.seats[index]!.class;
    const choice = chooseWished(run, {
      ...ask(run, [index], { from: 0, to: 4 }),
      class: seatClass,
    });
    if (choice.kind === 'free') throw new Error('a taken seat was chosen');
    return choice.nearest.map(seatCode);
  };
  const all: [number, number][] = [[0, segments]];
  const seats = sampleSeats({ coaches: 2, seatsEach: 15 });
  // Row 1 of coach 1 has its middle and aisles left, row 2 nothing, row 3 everything.
  const taken = Object.fromEntries([0, 4, 5, 6, 7, 8, 9].map((index) => [index, all]));
  const run = sampleRun({ segments, seats, sold: taken });
  expect(nearestIn(run, 0)).toEqual(['1-3A']);
  expect(nearestIn(run, 9)).toEqual(['1-3F']);
  expect(nearestIn(run, 7)).toEqual(['1-1C']);

  const berths = sampleSeats({ coaches: 2, seatsEach: 12, class: 'hardSleeper' });
  const beds = sampleRun({ segments, seats: berths, sold: { 0: all, 3: all } });
  expect(nearestIn(beds, 0)).toEqual(['1-3L']);
  const upperOnly = sampleRun({
    segments,
    seats: berths,
    sold: Object.fromEntries([0, 3, 6, 9].map((index) => [index, all])),
  });
  expect(nearestIn(upperOnly, 0)).toEqual(['1-1M']);
});

test('W2 a seat of a foreign pool counts as taken and is never offered', () => {
  const seats = sampleSeats({ coaches: 1, seatsEach: 5 }).map((seat) => ({
    ...seat,
    pool: seat.index < 2 ? 2 : 1,
  }));
  const run = sampleRun({ segments: 4, seats });
  const answer = chooseWished(run, ask(run, [0], { from: 0, to: 4 }));
  expect(answer).toEqual({
    kind: 'taken',
    lost: [{ coach: 1, row: 1, letter: 'A' }],
    nearest: [{ coach: 1, row: 1, letter: 'F' }],
  });
  expect(chooseWished(run, { ...ask(run, [0], { from: 0, to: 4 }), pools: 2 }).kind).toBe('free');
});

test('W3 a seat the class does not have, one named twice, none or no interval is an error', () => {
  const run = sampleRun({
    segments: 4,
    seats: [
      ...sampleSeats({ coaches: 1, seatsEach: 4, class: 'first' }),
      ...sampleSeats({ coaches: 1, seatsEach: 5 }),
    ].map((seat, index) => ({ ...seat, index, coach: index < 4 ? 1 : 2 })),
  });
  const ride = { class: 'second', from: 0, to: 4 } as const;
  const wrong: SeatPlace[][] = [
    [{ coach: 9, row: 1, letter: 'A' }],
    [{ coach: 2, row: 9, letter: 'A' }],
    [{ coach: 2, row: 1, letter: 'E' }],
    [{ coach: 1, row: 1, letter: 'A' }],
    placesOf(run, [4, 4]),
    [],
  ];
  for (const places of wrong)
    expect(() => chooseWished(run, { ...ride, places })).toThrow(RangeError);
  const places = placesOf(run, [4]);
  expect(() => chooseWished(run, { ...ride, places, from: 3, to: 3 })).toThrow(RangeError);
  expect(() => chooseWished(run, { ...ride, places, class: 'business' })).toThrow(RangeError);
});

interface Ride {
  from: number;
  to: number;
}

function ask(run: RunInventory, indexes: readonly number[], ride: Ride): WishedSeats {
  return { class: 'second', ...ride, places: placesOf(run, indexes) };
}

function placesOf(run: RunInventory, indexes: readonly number[]): SeatPlace[] {
  return indexes.map((index) => {
    const { coach, row, letter } = run.seats[index]!;
    return { coach, row, letter };
  });
}

function bruteFree(run: RunInventory, index: number, { from, to }: Ride): boolean {
  for (let segment = from; segment < to; segment += 1)
    if (isSold(run, index, segment)) return false;
  return true;
}

const kindOf: Record<string, string> = { A: 'window', F: 'window', C: 'aisle', D: 'aisle' };

/** Sorts every free seat anew for each lost one. */
function bruteNearest(run: RunInventory, wished: readonly number[], ride: Ride): string[] {
  const found: string[] = [];
  for (const index of wished.filter((one) => !bruteFree(run, one, ride))) {
    const lost = run.seats[index]!;
    const rank = (seat: (typeof run.seats)[number]): number[] => [
      Math.abs(seat.coach - lost.coach),
      (kindOf[seat.letter] ?? 'middle') === (kindOf[lost.letter] ?? 'middle') ? 0 : 1,
      Math.abs(seat.row - lost.row),
      seat.letter === lost.letter ? 0 : 1,
      seat.index,
    ];
    const [best] = run.seats
      .filter((seat) => !wished.includes(seat.index) && bruteFree(run, seat.index, ride))
      .filter((seat) => !found.includes(seatCode(seat)))
      .sort((a, b) => rank(a).reduce((order, x, at) => order || x - rank(b)[at]!, 0));
    if (best !== undefined) found.push(seatCode(best));
  }
  return found;
}
