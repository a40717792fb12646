import { type SeatLetter, seatLetters } from './coach-layout.ts';

/** One place of a train as passengers name it; see coach-layout for what row and letter mean. */
export interface SeatPlace {
  readonly coach: number;
  readonly row: number;
  readonly letter: string;
}

const codeShape = /^([1-9]\d?)-([1-9]\d{0,2})([A-Z])$/;

/** The place in one word, as in addresses and answers: coach 7, row 12, seat F is `7-12F`. */
export function seatCode({ coach, row, letter }: SeatPlace): string {
  return `${coach}-${row}${letter}`;
}

/** The place with this code in its only spelling, or null. */
export function parseSeatCode(text: string): (SeatPlace & { letter: SeatLetter }) | null {
  const [, coach, row, named] = codeShape.exec(text) ?? [];
  const letter = seatLetters.find((one) => one === named);
  return letter === undefined ? null : { coach: Number(coach), row: Number(row), letter };
}

/**
 * For each lost place the free one nearest to it that no other has been given: same coach first, then the same kind of
 * place (window, aisle, level of a berth), then the nearest row, then the same letter. Who chose a window in a coach gets
 * a window in that coach, some rows on. Shorter than `lost` when fewer are free.
 */
export function nearestPlaces<Place extends SeatPlace>(
  lost: readonly SeatPlace[],
  free: readonly Place[],
): Place[] {
  const left = new Set(free);
  const found: Place[] = [];
  for (const place of lost) {
    let best: Place | undefined;
    let bestDistance = Infinity;
    for (const candidate of left) {
      const distance = distanceOf(place, candidate);
      if (distance >= bestDistance) continue;
      best = candidate;
      bestDistance = distance;
    }
    if (best === undefined) break;
    left.delete(best);
    found.push(best);
  }
  return found;
}

/** Each step weighs more than all that come after it together; a row has three digits at most. */
function distanceOf(a: SeatPlace, b: SeatPlace): number {
  const kind = placeKind(a.letter) === placeKind(b.letter) ? 0 : 1;
  const letter = a.letter === b.letter ? 0 : 1;
  return (
    Math.abs(a.coach - b.coach) * 100_000 + kind * 10_000 + Math.abs(a.row - b.row) * 2 + letter
  );
}

export type PlaceKind = 'window' | 'middle' | 'aisle' | 'lower' | 'middleBerth' | 'upper' | 'seat';

const kinds: Record<SeatLetter, PlaceKind> = {
  A: 'window',
  B: 'middle',
  C: 'aisle',
  D: 'aisle',
  F: 'window',
  L: 'lower',
  M: 'middleBerth',
  U: 'upper',
  N: 'seat',
};

/** What a letter says about where one sits or lies. */
export function placeKind(letter: string): PlaceKind {
  const known = seatLetters.find((one) => one === letter);
  return known === undefined ? 'seat' : kinds[known];
}
