import type { SeatClass } from '@interlock/domain/classes';
import { freeRunEnd, freeRunStart } from './free-run.ts';
import { checkInterval, maskOf } from './masks.ts';
import { type ClassSeats, type RunInventory, publicPool } from './run-inventory.ts';

/** Above it no caller may ask: it bounds the lock set of one batch. */
export const seatsPerRequestMax = 9;

export type SeatRequest = {
  class: SeatClass;
  from: number;
  to: number;
  count: number;
  /** Wished seat letters, one per passenger or fewer; they decide between equally good seats. */
  letters?: readonly string[];
  /** Pools the request may draw from. */
  pools?: number;
};

type Search = {
  inventory: RunInventory;
  count: number;
  letters: readonly string[];
  costOf: SeatCost;
  perfect: number;
};

/** Length of the free run that holds [from, to), or taken; by index. */
type SeatCost = (index: number) => number;

type Choice = { indexes: number[]; cost: number; wishes: number };

const taken = 255;

/**
 * The seats to sell, as indexes in ascending order, or null when fewer than `count` are free (SPEC.md, rules C1 to C7).
 * Throws RangeError for an impossible interval or count.
 */
export function chooseSeats(inventory: RunInventory, request: SeatRequest): number[] | null {
  checkInterval(request.from, request.to, inventory.segments);
  const { count } = request;
  if (!Number.isInteger(count) || count < 1 || count > seatsPerRequestMax)
    throw new RangeError(`cannot choose ${count} seats`);
  const seats = inventory.byClass.get(request.class);
  if (!seats || isFull(inventory, request, seats.indexes.length)) return null;
  const search: Search = {
    inventory,
    count,
    letters: request.letters ?? [],
    costOf: costFunction(inventory, request),
    perfect: request.to - request.from,
  };
  if (count === 1) return chooseOne(search, seats.indexes);
  const choice =
    cheapestWindow(search, seats) ??
    cheapestCoach(search, seats.coaches) ??
    cheapestOf(search, seats.indexes);
  return choice && choice.indexes.sort((a, b) => a - b);
}

/** Whether on some segment fewer seats of the class are free than are asked for: then no seat needs to be looked at. */
function isFull(inventory: RunInventory, request: SeatRequest, seats: number): boolean {
  const load = inventory.loads.get(request.class);
  const room = seats - request.count;
  if (load === undefined || room < 0) return true;
  for (let segment = request.from; segment < request.to; segment++)
    if ((load[segment] ?? 0) > room) return true;
  return false;
}

/** Lowest cost first, then a wished letter, then the lowest index; stops at the first perfect fit. */
function chooseOne(search: Search, indexes: Uint16Array): number[] | null {
  const { inventory, letters, costOf, perfect } = search;
  let best = -1;
  let bestCost = taken;
  let bestWish = false;
  for (let at = 0; at < indexes.length; at++) {
    const index = indexes[at] ?? 0;
    const cost = costOf(index);
    if (cost > bestCost || cost === taken) continue;
    const wish = letters.length === 0 || letters.includes(inventory.seats[index]?.letter ?? '');
    if (cost === bestCost && (bestWish || !wish)) continue;
    best = index;
    bestCost = cost;
    bestWish = wish;
    if (cost === perfect && wish) break;
  }
  return best < 0 ? null : [best];
}

/** Cost of a seat: the length of its free run around the interval, or `taken` (also for a foreign pool). */
function costFunction(inventory: RunInventory, request: SeatRequest): SeatCost {
  return inventory.words === 1
    ? costInOneWord(inventory, request)
    : costInWords(inventory, request);
}

/** Runs of up to 32 segments, the common case: two bit counts a seat. */
function costInOneWord(
  inventory: RunInventory,
  { from, to, pools: eligible = publicPool }: SeatRequest,
): SeatCost {
  const { masks, pools, segments } = inventory;
  const wanted = maskOf(from, to, 1)[0] ?? 0;
  const before = from === 0 ? 0 : (1 << from) - 1;
  const after = to >= 32 ? 0 : -1 << to;
  return (index) => {
    const sold = masks[index] ?? 0;
    if ((sold & wanted) !== 0 || ((pools[index] ?? 0) & eligible) === 0) return taken;
    const left = sold & before;
    const right = sold & after;
    const start = left === 0 ? 0 : 32 - Math.clz32(left);
    const end = right === 0 ? segments : 31 - Math.clz32(right & -right);
    return end - start;
  };
}

function costInWords(
  inventory: RunInventory,
  { from, to, pools: eligible = publicPool }: SeatRequest,
): SeatCost {
  const { masks, pools, words } = inventory;
  const wanted = maskOf(from, to, words);
  const firstWord = from >> 5;
  const lastWord = (to - 1) >> 5;
  return (index) => {
    if (((pools[index] ?? 0) & eligible) === 0) return taken;
    for (let word = firstWord; word <= lastWord; word++) {
      if (((masks[index * words + word] ?? 0) & (wanted[word] ?? 0)) !== 0) return taken;
    }
    return freeRunEnd(inventory, index, to) - freeRunStart(inventory, index, from);
  };
}

/** Costs of the seats of one line, used again for the next one. */
const lineCosts: number[] = [];

/** The cheapest `count` neighbours of one line, ties by wishes, then by index; stops at a perfect one. */
function cheapestWindow(search: Search, { inLines, lineEnds }: ClassSeats): Choice | null {
  const { count, letters, costOf } = search;
  const perfect = search.perfect * count;
  const wished = Math.min(letters.length, count);
  let best = -1;
  let cost = Infinity;
  let wishes = -1;
  let lineStart = 0;
  for (const lineEnd of lineEnds) {
    const length = lineEnd - lineStart;
    if (length >= count)
      for (let at = 0; at < length; at++) lineCosts[at] = costOf(inLines[lineStart + at] ?? 0);
    for (let at = 0; at + count <= length; at++) {
      const found = windowCost(at, count);
      if (found === Infinity || found > cost) continue;
      const start = lineStart + at;
      const met =
        letters.length === 0 ? 0 : wishesMet(search, inLines.subarray(start, start + count));
      if (found === cost && met <= wishes) continue;
      best = start;
      cost = found;
      wishes = met;
      if (cost === perfect && wishes === wished) break;
    }
    if (cost === perfect && wishes === wished) break;
    lineStart = lineEnd;
  }
  return best < 0 ? null : { indexes: [...inLines.subarray(best, best + count)], cost, wishes };
}

/** Infinity when one of the seats is taken. */
function windowCost(start: number, count: number): number {
  let cost = 0;
  for (let at = start; at < start + count; at++) {
    const seatCost = lineCosts[at] ?? taken;
    if (seatCost === taken) return Infinity;
    cost += seatCost;
  }
  return cost;
}

function cheapestCoach(search: Search, coaches: readonly Uint16Array[]): Choice | null {
  let best: Choice | null = null;
  for (const coach of coaches) {
    const choice = cheapestOf(search, coach);
    if (!choice) continue;
    if (
      best &&
      (choice.cost > best.cost || (choice.cost === best.cost && choice.wishes <= best.wishes))
    )
      continue;
    best = choice;
    if (isPerfect(search, best)) return best;
  }
  return best;
}

/** The cheapest `count` of these seats, ties by wished letter, then by index; null when fewer are free. */
function cheapestOf(search: Search, indexes: Uint16Array): Choice | null {
  const { count, inventory, letters, costOf } = search;
  const candidates = Array.from(indexes, (index) => ({ index, cost: costOf(index) })).filter(
    ({ cost }) => cost !== taken,
  );
  if (candidates.length < count) return null;
  const wishOf = (index: number) =>
    letters.includes(inventory.seats[index]?.letter ?? '') ? 0 : 1;
  candidates.sort(
    (a, b) => a.cost - b.cost || wishOf(a.index) - wishOf(b.index) || a.index - b.index,
  );
  const chosen = candidates.slice(0, count);
  const chosenIndexes = chosen.map(({ index }) => index);
  return {
    indexes: chosenIndexes,
    cost: chosen.reduce((sum, { cost }) => sum + cost, 0),
    wishes: wishesMet(search, chosenIndexes),
  };
}

/** How many wished letters the seats satisfy, each wish by one seat. */
function wishesMet(search: Search, indexes: Iterable<number>): number {
  if (search.letters.length === 0) return 0;
  const open = [...search.letters];
  for (const index of indexes) {
    const at = open.indexOf(search.inventory.seats[index]?.letter ?? '');
    if (at >= 0) open.splice(at, 1);
  }
  return search.letters.length - open.length;
}

function isPerfect(search: Search, choice: Choice): boolean {
  return (
    choice.cost === search.perfect * search.count &&
    choice.wishes === Math.min(search.letters.length, search.count)
  );
}
