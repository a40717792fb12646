import { expect, test } from 'vitest';
import { demoSaleRules as rules } from '../sale-rules.ts';
import { instant } from '../time.ts';
import { type ButtonFacts, bookingCan } from './booking-can.ts';

const at = (minutes: number) => instant(1_795_000_000_000 + minutes * 60_000);

function facts(changes: Partial<ButtonFacts> = {}): ButtonFacts {
  return {
    state: 'held',
    moneyWaiting: false,
    askedExtensions: 0,
    now: at(5),
    payBy: at(20),
    firstPayBy: at(20),
    lastMoment: at(600),
    rules,
    ...changes,
  };
}

test('an unpaid hold can be cancelled, released and extended once', () => {
  expect([
    bookingCan.cancel(facts()),
    bookingCan.release(facts()),
    bookingCan.extend(facts()),
  ]).toEqual([true, true, true]);
  expect(bookingCan.extend(facts({ askedExtensions: 1 }))).toBe('extension-used');
});

test('nothing is taken away while money is on its way', () => {
  expect(bookingCan.cancel(facts({ moneyWaiting: true }))).toBe('payment-in-progress');
  expect(bookingCan.cancel(facts({ state: 'confirmed' }))).toBe('payment-in-progress');
  expect(bookingCan.extend(facts({ moneyWaiting: true }))).toBe('payment-in-progress');
});

test('an ended booking says how it ended', () => {
  expect(bookingCan.cancel(facts({ state: 'ticketed' }))).toBe('already-ticketed');
  expect(bookingCan.release(facts({ state: 'released' }))).toBe('already-released');
  expect(bookingCan.extend(facts({ now: at(20) }))).toBe('hold-ended');
});

test('no extension is offered that departure would swallow', () => {
  expect(bookingCan.extend(facts({ lastMoment: at(20) }))).toBe('too-close-to-departure');
});
