import { isRefusal } from '@interlock/domain/refusals';
import { addDays } from '@interlock/domain/time';
import { expect, test } from 'vitest';
import { railwayInMemory, sketchedStation } from '../testing/railway-in-memory.ts';
import { travelDate } from '../testing/test-railway.ts';
import { searchChanges } from './search-changes.ts';

const stations = [
  sketchedStation('AAA'),
  sketchedStation('MMM', { cityZh: '中', cityEn: 'Middle' }),
  sketchedStation('NNN', { cityZh: '中', cityEn: 'Middle', changeMinutes: 30 }),
  sketchedStation('ZZZ'),
];
const toMiddle = {
  trainId: 1,
  stops: [
    ['AAA', 480],
    ['MMM', 600],
  ],
} as const;

type Railway = Omit<Parameters<typeof railwayInMemory>[0], 'stations'>;

function found(railway: Railway, question: object = {}): string[] {
  const context = railwayInMemory({ stations, ...railway });
  const answer = searchChanges(context, {
    from: 'AAA',
    to: 'ZZZ',
    date: travelDate,
    ...question,
  });
  if (isRefusal(answer)) throw new Error(answer.code);
  return answer.journeys.map(
    ({ legs: [first, second], waitMinutes }) =>
      `${first.number} ${first.to.telecode} ${waitMinutes} ${second.from.telecode} ${second.number}`,
  );
}

test('a change is offered from the least time of its station on: the usual 15 minutes, or its own', () => {
  const onward = (trainId: number, from: string, minutes: number) =>
    ({
      trainId,
      stops: [
        [from, minutes],
        ['ZZZ', minutes + 60],
      ],
    }) as const;
  expect(found({ trains: [toMiddle, onward(2, 'MMM', 614)] })).toEqual([]);
  expect(found({ trains: [toMiddle, onward(2, 'MMM', 615)] })).toEqual(['G1 MMM 15 MMM G2']);
  const toOther = {
    trainId: 1,
    stops: [
      ['AAA', 480],
      ['NNN', 600],
    ],
  } as const;
  expect(found({ trains: [toOther, onward(2, 'NNN', 629)] })).toEqual([]);
  expect(found({ trains: [toOther, onward(2, 'NNN', 630)] })).toEqual(['G1 NNN 30 NNN G2']);
});

test('between two stations of one city a change takes two hours', () => {
  const onward = (minutes: number) =>
    ({
      trainId: 2,
      stops: [
        ['NNN', minutes],
        ['ZZZ', 900],
      ],
    }) as const;
  expect(found({ trains: [toMiddle, onward(719)] })).toEqual([]);
  expect(found({ trains: [toMiddle, onward(720)] })).toEqual(['G1 MMM 120 NNN G2']);
});

test('nobody is sent by a journey that leaves sooner and arrives later than another, or than a direct train with seats', () => {
  const late = {
    trainId: 2,
    stops: [
      ['MMM', 800],
      ['ZZZ', 900],
    ],
  } as const;
  const soon = {
    trainId: 3,
    stops: [
      ['MMM', 700],
      ['ZZZ', 800],
    ],
  } as const;
  const direct = {
    trainId: 4,
    stops: [
      ['AAA', 490],
      ['ZZZ', 790],
    ],
  } as const;
  expect(found({ trains: [toMiddle, late, soon] })).toEqual(['G1 MMM 100 MMM G3']);
  expect(found({ trains: [toMiddle, soon, direct] })).toEqual([]);
  const seatsLeft = ({ number }: { number: string }) => (number === 'G4' ? 0 : 5);
  expect(found({ trains: [toMiddle, soon, direct], seatsLeft })).toEqual(['G1 MMM 100 MMM G3']);
});

test('a journey without seats does not hide a longer one that has some', () => {
  const full = {
    trainId: 2,
    stops: [
      ['MMM', 700],
      ['ZZZ', 800],
    ],
  } as const;
  const free = {
    trainId: 3,
    stops: [
      ['MMM', 800],
      ['ZZZ', 900],
    ],
  } as const;
  const seatsLeft = ({ number }: { number: string }) => (number === 'G2' ? 0 : 5);
  expect(found({ trains: [toMiddle, full, free], seatsLeft })).toEqual([
    'G1 MMM 100 MMM G2',
    'G1 MMM 200 MMM G3',
  ]);
});

test('the second train may be one of the next day, or one that began the day before', () => {
  const evening = {
    trainId: 1,
    stops: [
      ['AAA', 1_300],
      ['MMM', 1_400],
    ],
  } as const;
  const morning = {
    trainId: 2,
    stops: [
      ['MMM', 20],
      ['ZZZ', 120],
    ],
  } as const;
  const nextDay = { ...morning, date: addDays(travelDate, 1) };
  expect(found({ trains: [evening, nextDay] })).toEqual(['G1 MMM 60 MMM G2']);
  const tomorrow = addDays(travelDate, 1);
  const overnight = {
    trainId: 3,
    stops: [
      ['QQQ', 1_200],
      ['MMM', 2_200],
      ['ZZZ', 2_300],
    ],
  } as const;
  const early = { ...toMiddle, date: tomorrow };
  expect(found({ trains: [early, overnight] }, { date: tomorrow })).toEqual(['G1 MMM 160 MMM G3']);
});

test('one train is never both parts, and trains that have closed are not offered', () => {
  const twice = {
    trainId: 1,
    stops: [
      ['AAA', 480],
      ['MMM', 500],
      ['BBB', 550],
      ['MMM', 600],
      ['ZZZ', 700],
    ],
  } as const;
  // No seat for the whole way, so that no direct ride hides what the two parts would make.
  const seatsLeft = ({ from, to }: { from: number; to: number }) => (to - from > 2 ? 0 : 5);
  expect(found({ trains: [twice], seatsLeft })).toEqual([]);
  const onward = {
    trainId: 2,
    stops: [
      ['MMM', 700],
      ['ZZZ', 800],
    ],
  } as const;
  const noon = railwayInMemory({ stations, trains: [] }).now() + 12 * 3_600_000;
  expect(found({ trains: [toMiddle, onward], now: noon as never })).toEqual([]);
});

test('both ends may be cities, and a change inside one of them is none', () => {
  const onward = {
    trainId: 2,
    stops: [
      ['MMM', 700],
      ['NNN', 720],
      ['ZZZ', 800],
    ],
  } as const;
  expect(found({ trains: [toMiddle, onward] }, { to: 'city:中' })).toEqual([]);
  expect(found({ trains: [toMiddle, onward] }, { to: 'city:ZZZ' })).toEqual(['G1 MMM 100 MMM G2']);
});
