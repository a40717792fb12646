import { fillCoach, seatsOf } from '@interlock/domain/coach-layout';
import { chooseSeats } from '@interlock/inventory/choose-seats';
import { freeRunEnd, freeRunStart } from '@interlock/inventory/free-run';
import {
  buildRunInventory,
  isFree,
  publicPool,
  type RunInventory,
} from '@interlock/inventory/run-inventory';
import { type Request, seatCount, segments } from './demand.ts';
import type { Random } from './seeded-random.ts';

/** Which seats a request gets, as indexes of the run; null refuses it. */
export type Chooser = (inventory: RunInventory, request: Request) => number[] | null;

const seatsPerCoach = 100;

/** A run of ten coaches with a hundred second-class seats each, in rows of five. */
export function emptyRun(): RunInventory {
  const coaches = Array.from({ length: seatCount / seatsPerCoach }, (_, at) => ({
    no: at + 1,
    dining: false,
    accessible: false,
    seats: fillCoach([{ class: 'second', count: seatsPerCoach }]),
  }));
  const seats = seatsOf({ id: 'simulated', coaches });
  return buildRunInventory({
    segments,
    seats: seats.map((seat) => ({ ...seat, seatId: seat.index, pool: publicPool })),
  });
}

/** The product's own chooser. */
export function chooseAsSold(inventory: RunInventory, request: Request): number[] | null {
  const { from, to, count } = request;
  return chooseSeats(inventory, { class: 'second', from, to, count });
}

/** Reference: the shortest free runs wherever they are, neighbours or not. */
export function chooseBestFit(inventory: RunInventory, request: Request): number[] | null {
  const { from, to, count } = request;
  const costOf = (index: number): number =>
    freeRunEnd(inventory, index, to) - freeRunStart(inventory, index, from);
  const free = freeSeats(inventory, request).map((index) => ({ index, cost: costOf(index) }));
  if (free.length < count) return null;
  return free
    .sort((a, b) => a.cost - b.cost || a.index - b.index)
    .slice(0, count)
    .map(({ index }) => index);
}

/** Reference: the first free seats of the train. */
export function chooseFirstFit(inventory: RunInventory, request: Request): number[] | null {
  const chosen: number[] = [];
  for (let index = 0; index < inventory.seats.length; index += 1) {
    if (isFree(inventory, index, request)) chosen.push(index);
    if (chosen.length === request.count) return chosen;
  }
  return null;
}

/** Reference: any free seats, as a database picks them that is not told an order. */
export function randomChooser(random: Random): Chooser {
  return (inventory, request) => {
    const free = freeSeats(inventory, request);
    if (free.length < request.count) return null;
    return Array.from({ length: request.count }, () => {
      const at = Math.floor(random() * free.length);
      const [chosen = 0] = free.splice(at, 1);
      return chosen;
    });
  };
}

function freeSeats(inventory: RunInventory, request: Request): number[] {
  return Array.from(inventory.seats.keys()).filter((index) => isFree(inventory, index, request));
}

/** Whether the seats stand side by side in one row, and whether they are in one coach. */
export function togetherness(
  inventory: RunInventory,
  indexes: readonly number[],
): { sideBySide: boolean; sameCoach: boolean } {
  const seats = indexes.map((index) => inventory.seats[index]);
  const sorted = indexes.toSorted((a, b) => a - b);
  const sameCoach = new Set(seats.map((seat) => seat?.coach)).size === 1;
  const sameRow = sameCoach && new Set(seats.map((seat) => seat?.row)).size === 1;
  const inOneLine = sorted.every((index, at) => at === 0 || index === (sorted[at - 1] ?? 0) + 1);
  return { sideBySide: sameRow && inOneLine, sameCoach };
}
