import { expect, test } from 'vitest';
import { samplePlan } from '../../test/sample-plans.ts';
import { demoSaleRules } from '../sale-rules.ts';
import { type ServiceDate, serviceDateAt } from '../time.ts';
import { problemsOf } from './check-train-plan.ts';
import {
  arrives,
  boards,
  intervalsBetween,
  publicNumberAt,
  saleOpensAt,
  segmentsOf,
} from './train-plan.ts';

const date = '2026-11-23' as ServiceDate;
const utc = (ms: number) => new Date(ms).toISOString().slice(0, 16);

test('a train that ends where it began offers the ride round and every part of it', () => {
  const loop = samplePlan(['SZP', 'AAA', 'BBB', 'SZP']);
  expect(problemsOf(loop)).toEqual([]);
  expect(intervalsBetween(loop, 'SZP', 'SZP')).toEqual([{ from: 0, to: 3 }]);
  expect(intervalsBetween(loop, 'BBB', 'SZP')).toEqual([{ from: 2, to: 3 }]);
  expect(intervalsBetween(loop, 'SZP', 'BBB')).toEqual([{ from: 0, to: 2 }]);
});

test('a station passed twice gives every ride, the shortest first', () => {
  const twice = samplePlan(['AAA', 'XXX', 'BBB', 'XXX', 'CCC']);
  expect(intervalsBetween(twice, 'AAA', 'XXX')).toEqual([
    { from: 0, to: 1 },
    { from: 0, to: 3 },
  ]);
  expect(intervalsBetween(twice, 'XXX', 'CCC')).toEqual([
    { from: 3, to: 4 },
    { from: 1, to: 4 },
  ]);
});

test('nobody rides backwards, and unknown stations give no ride', () => {
  const plan = samplePlan(['AAA', 'BBB', 'CCC']);
  expect([
    intervalsBetween(plan, 'CCC', 'AAA'),
    intervalsBetween(plan, 'AAA', 'ZZZ'),
    intervalsBetween(plan, 'AAA', 'AAA'),
  ]).toEqual([[], [], []]);
});

test('a run over two nights arrives two days after its service date', () => {
  const plan = samplePlan(Array.from({ length: 45 }, (_, at) => `S${at}`));
  const last = plan.stops.length - 1;
  expect(plan.stops[last]?.arriveMinutes).toBeGreaterThan(2_880);
  expect(serviceDateAt(arrives(plan, date, last), plan.zone)).toBe('2026-11-25');
  expect(utc(boards(plan, date, 0))).toBe('2026-11-23T00:05');
});

test('the public number changes on the way', () => {
  const plan = samplePlan(['AAA', 'BBB', 'CCC', 'DDD'], {
    numbers: [
      { number: 'D3122', fromStop: 0 },
      { number: 'D3123', fromStop: 2 },
    ],
  });
  expect([0, 1, 2, 3].map((stop) => publicNumberAt(plan, stop))).toEqual([
    'D3122',
    'D3122',
    'D3123',
    'D3123',
  ]);
  expect(problemsOf(plan)).toEqual([]);
});

test('more than 64 stops are a plan like any other, more than 127 are not', () => {
  const long = samplePlan(Array.from({ length: 127 }, (_, at) => `S${at}`));
  expect(problemsOf(long)).toEqual([]);
  expect(intervalsBetween(long, 'S60', 'S126')).toEqual([{ from: 60, to: 126 }]);
  expect(problemsOf(samplePlan(Array.from({ length: 128 }, (_, at) => `S${at}`)))).toEqual([
    'more than 126 segments',
  ]);
});

test('a segment belongs to the bureau of the station it leaves, else to the owner', () => {
  const plan = samplePlan(['AAA', 'BBB', 'CCC']);
  const [first] = plan.stops;
  if (first) first.bureau = 'H';
  expect(segmentsOf(plan).map(({ bureau, km }) => [bureau, km])).toEqual([
    ['H', 50],
    ['P', 50],
  ]);
});

test('nobody boards at the last stop or alights at the first', () => {
  const plan = samplePlan(['AAA', 'BBB']);
  expect(() => boards(plan, date, 1)).toThrow(RangeError);
  expect(() => arrives(plan, date, 0)).toThrow(RangeError);
  expect(() => boards(plan, date, 2)).toThrow(RangeError);
});

test('a window of 15 days opens today at 08:00 for the day in a fortnight', () => {
  expect(utc(saleOpensAt(samplePlan(['AAA', 'BBB']), date, demoSaleRules))).toBe(
    '2026-11-09T00:00',
  );
});

test('a plan that goes back in time or in kilometres, or lacks a rate, is not published', () => {
  const plan = samplePlan(['AAA', 'BBB', 'CCC'], { rates: {} });
  const [, second, third] = plan.stops;
  if (second && third) {
    second.arriveMinutes = 480;
    third.km = 50;
  }
  expect(problemsOf(plan)).toEqual([
    'stop 1 (BBB): times go back',
    'stop 2 (CCC): kilometres do not ascend',
    'no rate for second',
  ]);
  expect(problemsOf(samplePlan(['AAA', 'BBB'], { numbers: [] }))).toEqual([
    'no public number at the first stop',
  ]);
  expect(problemsOf(samplePlan(['AAA'], {}))).toContain('fewer than two stops');
});
