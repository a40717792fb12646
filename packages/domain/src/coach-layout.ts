import type { SeatClass } from './classes.ts';

/**
 * How a place is named, as (coach, row, letter), unique on a train:
 * - seats: row and A B C | D F (first A C | D F, business and premier A C | F); A and F are windows, there is no E;
 * - berths: row is the number of a pile of berths, L lower, M middle (hard sleepers only), U upper; piles 2c-1 and 2c
 *   face each other in compartment c;
 * - hard seats carry only a number: letter N, row is that number.
 */
export const seatLetters = ['A', 'B', 'C', 'D', 'F', 'L', 'M', 'U', 'N'] as const;
export type SeatLetter = (typeof seatLetters)[number];

export type LayoutSeat = { class: SeatClass; row: number; letter: SeatLetter };
export type Coach = { no: number; dining: boolean; accessible: boolean; seats: LayoutSeat[] };
export type CoachLayout = { id: string; coaches: Coach[] };
/** A seat with its index, the k of seatIdOf. */
export type IndexedSeat = {
  index: number;
  class: SeatClass;
  coach: number;
  row: number;
  letter: SeatLetter;
};

/** Letters of one full row, in the order the places stand side by side (or lie one above the other). */
export const rowLetters: Record<SeatClass, readonly SeatLetter[]> = {
  business: ['A', 'C', 'F'],
  premier: ['A', 'C', 'F'],
  first: ['A', 'C', 'D', 'F'],
  second: ['A', 'B', 'C', 'D', 'F'],
  softSleeper: ['L', 'U'],
  hardSleeper: ['L', 'M', 'U'],
  emuSleeper: ['L', 'U'],
  hardSeat: ['N'],
};

const known = new WeakMap<CoachLayout, readonly IndexedSeat[]>();

/**
 * Every place of the train in the order of the layout; the order is part of every seat id, so a layout never changes and
 * is gone through once.
 */
export function seatsOf(layout: CoachLayout): readonly IndexedSeat[] {
  const seats = known.get(layout) ?? listSeats(layout);
  known.set(layout, seats);
  return seats;
}

function listSeats(layout: CoachLayout): IndexedSeat[] {
  return layout.coaches
    .flatMap((coach) => coach.seats.map((seat) => ({ ...seat, coach: coach.no })))
    .map((seat, index) => ({
      index,
      class: seat.class,
      coach: seat.coach,
      row: seat.row,
      letter: seat.letter,
    }));
}

/** The classes the layout has, each once, in order of first appearance. */
export function classesOf(layout: CoachLayout): SeatClass[] {
  return [...new Set(layout.coaches.flatMap((coach) => coach.seats.map((seat) => seat.class)))];
}

/** Seats of a coach from the count of each class: rows are numbered through the coach, a last row may be short. */
export function fillCoach(counts: readonly { class: SeatClass; count: number }[]): LayoutSeat[] {
  const seats: LayoutSeat[] = [];
  let rowsBefore = 0;
  for (const { class: seatClass, count } of counts) {
    const letters = rowLetters[seatClass];
    for (let placed = 0; placed < count; placed++) {
      const letter = letters[placed % letters.length];
      if (letter)
        seats.push({
          class: seatClass,
          row: rowsBefore + Math.floor(placed / letters.length) + 1,
          letter,
        });
    }
    rowsBefore += Math.ceil(count / letters.length);
  }
  return seats;
}
