import { type SeatClass, seatClasses } from '@interlock/domain/classes';
import {
  type RowMask,
  checkInterval,
  maskOf,
  rowFromSold,
  soldFromRow,
  wordsFor,
} from './masks.ts';

/** The pool everybody may buy from; other bits of `pool` are reserved stock. */
export const publicPool = 1;

export type InventorySeat = {
  seatId: number;
  /** 0-based place in the run's layout; seats come complete and in this order. */
  index: number;
  class: SeatClass;
  coach: number;
  row: number;
  letter: string;
  pool: number;
};

/** The seats of one run with their masks in memory: a cache, the database owns the truth. */
export type RunInventory = {
  readonly segments: number;
  readonly words: number;
  readonly seats: readonly InventorySeat[];
  /** Word w of seat i is at i * words + w. */
  readonly masks: Uint32Array;
  readonly pools: Uint16Array;
  readonly byClass: ReadonlyMap<SeatClass, ClassSeats>;
  /** How many seats of the class are sold on each segment. */
  readonly loads: ReadonlyMap<SeatClass, Uint16Array>;
};

/** Stops [from, to). */
export type Interval = { from: number; to: number };

/** Indexes of one class: all of them, by coach, and line by line of neighbours. */
export type ClassSeats = {
  readonly indexes: Uint16Array;
  readonly coaches: readonly Uint16Array[];
  /** One line after the other; the places in `inLines` where each ends. */
  readonly inLines: Uint16Array;
  readonly lineEnds: Uint16Array;
};

/**
 * The inventory of a run from its seats in index order; `masks[i]` are the columns of seat i, all free when left out.
 * Throws RangeError when seats are missing or out of order.
 */
export function buildRunInventory(run: {
  segments: number;
  seats: readonly InventorySeat[];
  masks?: readonly RowMask[];
}): RunInventory {
  const words = wordsFor(run.segments);
  const misplaced = run.seats.findIndex((seat, at) => seat.index !== at);
  if (misplaced >= 0) throw new RangeError(`seat ${misplaced} is missing or out of order`);
  if (run.masks && run.masks.length !== run.seats.length)
    throw new RangeError('masks and seats differ in number');
  const masks = new Uint32Array(run.seats.length * words);
  for (const [at, row] of (run.masks ?? []).entries())
    masks.set(soldFromRow(row, run.segments), at * words);
  const byClass = new Map<SeatClass, ClassSeats>();
  for (const seatClass of seatClasses) {
    const seats = run.seats.filter((seat) => seat.class === seatClass);
    if (seats.length > 0) byClass.set(seatClass, groupSeats(seats));
  }
  const inventory = {
    segments: run.segments,
    words,
    seats: run.seats,
    masks,
    pools: Uint16Array.from(run.seats, (seat) => seat.pool),
    byClass,
    loads: new Map(Array.from(byClass.keys(), (name) => [name, new Uint16Array(run.segments)])),
  };
  for (const seat of run.seats) countLoad(inventory, seat.index, 1);
  return inventory;
}

/** Adds the sold segments of a seat to its class's load, or takes them off. */
function countLoad(inventory: RunInventory, index: number, by: 1 | -1): void {
  const base = index * inventory.words;
  if (inventory.masks.subarray(base, base + inventory.words).every((word) => word === 0)) return;
  const load = loadOf(inventory, index);
  for (let segment = 0; segment < inventory.segments; segment++)
    if (isSold(inventory, index, segment)) load[segment] = (load[segment] ?? 0) + by;
}

function loadOf(inventory: RunInventory, index: number): Uint16Array {
  const seat = inventory.seats[index];
  const load = seat && inventory.loads.get(seat.class);
  if (load === undefined) throw new RangeError(`no seat ${index}`);
  return load;
}

/** Marks the seats sold on [from, to). Throws RangeError, changing nothing, when a seat is taken there or named twice. */
export function take(
  inventory: RunInventory,
  indexes: readonly number[],
  interval: Interval,
): void {
  change(inventory, indexes, { ...interval, sold: false });
}

/** Marks the seats free on [from, to). Throws RangeError, changing nothing, unless every bit is set. */
export function free(
  inventory: RunInventory,
  indexes: readonly number[],
  interval: Interval,
): void {
  change(inventory, indexes, { ...interval, sold: true });
}

/** Whether the seat is free on all of [from, to). */
export function isFree(inventory: RunInventory, index: number, interval: Interval): boolean {
  const mask = maskOf(interval.from, interval.to, inventory.words);
  return mask.every((bits, word) => (wordAt(inventory, index, word) & bits) === 0);
}

/** The seat's mask as the database keeps it. */
export function rowMaskAt(inventory: RunInventory, index: number): RowMask {
  return rowFromSold(
    inventory.masks.subarray(index * inventory.words, (index + 1) * inventory.words),
  );
}

/** Makes the seat's mask what the database says it is. Throws RangeError for a bit beyond the run. */
export function setRowMask(inventory: RunInventory, index: number, row: RowMask): void {
  const words = soldFromRow(row, inventory.segments);
  countLoad(inventory, index, -1);
  inventory.masks.set(words, index * inventory.words);
  countLoad(inventory, index, 1);
}

/** Whether segment `segment` of the seat is sold. */
export function isSold(inventory: RunInventory, index: number, segment: number): boolean {
  return ((wordAt(inventory, index, segment >> 5) >>> (segment & 31)) & 1) === 1;
}

function change(
  inventory: RunInventory,
  indexes: readonly number[],
  to: { from: number; to: number; sold: boolean },
): void {
  checkInterval(to.from, to.to, inventory.segments);
  const { words, masks } = inventory;
  const mask = maskOf(to.from, to.to, words);
  for (let at = 0; at < indexes.length; at++) {
    const index = indexes[at] ?? -1;
    if (indexes.includes(index, at + 1)) throw new RangeError('a seat is named twice');
    if (!inventory.seats[index]) throw new RangeError(`no seat ${index}`);
    for (let word = 0; word < words; word++) {
      const bits = mask[word] ?? 0;
      const expected = to.sold ? bits : 0;
      if ((wordAt(inventory, index, word) & bits) >>> 0 !== expected) {
        throw new RangeError(
          `seat ${index} is not ${to.sold ? 'sold' : 'free'} on all of [${to.from}, ${to.to})`,
        );
      }
    }
  }
  const by = to.sold ? -1 : 1;
  for (const index of indexes) {
    for (let word = 0; word < words; word++)
      masks[index * words + word] = wordAt(inventory, index, word) ^ (mask[word] ?? 0);
    const load = loadOf(inventory, index);
    for (let segment = to.from; segment < to.to; segment++)
      load[segment] = (load[segment] ?? 0) + by;
  }
}

function wordAt(inventory: RunInventory, index: number, word: number): number {
  return inventory.masks[index * inventory.words + word] ?? 0;
}

function groupSeats(seats: readonly InventorySeat[]): ClassSeats {
  const lines = grouped(seats, lineOf);
  let end = 0;
  return {
    indexes: Uint16Array.from(seats, (seat) => seat.index),
    coaches: grouped(seats, (seat) => `${seat.coach}`),
    inLines: Uint16Array.from(lines.flatMap((line) => [...line])),
    lineEnds: Uint16Array.from(lines, (line) => (end += line.length)),
  };
}

/** A line of neighbours: a row of seats, a compartment (two piles of berths), or a coach where places have only numbers. */
function lineOf(seat: InventorySeat): string {
  if (seat.letter === 'N') return `${seat.coach}`;
  const isBerth = seat.letter === 'L' || seat.letter === 'M' || seat.letter === 'U';
  return `${seat.coach}/${isBerth ? Math.ceil(seat.row / 2) : seat.row}`;
}

function grouped(
  seats: readonly InventorySeat[],
  keyOf: (seat: InventorySeat) => string,
): Uint16Array[] {
  const groups = new Map<string, number[]>();
  for (const seat of seats) {
    const group = groups.get(keyOf(seat));
    if (group) group.push(seat.index);
    else groups.set(keyOf(seat), [seat.index]);
  }
  return [...groups.values()].map((group) => Uint16Array.from(group));
}
