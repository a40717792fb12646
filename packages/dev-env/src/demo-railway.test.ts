import { seatsOf } from '@interlock/domain/coach-layout';
import { fareOf } from '@interlock/domain/fares/fares';
import { findStations, buildStationIndex } from '@interlock/domain/timetable/station';
import {
  intervalsBetween,
  publicNumberAt,
  segmentsOf,
} from '@interlock/domain/timetable/train-plan';
import { expect, test } from 'vitest';
import { demoBureaus, demoShardMap, demoStations, demoTrainPlans } from './demo-railway.ts';

const plans = demoTrainPlans();
const stations = demoStations();

test('the seed holds 48 trains, 295 stations and 18 bureaus on two shards', () => {
  expect([plans.length, stations.length, demoBureaus().length]).toEqual([48, 295, 18]);
  expect(plans.map((plan) => plan.trainId)).toEqual(Array.from({ length: 48 }, (_, at) => at + 1));
  const north = demoShardMap().filter(({ shard }) => shard === 'north');
  expect(north.map(({ bureau }) => bureau).join('')).toBe('BTPVCYKJRO');
});

test('stops of every train ascend in time and kilometres and are known stations', () => {
  const known = new Set(stations.map((station) => station.telecode));
  for (const plan of plans) {
    const times = plan.stops
      .flatMap((stop) => [stop.arriveMinutes, stop.departMinutes])
      .filter((minutes) => minutes !== null);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(segmentsOf(plan).every((segment) => segment.km > 0)).toBe(true);
    expect(plan.stops.every((stop) => known.has(stop.telecode))).toBe(true);
  }
});

test('Beijing South to Shanghai Hongqiao costs about 553 yuan in second class', () => {
  const plan = plans.find((candidate) => candidate.numbers[0]?.number === 'G1');
  const [interval] = plan ? intervalsBetween(plan, 'VNP', 'AOH') : [];
  if (!plan || !interval) throw new Error('no G1 from Beijing South to Shanghai Hongqiao');
  expect(fareOf({ plan, class: 'second', ...interval })).toBe(553_50);
});

test('whatever way Beijing South is typed, it is offered, after its city where the city was meant', () => {
  const index = buildStationIndex(stations);
  const cityFirst = ['bj', 'BJ', 'beijing', 'bei jing', '北京', '北 京'];
  for (const text of [...cityFirst, 'Beijing South', '北京南', 'bjn', 'VNP']) {
    const keys = findStations(index, text, 12).map((hit) => hit.key);
    expect([text, keys]).toEqual([text, expect.arrayContaining(['VNP'])]);
    expect([text, keys[0]]).toEqual([text, cityFirst.includes(text) ? 'city:北京' : 'VNP']);
  }
});

test('trainsets have the published number of seats', () => {
  const seatsByLayout = new Map(plans.map((plan) => [plan.layout.id, seatsOf(plan.layout).length]));
  expect(Object.fromEntries(seatsByLayout)).toEqual({
    'CR400AF-A': 1193,
    CR400AF: 576,
    CR300AF: 613,
    'SLEEPER-14': 1036,
  });
});

test('D3122 becomes D3123 on the way', () => {
  const plan = plans.find((candidate) => candidate.numbers.length === 2);
  expect(plan && [publicNumberAt(plan, 0), publicNumberAt(plan, plan.stops.length - 1)]).toEqual([
    'D3122',
    'D3123',
  ]);
});

test('overnight trains count minutes past midnight of the service date', () => {
  const d22 = plans.find((candidate) => candidate.numbers[0]?.number === 'D22');
  expect(d22?.stops.at(-1)?.arriveMinutes).toBe(36 * 60 + 46);
});

test('typing finds the stations people mean', () => {
  const index = buildStationIndex(stations);
  const keys = (text: string) => findStations(index, text).map((hit) => hit.key);
  expect(keys('VNP')).toEqual(['VNP']);
  expect(keys('bj')).toContain('VNP');
  expect(keys('beijing').slice(0, 2)).toEqual(['city:北京', 'BJP']);
  expect(keys('北京')).toContain('VNP');
  expect(keys('xian')[0]).toBe('city:西安');
  expect(keys('suzhou')).toEqual(expect.arrayContaining(['SZH', 'SRH']));
  expect(keys('fuzhou')).toEqual(expect.arrayContaining(['FZS', 'FDG']));
  expect(keys('Harbin')).toContain('HBB');
  expect(keys('廣州南')[0]).toBe('IZQ');
  expect(keys('哈爾濱西')[0]).toBe('VAB');
  expect(keys('無錫東')[0]).toBe('WGH');
  expect(keys('松江南')[0]).toBe('IMH');
});
