import { expect, test } from 'vitest';
import { nearestPlaces, parseSeatCode, placeKind, seatCode } from './seat-place.ts';

const place = (code: string) => {
  const parsed = parseSeatCode(code);
  if (parsed === null) throw new Error(`${code} is no seat`);
  return parsed;
};

test('a seat has one code, and only that spelling is read', () => {
  for (const code of ['1-1A', '7-12F', '16-112N', '3-8L']) expect(seatCode(place(code))).toBe(code);
  for (const text of ['', '7-12', '7-12E', '07-12F', '7-012F', '7-12f', '0-1A', '7-0A', ' 7-12F'])
    expect([text, parseSeatCode(text)]).toEqual([text, null]);
});

test('the nearest free seat is in the same coach if one is free there, then of the same kind, then in the nearest row, then of the same letter', () => {
  const free = ['6-12F', '7-1F', '7-11A', '7-11C', '7-14F', '7-17A', '7-17F'].map(place);
  const nearest = (code: string, of = free) => nearestPlaces([place(code)], of).map(seatCode);
  expect(nearest('7-12F')).toEqual(['7-11A']);
  expect(nearest('7-16A')).toEqual(['7-17A']);
  expect(nearest('7-16F')).toEqual(['7-17F']);
  expect(nearest('7-1C')).toEqual(['7-11C']);
  // No middle seat is free in the coach: the nearest row counts, not another coach.
  expect(nearest('7-2B')).toEqual(['7-1F']);
  expect(nearest('8-12F')).toEqual(['7-11A']);
  const few = ['7-1C', '6-12F'].map(place);
  expect(nearest('7-12F', few)).toEqual(['7-1C']);
  expect(nearest('5-12F', few)).toEqual(['6-12F']);
});

test('for a berth another of its level comes before one that is nearer; a place without a letter has its number alone', () => {
  const berths = ['3-9L', '3-9U', '3-15M', '3-20L', '4-10L'].map(place);
  const nearest = (code: string, of = berths) => nearestPlaces([place(code)], of).map(seatCode);
  expect(nearest('3-10M')).toEqual(['3-15M']);
  expect(nearest('3-16L')).toEqual(['3-20L']);
  expect(nearest('3-14U')).toEqual(['3-9U']);
  const numbers = ['16-4N', '16-90N', '15-60N'].map(place);
  expect(nearest('16-58N', numbers)).toEqual(['16-90N']);
});

test('no seat is offered twice, and fewer are offered when fewer are free', () => {
  const free = ['7-11A', '7-13F'].map(place);
  const lost = ['7-12F', '7-12D', '7-12C'].map(place);
  expect(nearestPlaces(lost, free).map(seatCode)).toEqual(['7-13F', '7-11A']);
  const [second, first] = [lost[1]!, lost[0]!];
  expect(nearestPlaces([second, first], free).map(seatCode)).toEqual(['7-11A', '7-13F']);
});

test('every letter has its kind; a letter unknown is just a seat', () => {
  expect(['A', 'B', 'C', 'D', 'F', 'L', 'M', 'U', 'N', 'E'].map(placeKind)).toEqual([
    'window',
    'middle',
    'aisle',
    'aisle',
    'window',
    'lower',
    'middleBerth',
    'upper',
    'seat',
    'seat',
  ]);
});
