import { expect, test } from 'vitest';
import { seatClassCode, seatClassOf, seatClasses } from './classes.ts';
import { type CoachLayout, classesOf, fillCoach, seatsOf } from './coach-layout.ts';

const layout: CoachLayout = {
  id: 'two coaches',
  coaches: [
    {
      no: 1,
      dining: false,
      accessible: false,
      seats: fillCoach([
        { class: 'business', count: 5 },
        { class: 'first', count: 4 },
      ]),
    },
    { no: 2, dining: true, accessible: false, seats: fillCoach([{ class: 'second', count: 6 }]) },
  ],
};

test('rows are numbered through the coach and a short last row is filled from A', () => {
  const names = fillCoach([
    { class: 'business', count: 5 },
    { class: 'first', count: 4 },
  ]).map((seat) => `${seat.row}${seat.letter}`);
  expect(names).toEqual(['1A', '1C', '1F', '2A', '2C', '3A', '3C', '3D', '3F']);
});

test('berths are piles of two or three, hard seats carry numbers only', () => {
  expect(fillCoach([{ class: 'hardSleeper', count: 66 }]).at(-1)).toEqual({
    class: 'hardSleeper',
    row: 22,
    letter: 'U',
  });
  expect(fillCoach([{ class: 'softSleeper', count: 36 }]).at(-1)).toEqual({
    class: 'softSleeper',
    row: 18,
    letter: 'U',
  });
  expect(fillCoach([{ class: 'hardSeat', count: 118 }]).at(-1)).toEqual({
    class: 'hardSeat',
    row: 118,
    letter: 'N',
  });
});

test('seats have a stable index in the order of the layout', () => {
  const seats = seatsOf(layout);
  expect(seats.map((seat) => seat.index)).toEqual(Array.from({ length: 15 }, (_, at) => at));
  expect(seats[9]).toEqual({ index: 9, class: 'second', coach: 2, row: 1, letter: 'A' });
  expect(classesOf(layout)).toEqual(['business', 'first', 'second']);
});

test('codes of classes never change', () => {
  expect(seatClasses.map((seatClass) => seatClassCode[seatClass])).toEqual([
    1, 2, 3, 4, 5, 6, 7, 8,
  ]);
  expect(seatClasses.map((seatClass) => seatClassOf(seatClassCode[seatClass]))).toEqual(
    seatClasses,
  );
  expect(() => seatClassOf(9)).toThrow(RangeError);
});
