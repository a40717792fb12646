import type { ClassAvailability, TrainOffer } from '@interlock/use-cases/availability/train-offer';
import { expect, it } from 'vitest';
import { pathsIn } from '../paths.ts';
import {
  filterTrains,
  parseFilter,
  partsInUse,
  queryOfFilter,
  travellersOf,
  withoutPart,
} from './filter-trains.ts';

interface Sketch {
  number: string;
  departs: number;
  minutes: number;
  priceFen: number;
  state: ClassAvailability;
  board?: string;
}

function train({ number, departs, minutes, priceFen, state, board = 'VNP' }: Sketch): TrainOffer {
  const from = { departMinutes: departs, telecode: board };
  const classes = [{ seatClass: 'second', priceFen, availability: state }];
  const to = { telecode: 'AOH' };
  return { number, from, to, durationMinutes: minutes, classes } as unknown as TrainOffer;
}

const trains = [
  train({
    number: 'G1',
    departs: 390,
    minutes: 294,
    priceFen: 55_350,
    state: { state: 'plenty', count: 400 },
  }),
  train({ number: 'D3', departs: 1_150, minutes: 700, priceFen: 40_000, state: { state: 'none' } }),
  train({
    number: 'Z9',
    departs: 1_500,
    minutes: 900,
    priceFen: 17_000,
    state: { state: 'number', count: 3 },
    board: 'BXP',
  }),
];

function numbers(query: string): string[] {
  return filterTrains(trains, parseFilter(new URLSearchParams(query))).map((one) => one.number);
}

it('orders by the clock at boarding, the time on the way, or the cheapest class', () => {
  expect(numbers('')).toEqual(['Z9', 'G1', 'D3']);
  expect(numbers('sort=duration')).toEqual(['G1', 'D3', 'Z9']);
  expect(numbers('sort=price')).toEqual(['Z9', 'D3', 'G1']);
});

it('narrows by type, time of day and what can be booked', () => {
  expect(numbers('type=G&type=other')).toEqual(['Z9', 'G1']);
  expect(numbers('time=evening')).toEqual(['D3']);
  expect(numbers('bookable=1')).toEqual(['Z9', 'G1']);
});

it('narrows by class and station, and a class is bookable only by its own seats', () => {
  expect(numbers('class=second&board=VNP')).toEqual(['G1', 'D3']);
  expect(numbers('class=business')).toEqual([]);
  expect(numbers('leave=AOH&board=BXP')).toEqual(['Z9']);
  expect(numbers('class=second&bookable=1&board=VNP')).toEqual(['G1']);
});

it('takes seats for fewer than travel together as none, and more travellers than a booking has as one', () => {
  expect(numbers('bookable=1&n=3')).toEqual(['Z9', 'G1']);
  expect(numbers('bookable=1&n=4')).toEqual(['G1']);
  expect(['0', '6', '-1', '4.5', 'many'].map((n) => travellersOf(n))).toEqual([1, 1, 1, 1, 1]);
});

it('drops one part and keeps the others in the address', () => {
  const filter = parseFilter(new URLSearchParams('type=G&time=evening&bookable=1&sort=price'));
  expect(partsInUse(filter)).toEqual(['bookable', 'type', 'time']);
  const left = withoutPart(filter, 'time');
  expect(filterTrains(trains, left).map((one) => one.number)).toEqual(['G1']);
  const address = pathsIn('en').results(queryOfFilter(left));
  expect(parseFilter(new URL(address, 'http://site').searchParams)).toEqual(left);
});

it('ignores values that no filter has', () => {
  expect(
    numbers('sort=colour&type=X&time=noon&bookable=yes&class=third&board=../..&leave=%00'),
  ).toEqual(['Z9', 'G1', 'D3']);
});
