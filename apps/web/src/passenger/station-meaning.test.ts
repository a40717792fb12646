import { buildStationIndex, findStations, type Station } from '@interlock/domain/timetable/station';
import { expect, it } from 'vitest';
import { meaningOf } from './station-meaning.ts';

function station(
  telecode: string,
  names: { zh: string; en: string; pinyin: string; initials: string; city: [string, string] },
): Station {
  const { city, ...rest } = names;
  return { telecode, ...rest, cityZh: city[0], cityEn: city[1], aliases: [], bureau: null };
}

const index = buildStationIndex([
  station('VNP', {
    zh: '北京南',
    en: 'Beijing South',
    pinyin: 'beijingnan',
    initials: 'bjn',
    city: ['北京', 'Beijing'],
  }),
  station('BXP', {
    zh: '北京西',
    en: 'Beijing West',
    pinyin: 'beijingxi',
    initials: 'bjx',
    city: ['北京', 'Beijing'],
  }),
  station('SZH', {
    zh: '苏州',
    en: 'Suzhou',
    pinyin: 'suzhou',
    initials: 'sz',
    city: ['苏州', 'Suzhou'],
  }),
  station('SRH', {
    zh: '宿州东',
    en: 'Suzhou East',
    pinyin: 'suzhoudong',
    initials: 'szd',
    city: ['宿州', 'Suzhou'],
  }),
]);

function meant(text: string): string {
  const found = meaningOf(text, findStations(index, text));
  return found.kind === 'one' ? found.hit.key : found.kind;
}

it('takes a telecode, a full name in either language and a city at their word', () => {
  expect([meant('VNP'), meant('北京西'), meant('beijing south'), meant('北京')]).toEqual([
    'VNP',
    'BXP',
    'VNP',
    'city:北京',
  ]);
});

it('takes the city when all hits are its stations', () => {
  expect(meant('bj')).toBe('city:北京');
});

it('asks back when the text fits stations of different cities', () => {
  expect(meant('sz')).toBe('several');
});

it('asks back when two cities have the name that was typed, though only one has a station called so', () => {
  expect([meant('suzhou'), meant('Su Zhou'), meant('苏州'), meant('宿州')]).toEqual([
    'several',
    'several',
    'SZH',
    'SRH',
  ]);
});

it('says so when nothing fits', () => {
  expect(meant('xyzzy')).toBe('unknown');
});
