import { expect, it } from 'vitest';
import { parseRide, parseTrip, wholeNumber } from './ride.ts';

it('reads a ride with its passengers and wishes from an address', () => {
  const query = new URLSearchParams(
    'from=1&to=4&class=second&with=t-1.adult&with=t-2.child&seat=F&seat=A&at=7-12F&at=7-12D&n=2',
  );
  expect(parseRide('86317', query)).toMatchObject({
    runId: 86317,
    from: 1,
    to: 4,
    seatClass: 'second',
    travellers: [
      { travellerId: 't-1', ticketType: 'adult' },
      { travellerId: 't-2', ticketType: 'child' },
    ],
    letters: ['A', 'F'],
    places: ['7-12F', '7-12D'],
    n: 2,
  });
});

it('reads who travels, how many and the train to come after it without any class', () => {
  const query = new URLSearchParams('from=1&to=4&with=t-1.adult&onward=7.0.3&n=3');
  expect(parseTrip('86317', query)).toEqual({
    runId: 86317,
    from: 1,
    to: 4,
    onward: '7.0.3',
    travellers: [{ travellerId: 't-1', ticketType: 'adult' }],
    passengers: ['t-1.adult'],
    n: 3,
  });
});

it('drops passengers and wishes that are none', () => {
  const query = new URLSearchParams(
    'from=1&to=4&class=second&with=t-1&with=<script>.adult&with=t.king&seat=E&seat=Z&at=7-12E&at=7&n=9',
  );
  expect(parseRide('1', query)).toMatchObject({ travellers: [], letters: [], places: [], n: 1 });
});

it('knows no ride without a run, stops and a class', () => {
  for (const text of [
    'to=4&class=second',
    'from=-1&to=4&class=second',
    'from=1&to=4&class=throne',
    'from=1e3&to=4&class=second',
  ]) {
    expect(parseRide('86317', new URLSearchParams(text))).toBeNull();
  }
  expect(parseRide('abc', new URLSearchParams('from=1&to=4&class=second'))).toBeNull();
  expect(wholeNumber('9'.repeat(40))).toBeNull();
});
