import { runIdOf } from '@interlock/domain/ids';
import { isRefusal } from '@interlock/domain/refusals';
import { expect, test } from 'vitest';
import { railwayInMemory, sketchedStation } from '../testing/railway-in-memory.ts';
import { travelDate } from '../testing/test-railway.ts';
import { waysAround } from './ways-around.ts';

const stations = [
  sketchedStation('OOO'),
  sketchedStation('AAA'),
  sketchedStation('AAW', { cityZh: 'AAA', cityEn: 'AAA' }),
  sketchedStation('ZZZ'),
];
const soldOut = {
  trainId: 1,
  stops: [
    ['OOO', 400],
    ['AAA', 480],
    ['ZZZ', 600],
  ],
} as const;

function train(trainId: number, departs: number, from = 'AAA') {
  return {
    trainId,
    stops: [
      [from, departs],
      ['ZZZ', departs + 100],
    ] as const,
  };
}

type SeatsLeft = NonNullable<Parameters<typeof railwayInMemory>[0]['seatsLeft']>;

function ways(trains: ReturnType<typeof train>[], seatsLeft: SeatsLeft) {
  const context = railwayInMemory({ stations, trains: [soldOut, ...trains], seatsLeft });
  const ride = { runId: runIdOf(1, travelDate), from: 1, to: 2, seatClass: 'second' } as const;
  const found = waysAround(context, ride);
  if (isRefusal(found)) throw new Error(found.code);
  return {
    trains: found.otherTrains.map(({ number }) => number),
    earlier: found.boardEarlier,
    classes: found.otherClasses,
  };
}

test('the three trains nearest by departure that have seats are named, also from other stations of the city', () => {
  const trains = [train(2, 300), train(3, 450, 'AAW'), train(4, 500), train(5, 900), train(6, 520)];
  const full = ['G1', 'G6'];
  const { trains: near } = ways(trains, ({ number }) => (full.includes(number) ? 0 : 9));
  expect(near).toEqual(['G2', 'G3', 'G4']);
});

test('boarding earlier is offered at the price of the longer ride, only where that ride has seats', () => {
  const kept = ways([], ({ from }) => (from === 0 ? 2 : 0));
  expect(kept.earlier).toMatchObject({
    from: { telecode: 'OOO' },
    classes: [{ priceFen: 9_200, availability: { state: 'number', count: 2 } }],
  });
  expect(ways([], () => 0).earlier).toBeNull();
});

test('a class without seats is no way around another', () => {
  expect(ways([train(2, 500)], () => 0)).toEqual({ trains: [], earlier: null, classes: [] });
});

test('there is no way around a ride that does not exist', () => {
  const context = railwayInMemory({ stations, trains: [soldOut] });
  const ride = { runId: runIdOf(1, travelDate), from: 2, to: 1, seatClass: 'second' } as const;
  expect(waysAround(context, ride)).toMatchObject({ kind: 'refused', code: 'wrong-direction' });
});
