import { runIdOf } from '@interlock/domain/ids';
import { expect, test } from 'vitest';
import { railwayInMemory, sketchedStation } from '../testing/railway-in-memory.ts';
import { travelDate } from '../testing/test-railway.ts';
import { trainSheet } from './train-sheet.ts';

const context = railwayInMemory({
  stations: ['AAA', 'BBB', 'CCC'].map((telecode) => sketchedStation(telecode)),
  trains: [
    {
      trainId: 1,
      stops: [
        ['AAA', 480],
        ['BBB', 540],
        ['CCC', 600],
      ],
    },
  ],
});
const runId = runIdOf(1, travelDate);

test('the fares of a class stand for every pair of stops in travel order, and for no other', () => {
  expect(trainSheet(context, { runId, faresOf: 'second' })).toMatchObject({
    operator: 'B',
    fares: [
      [null, 4_600, 9_200],
      [null, null, 4_600],
      [null, null, null],
    ],
  });
});

test('the formation tells each coach and its seats by class', () => {
  expect(trainSheet(context, { runId, faresOf: null })).toMatchObject({
    seats: 10,
    classes: ['second'],
    faresOf: 'second',
    coaches: [
      { no: 1, dining: false, accessible: false, seats: [{ seatClass: 'second', count: 10 }] },
    ],
  });
});

test('fares of a class the train does not sell become those of one it sells; a run that is none is refused', () => {
  expect(trainSheet(context, { runId, faresOf: 'business' })).toMatchObject({ faresOf: 'second' });
  expect(trainSheet(context, { runId: 99, faresOf: null })).toMatchObject({ code: 'unknown-run' });
});
