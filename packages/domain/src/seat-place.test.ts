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

test('the nearest free seat is in the same coach if one is free there, then in the nearest row, then alike', () => {
  const free = ['6-12F', '7-1F', '7-11A', '7-11C', '7-14F'].map(place);
  const nearest = (codes: string[], of = free) => nearestPlaces(codes.map(place), of).map(seatCode);
  expect(nearest(['7-12F'])).toEqual(['7-11A']);
  expect(nearest(['7-12D'])).toEqual(['7-11C']);
  expect(nearest(['7-14F'])).toEqual(['7-14F']);
  expect(nearest(['8-12F'])).toEqual(['7-11A']);
});

test('no seat is offered twice, and fewer are offered when fewer are free', () => {
  const free = ['7-11A', '7-13F'].map(place);
  const lost = ['7-12F', '7-12D', '7-12C'].map(place);
  expect(nearestPlaces(lost, free).map(seatCode)).toEqual(['7-13F', '7-11A']);
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
