import { expect, test } from 'vitest';
import type { AccountId } from './ids.ts';
import { type Actor, may, verbs, whyNot } from './permissions.ts';

const accountId = 'a-1' as AccountId;
const passenger: Actor = { kind: 'passenger', accountId };
const staff: Actor = { kind: 'staff', accountId };

test('a visitor may search and look up, and is asked to sign in for the rest', () => {
  expect(verbs.filter((verb) => may({ kind: 'anonymous' }, verb))).toEqual([
    'search-trains',
    'search-stations',
    'look-up-booking',
    'check-ticket',
  ]);
  expect(whyNot({ kind: 'anonymous' }, 'hold-seats')).toBe('not-signed-in');
});

test('nobody who signs in may pretend to be the payment provider', () => {
  expect(may(staff, 'receive-payment-event')).toBe(false);
  expect(whyNot({ kind: 'anonymous' }, 'receive-payment-event')).toBe('not-allowed');
});

test('a passenger may do nothing the console does, and staff do not buy', () => {
  expect(verbs.filter((verb) => verb.includes('-any-') && may(passenger, verb))).toEqual([]);
  expect(whyNot(passenger, 'release-any-hold')).toBe('not-allowed');
  expect(may(staff, 'release-any-hold')).toBe(true);
  expect(may(staff, 'hold-seats')).toBe(false);
});
