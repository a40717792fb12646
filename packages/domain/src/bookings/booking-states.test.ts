import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type BookingEvent,
  type BookingFacts,
  type BookingState,
  allowedEdges,
  bookingEvents,
  bookingStateCode,
  bookingStateNames,
  bookingStateOf,
  decide,
} from './booking-states.ts';

const states = ['none', ...bookingStateNames] as const;
const intentId = fc.constantFrom('pi_1', 'pi_2');
const anyFacts: fc.Arbitrary<BookingFacts> = fc.record({
  sameRequest: fc.boolean(),
  seatsAvailable: fc.boolean(),
  intent: fc.option(fc.record({ id: intentId, refused: fc.boolean(), waiting: fc.boolean() })),
  amountMatches: fc.boolean(),
  confirmedIntent: fc.option(intentId),
  moneyWaiting: fc.boolean(),
  due: fc.constantFrom('pay-by', 'expires-at'),
  payByPassed: fc.boolean(),
  expiresPassed: fc.boolean(),
});

function facts(changes: Partial<BookingFacts> = {}): BookingFacts {
  return {
    sameRequest: true,
    seatsAvailable: true,
    intent: { id: 'pi_1', refused: false, waiting: true },
    amountMatches: true,
    confirmedIntent: null,
    moneyWaiting: false,
    due: 'pay-by',
    payByPassed: false,
    expiresPassed: false,
    ...changes,
  };
}

function row(state: (typeof states)[number], changes: Partial<BookingFacts> = {}): string[] {
  return bookingEvents.map((event: BookingEvent) => {
    const outcome = decide(state, event, facts(changes));
    return outcome.to === state ? outcome.answer : `${outcome.answer} -> ${outcome.to}`;
  });
}

const refusedIntent = { id: 'pi_1', refused: true, waiting: true };
const ofI = { confirmedIntent: 'pi_1' };
const ofAnother = { confirmedIntent: 'pi_2' };

test('without a row, money is an orphan and a release leaves a tombstone', () => {
  expect(row('none')).toEqual([
    'held -> held',
    'orphan',
    'hold-lost',
    'orphan',
    'impossible',
    'impossible',
    'released -> released',
    'released -> released',
  ]);
  expect(decide('none', 'cancel', facts()).reason).toBe('tombstone');
  expect(decide('none', 'deadline', facts()).reason).toBe('tombstone');
  expect(decide('none', 'hold', facts({ seatsAvailable: false }))).toEqual({
    to: 'none',
    answer: 'sold-out',
  });
});

test('a held booking waits for money, confirms it, or is released', () => {
  expect(row('held', { payByPassed: true })).toEqual([
    'same-answer',
    'deadline-extended',
    'confirmed -> confirmed',
    'confirm-then-issue',
    'impossible',
    'impossible',
    'released -> released',
    'released -> released',
  ]);
});

test('a booking confirmed by an intent goes on with that intent only', () => {
  expect(row('confirmed', ofI)).toEqual([
    'same-answer',
    'same-answer',
    'same-answer',
    'issue',
    'ticketed -> ticketed',
    'held-again -> held',
    'payment-in-progress',
    'settle',
  ]);
  expect(row('confirmed', ofAnother)).toEqual([
    'same-answer',
    'leave-alone',
    'second-money',
    'leave-alone',
    'other-intent',
    'impossible',
    'payment-in-progress',
    'settle',
  ]);
});

test('a ticketed booking keeps its answers and gives second money back', () => {
  expect(row('ticketed', ofAnother)).toEqual([
    'same-answer',
    'void',
    'second-money',
    'refund',
    'same-answer',
    'impossible',
    'refund-process',
    'ticketed',
  ]);
  expect(row('ticketed', ofI).slice(1, 4)).toEqual(['same-answer', 'same-answer', 'same-answer']);
});

test('a released booking gives every money back and never holds again', () => {
  expect(row('released')).toEqual([
    'hold-lost',
    'void',
    'hold-lost',
    'refund',
    'hold-lost',
    'impossible',
    'same-answer',
    'same-answer',
  ]);
});

test('the same answer goes only to the same account with the same request', () => {
  expect(
    (['held', 'confirmed', 'ticketed'] as const).map(
      (state) => decide(state, 'hold', facts({ sameRequest: false })).answer,
    ),
  ).toEqual(['conflict', 'conflict', 'conflict']);
});

test('a confirm needs an intent never refused, the right amount waiting and expires-at ahead', () => {
  const confirm = (changes: Partial<BookingFacts>) =>
    decide('held', 'confirm', facts(changes)).answer;
  expect(confirm({ intent: null })).toBe('unknown-payment');
  expect(confirm({ intent: refusedIntent })).toBe('refused-intent');
  expect(confirm({ intent: { id: 'pi_1', refused: false, waiting: false } })).toBe(
    'unknown-payment',
  );
  expect(confirm({ amountMatches: false })).toBe('wrong-amount');
  expect(confirm({ expiresPassed: true })).toBe('hold-lost');
  expect(confirm({ payByPassed: true })).toBe('confirmed');
});

test('a wrong amount is refused for good, whenever it comes', () => {
  const answers = (event: BookingEvent) =>
    bookingStateNames.map((state) => {
      const outcome = decide(state, event, facts({ ...ofAnother, amountMatches: false }));
      return `${outcome.to} ${outcome.answer} ${outcome.marksIntentRefused}`;
    });
  expect(answers('money-authorised')).toEqual([
    'held leave-alone true',
    'confirmed leave-alone true',
    'ticketed void true',
    'released void true',
  ]);
  expect(answers('captured')).toEqual([
    'held leave-alone true',
    'confirmed leave-alone true',
    'ticketed refund true',
    'released refund true',
  ]);
});

test('money of a refused intent is left alone until the booking has ended', () => {
  expect(decide('held', 'money-authorised', facts({ intent: refusedIntent })).answer).toBe(
    'leave-alone',
  );
});

test('the workflow releases only past pay-by, the sweep only past expires-at', () => {
  expect(decide('held', 'deadline', facts({ due: 'pay-by' })).answer).toBe('not-due');
  expect(decide('held', 'deadline', facts({ due: 'expires-at', payByPassed: true })).answer).toBe(
    'not-due',
  );
  expect(
    decide(
      'held',
      'deadline',
      facts({ due: 'expires-at', payByPassed: true, expiresPassed: true }),
    ),
  ).toEqual({ to: 'released', answer: 'released', reason: 'expired' });
});

test('a refused capture holds again while pay-by is ahead, else releases; the intent is refused either way', () => {
  const heldAgain = { to: 'held', answer: 'held-again', marksIntentRefused: true };
  const refused = (changes: Partial<BookingFacts>) =>
    decide('confirmed', 'capture-refused', facts({ ...ofI, ...changes }));
  expect(refused({})).toEqual(heldAgain);
  expect(refused({ payByPassed: true })).toEqual({
    to: 'released',
    answer: 'released',
    reason: 'refused',
    marksIntentRefused: true,
  });
  expect(refused({ payByPassed: true, moneyWaiting: true })).toEqual(heldAgain);
  expect(refused({ payByPassed: true, expiresPassed: true, moneyWaiting: true })).toMatchObject({
    to: 'released',
  });
});

test('a refusal told again gets its answer again and finishes what is left of it', () => {
  const again = (state: BookingState, changes: Partial<BookingFacts> = {}) => {
    const given = facts({ ...ofAnother, intent: refusedIntent, ...changes });
    return decide(state, 'capture-refused', given);
  };
  for (const state of bookingStateNames) {
    expect(again(state)).toEqual({ to: state, answer: 'same-answer' });
  }
  expect(again('held', { payByPassed: true })).toEqual({
    to: 'released',
    answer: 'released',
    reason: 'refused',
  });
});

test('every cell answers for any facts, along an allowed edge or in place', () => {
  const edges = new Set(allowedEdges.map(([from, to]) => `${from}>${to}`));
  const seen = new Set<string>();
  fc.assert(
    fc.property(
      fc.constantFrom(...states),
      fc.constantFrom(...bookingEvents),
      anyFacts,
      (state, event, given) => {
        const outcome = decide(state, event, given);
        if (outcome.to !== state) {
          expect(edges).toContain(`${state}>${outcome.to}`);
          seen.add(`${state}>${outcome.to}`);
        }
        expect(outcome.reason !== undefined).toBe(
          outcome.to === 'released' && state !== 'released',
        );
        if (outcome.answer === 'impossible')
          expect(outcome).toEqual({ to: state, answer: 'impossible' });
      },
    ),
    { numRuns: 5_000 },
  );
  expect(seen).toEqual(edges);
});

test('no event releases a held booking while expires-at is ahead and money waits', () => {
  fc.assert(
    fc.property(fc.constantFrom(...bookingEvents), anyFacts, (event, given) => {
      expect(
        decide('held', event, { ...given, moneyWaiting: true, expiresPassed: false }).to,
      ).not.toBe('released');
    }),
  );
});

test('a ticketed or released booking never changes state', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('ticketed' as const, 'released' as const),
      fc.constantFrom(...bookingEvents),
      anyFacts,
      (state, event, given) => {
        expect(decide(state, event, given).to).toBe(state);
      },
    ),
  );
});

test('codes of states never change', () => {
  expect(bookingStateNames.map((state) => bookingStateCode[state])).toEqual([1, 2, 3, 4]);
  expect(bookingStateNames.map((state) => bookingStateOf(bookingStateCode[state]))).toEqual(
    bookingStateNames,
  );
  expect(() => bookingStateOf(0)).toThrow(RangeError);
});
