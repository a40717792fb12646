import { expect, test } from 'vitest';
import {
  exploreAll,
  exploreFor,
  oneAccount,
  oneBooking,
  oneDocument,
  oneSeat,
  summaryOf,
  twoIntents,
  wilfulProvider,
} from './configurations.ts';
import { explore } from './explorer.ts';
import { allGuards, guardNames, notToldApart, without, type Guard } from './guards.ts';
import type { PropertyName } from './properties.ts';
import { protocolModel } from './protocol-model.ts';
import type { Configuration, ModelState } from './protocol-state.ts';

test('one booking keeps every property under a little of every fault', () => {
  expectSound(oneBooking);
});

test('one booking with two payment intents keeps every property', () => {
  expectSound(twoIntents);
});

test('a provider that captures anyway, repeats itself and is late takes no money for nothing', () => {
  expectSound(wilfulProvider);
});

test('two bookings for one seat keep every property', () => {
  expectSound(oneSeat);
});

test('two bookings for one document keep every property', () => {
  expectSound(oneDocument);
});

test('two bookings of one account keep every property', () => {
  expectSound(oneAccount);
});

test('without the tombstone a late hold of a dead booking takes a seat', () => {
  expectBroken('tombstone', oneBooking, 'live-booking-has-its-claim');
});

test('without the expected state on release a late release takes the seat of a ticket', () => {
  expectBroken('expectedStateOnRelease', oneBooking, 'ticket-has-seat-and-money');
});

test('without the seat guard on hold two live bookings own the seat', () => {
  expectBroken('seatGuardOnHold', oneSeat, 'one-seat-one-booking');
});

test('without the extension in the inbox transaction money paid in time buys no ticket', () => {
  expectBroken('inboxExtension', oneBooking, 'paid-in-time-is-ticketed');
});

test('when a paid hold may be released, money paid in time buys no ticket', () => {
  expectBroken('releaseRefusedWhilePaid', oneBooking, 'paid-in-time-is-ticketed');
});

test('when claims need not be mine, one document gets two live tickets', () => {
  expectBroken('claimsMustBeMine', oneDocument, 'one-document-one-ticket');
});

test('without the account rule an account has two unpaid bookings', () => {
  expectBroken('accountRule', oneAccount, 'one-unpaid-booking-per-account');
});

test('without compare-and-set on confirm two live bookings own the seat', () => {
  expectBroken('compareAndSetOnConfirm', oneSeat, 'one-seat-one-booking');
});

test('without the amount check a wrong amount buys a ticket', () => {
  expectBroken('amountCheck', oneBooking, 'ticket-has-seat-and-money');
});

test('when the capture key lacks the intent, the second card gets the answer of the first', () => {
  expectBroken('captureKeyPerIntent', twoIntents, 'paid-in-time-is-ticketed');
});

test('when a refused intent may confirm again, the booking turns in circles', () => {
  expectBroken('refusedIntentsStayRefused', oneBooking, 'it-comes-to-rest');
});

test('when second money is given back before the end, a refused first card loses the ticket', () => {
  expectBroken('secondMoneyLeftAlone', twoIntents, 'paid-in-time-is-ticketed');
});

test('without the janitor an account stays busy', () => {
  expectBroken('janitor', oneBooking, 'account-is-freed');
});

test('without the sweep a booking whose process is lost keeps its seat', () => {
  expectBroken('sweep', oneBooking, 'no-seat-leaks');
});

test('without settle a confirmed booking whose process is lost never ends', () => {
  expectBroken('settle', oneBooking, 'every-booking-ends');
});

test('without settle captured money whose process is lost is kept', () => {
  expectBroken('settle', wilfulProvider, 'no-money-kept-without-ticket');
});

test('without polling money whose webhook is lost stays reserved', () => {
  expectBroken('polling', oneBooking, 'every-authorisation-ends');
});

test('not told apart: asking the provider at pay-by', () => {
  expectSoundWithout('askAtPayBy', [oneBooking, twoIntents]);
});

test('not told apart: the expiry check on confirm', () => {
  expectSoundWithout('expiryCheckOnConfirm', [oneBooking, oneSeat]);
});

test('not told apart: issue demands the confirmed intent', () => {
  expectSoundWithout('issueDemandsIntent', [twoIntents]);
});

test('not told apart: one extension per intent', () => {
  expectSoundWithout('oneExtensionPerIntent', [twoIntents, wilfulProvider]);
});

test('every guard is either told apart or listed as not', () => {
  expect([...brokenWithout, ...notToldApart].toSorted()).toEqual([...guardNames].toSorted());
});

test('the model reaches a ticket by the second card after the first was refused', () => {
  expectReached(twoIntents, ({ bookings: [booking] }) =>
    booking?.row === 'ticketed' &&
    booking.confirmedBy === 2 &&
    booking.intents[0]?.provider === 'voided'
      ? 'reached'
      : null,
  );
});

test('the model reaches a released booking whose captured money was refunded', () => {
  expectReached(wilfulProvider, ({ bookings: [booking] }) =>
    booking?.row === 'released' && booking.intents[0]?.provider === 'refunded' ? 'reached' : null,
  );
});

test('the model reaches a seat sold again after the first hold ran out', () => {
  expectReached(oneSeat, ({ bookings: [first, second] }) =>
    first?.row === 'released' && first.clock === 2 && second?.row === 'ticketed' ? 'reached' : null,
  );
});

const brokenWithout = new Set<Guard>();

function expectSound(configuration: Configuration): void {
  const exploration = exploreAll(configuration);
  expect(summaryOf(exploration)).toContain('every property holds');
  expect(exploration.restingStates).toBeGreaterThan(0);
}

function expectBroken(guard: Guard, configuration: Configuration, property: PropertyName): void {
  brokenWithout.add(guard);
  const exploration = exploreFor(configuration, without(guard), property);
  console.info(`without ${guard}:\n${summaryOf(exploration)}`);
  expect(exploration.finding?.property).toBe(property);
}

function expectSoundWithout(guard: Guard, configurations: readonly Configuration[]): void {
  for (const configuration of configurations) {
    const exploration = exploreAll(configuration, without(guard));
    expect(`without ${guard}: ${summaryOf(exploration)}`).toContain('every property holds');
  }
}

/** Guards against a model in which nothing happens: `broken` finds the wanted state at rest. */
function expectReached(
  configuration: Configuration,
  broken: (state: ModelState) => string | null,
): void {
  const exploration = explore(protocolModel(configuration, allGuards), {
    always: [],
    inTheEnd: [{ name: 'wanted', broken }],
    mustComeToRest: 'not-asked',
    statesMax: 1_000_000,
  });
  expect(exploration.finding?.property).toBe('wanted');
}
