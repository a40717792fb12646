import { expect, test } from 'vitest';
import { foldText } from './fold-text.ts';
import { type Station, buildStationIndex, findStations, stationsOfKey } from './station.ts';

function station(
  names: [
    telecode: string,
    zh: string,
    en: string,
    pinyin: string,
    initials: string,
    cityZh: string,
    cityEn: string,
  ],
  aliases: string[] = [],
): Station {
  const [telecode, zh, en, pinyin, initials, cityZh, cityEn] = names;
  return { telecode, zh, en, pinyin, initials, cityZh, cityEn, aliases, bureau: null };
}

const stations = [
  station(['BJP', '北京', 'Beijing', 'beijing', 'bj', '北京', 'Beijing']),
  station(['VNP', '北京南', 'Beijing South', 'beijingnan', 'bjn', '北京', 'Beijing']),
  station(['SZH', '苏州', 'Suzhou', 'suzhou', 'sz', '苏州', 'Suzhou']),
  station(['OHH', '苏州北', 'Suzhou North', 'suzhoubei', 'szb', '苏州', 'Suzhou']),
  station(['SRH', '宿州东', 'Suzhou East', 'suzhoudong', 'szd', '宿州', 'Suzhou']),
  station(['XAY', '西安', "Xi'an", 'xian', 'xa', '西安', "Xi'an"]),
  station(['XRN', '咸宁北', 'Xianning North', 'xianningbei', 'xnb', '咸宁', 'Xianning']),
  station(['HBB', '哈尔滨', 'Harbin', 'haerbin', 'heb', '哈尔滨', 'Harbin']),
  station(
    ['IMH', '上海松江', 'Shanghai Songjiang', 'shanghaisongjiang', 'shsj', '上海', 'Shanghai'],
    ['松江南'],
  ),
];
const index = buildStationIndex(
  stations,
  new Map([
    ['VNP', 90],
    ['BJP', 10],
    ['OHH', 50],
    ['SRH', 60],
  ]),
);
const keys = (text: string) => findStations(index, text).map((hit) => hit.key);

test('a telecode comes first, then the city and its stations', () => {
  expect(keys('vnp')).toEqual(['VNP']);
  expect(keys('beijing')).toEqual(['city:北京', 'BJP', 'VNP']);
  expect(keys('bj')).toEqual(['city:北京', 'VNP', 'BJP']);
});

test('homophones all appear', () => {
  expect(keys('suzhou')).toEqual(['city:苏州', 'SZH', 'SRH', 'OHH']);
  expect(keys('xian')).toEqual(['XAY', 'XRN']);
});

test('a short list still shows every city whose name was typed, and its own stations before others that lie in it', () => {
  expect(findStations(index, 'suzhou', 2).map((hit) => hit.key)).toEqual(['city:苏州', 'SRH']);
  const kunshan = station([
    'KNH',
    '昆山南',
    'Kunshan South',
    'kunshannan',
    'ksn',
    '苏州',
    'Suzhou',
  ]);
  const withSuburb = buildStationIndex([...stations, kunshan], new Map([['KNH', 99]]));
  expect(findStations(withSuburb, '苏州').map((hit) => hit.key)).toEqual([
    'city:苏州',
    'SZH',
    'OHH',
    'KNH',
  ]);
});

test('case, full width, blanks, apostrophes, tone marks and traditional characters make no difference', () => {
  for (const text of ["XI'AN", 'xī ān', 'ｘｉａｎ', 'xi an\u200B', 'Xi’an'])
    expect(keys(text)[0]).toBe('XAY');
  expect(keys('蘇州北')).toEqual(['OHH']);
});

test('old names and names of other languages find the station', () => {
  expect(keys('松江南')).toEqual(['IMH']);
  expect(keys('harbin')).toEqual(['HBB']);
  expect(keys('south')).toEqual(['VNP']);
});

test('odd texts find nothing and break nothing', () => {
  expect(
    ['', '   ', '🚄', "'; DROP", '\u202E', '\uD800', '%00', 'x'.repeat(1_000_000)].map(keys),
  ).toEqual(Array.from({ length: 8 }, () => []));
});

test('a key stands for one station or all of a city', () => {
  expect(stationsOfKey(index, 'city:苏州').map(({ telecode }) => telecode)).toEqual(['SZH', 'OHH']);
  expect(stationsOfKey(index, 'VNP')).toHaveLength(1);
  expect([stationsOfKey(index, 'city:无'), stationsOfKey(index, 'toString')]).toEqual([[], []]);
});

test('folding folds itself', () => {
  for (const text of ['Xī’ān 北', '廣州南', 'ＡＢＣ'])
    expect(foldText(foldText(text))).toBe(foldText(text));
});
