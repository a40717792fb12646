import { type SeatClass, seatClassCode } from '@interlock/domain/classes';
import { freeRunEnd, freeRunStart } from './free-run.ts';
import { checkInterval } from './masks.ts';
import { type Interval, type RunInventory, isFree, isSold, publicPool } from './run-inventory.ts';

/** Cell (a, b) = number of maximal free runs [a, b) over the public seats of a class. */
export type FreeRunHistogram = { readonly segments: number; readonly cells: Int32Array };

/** One changed cell, as the counts feed carries it. */
export type HistogramChange = [a: number, b: number, delta: number];
/** The same with the class's code in front, for a whole run. */
export type ClassHistogramChange = [classCode: number, a: number, b: number, delta: number];

/** The histogram of a run never sold: every seat is one free run over the whole way. */
export function untouchedHistogram(segments: number, seats: number): FreeRunHistogram {
  const histogram = { segments, cells: new Int32Array((segments + 1) * (segments + 1)) };
  histogram.cells[cellAt(histogram, 0, segments)] = seats;
  return histogram;
}

/** The histogram counted from masks, in one pass over the seats. */
export function buildHistogram(inventory: RunInventory, seatClass: SeatClass): FreeRunHistogram {
  const histogram = untouchedHistogram(inventory.segments, 0);
  const indexes = inventory.byClass.get(seatClass)?.indexes;
  if (indexes === undefined) return histogram;
  if (inventory.words === 1) {
    countInOneWord(inventory, indexes, histogram);
    return histogram;
  }
  for (let at = 0; at < indexes.length; at++) {
    const index = indexes[at] ?? 0;
    if (!isPublic(inventory, index)) continue;
    for (let a = 0; a < inventory.segments;) {
      const b = freeRunEnd(inventory, index, a);
      const cell = cellAt(histogram, a, b);
      if (b > a) histogram.cells[cell] = (histogram.cells[cell] ?? 0) + 1;
      a = b + 1;
    }
  }
  return histogram;
}

/** Runs of up to 32 segments, the common case: free runs are runs of one bits in the turned mask. */
function countInOneWord(
  { masks, pools, segments }: RunInventory,
  indexes: Uint16Array,
  { cells }: FreeRunHistogram,
): void {
  const all = segments >= 32 ? -1 : (1 << segments) - 1;
  const width = segments + 1;
  for (let at = 0; at < indexes.length; at++) {
    const index = indexes[at] ?? 0;
    if (((pools[index] ?? 0) & publicPool) === 0) continue;
    let free = ~(masks[index] ?? 0) & all;
    while (free !== 0) {
      const a = 31 - Math.clz32(free & -free);
      // The lowest run of ones, added to at its lowest bit, becomes one carried bit behind its end.
      const carried = (free + (free & -free)) | 0;
      const b = Math.min(segments, carried === 0 ? 32 : 31 - Math.clz32(carried & -carried));
      const cell = a * width + b;
      cells[cell] = (cells[cell] ?? 0) + 1;
      free &= carried;
    }
  }
}

/** A seat's sold segments as the database has them: bits 0 to 62, and from 63 on. */
export interface SoldMask {
  readonly sold: bigint;
  readonly sold2: bigint;
}

/** The histogram of public seats of one class, given how many have which mask. */
export function histogramOfMasks(
  segments: number,
  masks: Iterable<SoldMask & { readonly seats: number }>,
): FreeRunHistogram {
  const histogram = untouchedHistogram(segments, 0);
  for (const mask of masks) {
    for (const [a, b] of freeRunsOf(mask, segments)) addTo(histogram, [a, b, mask.seats]);
  }
  return histogram;
}

const columnBits = 63n;

/** The maximal free runs [a, b) of a seat with that mask. */
export function freeRunsOf({ sold, sold2 }: SoldMask, segments: number): [number, number][] {
  let rest = sold | (sold2 << columnBits);
  const runs: [number, number][] = [];
  let start = 0;
  for (let segment = 0; segment < segments; segment++, rest >>= 1n) {
    if ((rest & 1n) === 0n) continue;
    if (segment > start) runs.push([start, segment]);
    start = segment + 1;
  }
  if (start < segments) runs.push([start, segments]);
  return runs;
}

/** Seats free on all of [from, to): those one of whose free runs holds it. */
export function countFree(histogram: FreeRunHistogram, from: number, to: number): number {
  checkInterval(from, to, histogram.segments);
  let count = 0;
  for (let a = 0; a <= from; a++) {
    for (let b = to; b <= histogram.segments; b++)
      count += histogram.cells[cellAt(histogram, a, b)] ?? 0;
  }
  return count;
}

/** The counts of all pairs at once: seats free on [from, to) at from * (segments + 1) + to. */
export function countAllFree(histogram: FreeRunHistogram): Int32Array {
  const { segments, cells } = histogram;
  const counts = new Int32Array(cells.length);
  // A free run that holds [from, to) either starts at from, or holds [from - 1, to) too.
  for (let from = 0; from < segments; from++) {
    let startsHere = 0;
    for (let to = segments; to > from; to--) {
      startsHere += cells[cellAt(histogram, from, to)] ?? 0;
      const longer = from === 0 ? 0 : (counts[cellAt(histogram, from - 1, to)] ?? 0);
      counts[cellAt(histogram, from, to)] = startsHere + longer;
    }
  }
  return counts;
}

/** Cells that change when these free seats are sold on [from, to); ask before taking them. */
export function changesOnTake(
  inventory: RunInventory,
  indexes: readonly number[],
  interval: Interval,
): HistogramChange[] {
  const { from, to } = interval;
  return merged(
    indexes.flatMap((index) => {
      if (!isFree(inventory, index, interval))
        throw new RangeError(`seat ${index} is not free on [${from}, ${to})`);
      return runsAround(inventory, index, interval).map(([a, b, delta]): HistogramChange => [
        a,
        b,
        -delta,
      ]);
    }),
  );
}

/** Cells that change when these sold seats become free on [from, to); ask before freeing them. */
export function changesOnFree(
  inventory: RunInventory,
  indexes: readonly number[],
  interval: Interval,
): HistogramChange[] {
  const { from, to } = interval;
  return merged(
    indexes.flatMap((index) => {
      for (let segment = from; segment < to; segment++) {
        if (!isSold(inventory, index, segment))
          throw new RangeError(`seat ${index} is not sold on [${from}, ${to})`);
      }
      return runsAround(inventory, index, interval);
    }),
  );
}

/** Adds changed cells. Throws RangeError when a cell would become negative: the feed and the histogram do not fit. */
export function applyChanges(
  histogram: FreeRunHistogram,
  changes: readonly HistogramChange[],
): void {
  for (const [a, b] of changes) checkInterval(a, b, histogram.segments);
  for (const [a, b, delta] of changes) {
    const after = (histogram.cells[cellAt(histogram, a, b)] ?? 0) + delta;
    if (after < 0) throw new RangeError(`cell ${a},${b} would be ${after}`);
    addTo(histogram, [a, b, delta]);
  }
}

/** Changes of one class with its code in front, as the outbox carries them. */
export function withClass(
  seatClass: SeatClass,
  changes: readonly HistogramChange[],
): ClassHistogramChange[] {
  return changes.map(([a, b, delta]) => [seatClassCode[seatClass], a, b, delta]);
}

/** Freeing [from, to) joins the runs left and right of it into one; selling it is the same with opposite signs. */
function runsAround(inventory: RunInventory, index: number, interval: Interval): HistogramChange[] {
  if (!isPublic(inventory, index)) return [];
  const { from, to } = interval;
  const a = freeRunStart(inventory, index, from);
  const b = freeRunEnd(inventory, index, to);
  const changes: HistogramChange[] = [[a, b, 1]];
  if (a < from) changes.push([a, from, -1]);
  if (to < b) changes.push([to, b, -1]);
  return changes;
}

/** One change per cell, zeros dropped, losses after gains so that no cell passes below zero on the way. */
function merged(changes: readonly HistogramChange[]): HistogramChange[] {
  const sums = new Map<number, HistogramChange>();
  for (const [a, b, delta] of changes) {
    const sum = sums.get(a * 256 + b);
    if (sum) sum[2] += delta;
    else sums.set(a * 256 + b, [a, b, delta]);
  }
  return [...sums.values()].filter(([, , delta]) => delta !== 0).sort((x, y) => y[2] - x[2]);
}

function isPublic(inventory: RunInventory, index: number): boolean {
  return ((inventory.pools[index] ?? 0) & publicPool) !== 0;
}

function addTo(histogram: FreeRunHistogram, [a, b, delta]: HistogramChange): void {
  const at = cellAt(histogram, a, b);
  histogram.cells[at] = (histogram.cells[at] ?? 0) + delta;
}

function cellAt(histogram: FreeRunHistogram, a: number, b: number): number {
  return a * (histogram.segments + 1) + b;
}
