import type { ClassAvailability, TrainOffer } from '@interlock/use-cases/availability/train-offer';
import { expect, it } from 'vitest';
import { filterTrains, parseFilter } from './filter-trains.ts';

interface Sketch {
  number: string;
  departs: number;
  minutes: number;
  priceFen: number;
  state: ClassAvailability;
}

function train({ number, departs, minutes, priceFen, state }: Sketch): TrainOffer {
  const from = { departMinutes: departs };
  const classes = [{ seatClass: 'second', priceFen, availability: state }];
  return { number, from, durationMinutes: minutes, classes } as unknown as TrainOffer;
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

it('ignores values that no filter has', () => {
  expect(numbers('sort=colour&type=X&time=noon&bookable=yes')).toEqual(['Z9', 'G1', 'D3']);
});
