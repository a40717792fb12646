import type { SeatClass } from '@interlock/domain/classes';
import { fillCoach } from '@interlock/domain/coach-layout';
import fc from 'fast-check';
import { rowMaskOf } from '../src/masks.ts';
import { type InventorySeat, type RunInventory, buildRunInventory } from '../src/run-inventory.ts';

/** Seats for tests: `coaches` coaches of `seatsEach` second-class seats. */
export function sampleSeats(shape: {
  coaches: number;
  seatsEach: number;
  class?: SeatClass;
}): InventorySeat[] {
  const seatClass = shape.class ?? 'second';
  return Array.from({ length: shape.coaches }, (_, at) =>
    fillCoach([{ class: seatClass, count: shape.seatsEach }]).map((seat) => ({
      ...seat,
      coach: at + 1,
    })),
  )
    .flat()
    .map((seat, index) => ({ ...seat, index, seatId: 10_000 + index, pool: 1 }));
}

/** A run whose seat i is sold on the given intervals. */
export function sampleRun(run: {
  segments: number;
  seats: InventorySeat[];
  sold?: Record<number, [number, number][]>;
}): RunInventory {
  const masks = run.seats.map((seat) => {
    const mask = { sold: 0n, sold2: 0n };
    for (const [from, to] of run.sold?.[seat.index] ?? []) {
      const bits = rowMaskOf(from, to);
      mask.sold |= bits.sold;
      mask.sold2 |= bits.sold2;
    }
    return mask;
  });
  return buildRunInventory({ segments: run.segments, seats: run.seats, masks });
}

/** Small random runs with random sales, short and long (two columns) alike, and one interval to ask for. */
export const randomRun = fc
  .record({
    segments: fc.oneof(fc.integer({ min: 1, max: 8 }), fc.constantFrom(32, 33, 63, 64, 70, 126)),
    coaches: fc.integer({ min: 1, max: 2 }),
    seatsEach: fc.integer({ min: 1, max: 8 }),
    cuts: fc.array(
      fc.tuple(
        fc.nat(15),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
      ),
      { maxLength: 24 },
    ),
    ask: fc.tuple(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
    ),
  })
  .map(({ segments, coaches, seatsEach, cuts, ask }) => {
    const seats = sampleSeats({ coaches, seatsEach });
    const sold: Record<number, [number, number][]> = {};
    for (const [seat, x, y] of cuts) {
      const index = seat % seats.length;
      sold[index] = [...(sold[index] ?? []), within(segments, x, y)];
    }
    const [from, to] = within(segments, ask[0], ask[1]);
    return { inventory: sampleRun({ segments, seats, sold }), from, to };
  });

function within(segments: number, x: number, y: number): [number, number] {
  const from = Math.min(Math.floor(Math.min(x, y) * segments), segments - 1);
  return [from, Math.max(from + 1, Math.min(segments, Math.ceil(Math.max(x, y) * segments)))];
}
