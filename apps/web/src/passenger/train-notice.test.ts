import { instant, type Instant } from '@interlock/domain/time';
import type { ClassAvailability, TrainOffer } from '@interlock/use-cases/availability/train-offer';
import { expect, test } from 'vitest';
import { noteOf } from './train-notice.ts';

const departsAt = instant(1_795_000_000_000);
const minutesBefore = (minutes: number): Instant => instant(departsAt - minutes * 60_000);

test('under an hour before departure the minutes are told, and not a moment sooner', () => {
  const train = trainWith({ state: 'plenty', count: 99 });
  expect(noteOf(train, minutesBefore(61))).toEqual({ kind: 'nothing' });
  expect(noteOf(train, minutesBefore(60))).toEqual({ kind: 'nothing' });
  expect(noteOf(train, minutesBefore(60) + 1)).toEqual({ kind: 'soon', minutes: 59 });
  expect(noteOf(train, minutesBefore(21))).toEqual({ kind: 'soon', minutes: 21 });
  const someSold = trainWith({ state: 'none' }, { state: 'number', count: 2 });
  expect(noteOf(someSold, minutesBefore(30))).toEqual({ kind: 'soon', minutes: 30 });
  const unknown = trainWith({ state: 'unavailable' });
  expect(noteOf(unknown, minutesBefore(30))).toEqual({ kind: 'soon', minutes: 30 });
  expect(noteOf(train, departsAt + 1)).toEqual({ kind: 'nothing' });
});

test('a train that nobody can book says why: not on sale yet, no more, or sold out, however soon it leaves', () => {
  const later = { state: 'not-on-sale', opensAt: minutesBefore(9_000) } as const;
  expect(noteOf(trainWith(later, later), minutesBefore(20_000))).toMatchObject({
    kind: 'not-on-sale',
    offer: { availability: later },
  });
  const closed = { state: 'closed' } as const;
  expect(noteOf(trainWith(closed, closed), minutesBefore(19))).toEqual({ kind: 'closed' });
  const none = { state: 'none' } as const;
  expect(noteOf(trainWith(none, none), minutesBefore(40))).toEqual({ kind: 'sold-out' });
});

function trainWith(...states: ClassAvailability[]): TrainOffer {
  const classes = states.map((availability) => ({ seatClass: 'second', availability }));
  return { from: { departsAt }, classes } as unknown as TrainOffer;
}
