import { explore, printed, type Exploration, type Question } from './explorer.ts';
import { allGuards, type Guards } from './guards.ts';
import { always, inTheEnd, type PropertyName } from './properties.ts';
import { protocolModel } from './protocol-model.ts';
import type { Configuration, ModelState } from './protocol-state.ts';

/** One booking, one intent, a little of every fault. */
export const oneBooking: Configuration = {
  name: 'one booking with one payment intent, a little of every fault',
  bookings: 1,
  intents: 1,
  rivalry: 'nothing',
  budget: {
    deadAttempts: 1,
    temporalLosses: 1,
    lostHooks: 1,
    cancels: 1,
    captureRefusals: 1,
    slowHolds: 1,
    wrongAmounts: 1,
  },
};

export const twoIntents: Configuration = {
  name: 'one booking with two payment intents, a refused capture and Temporal lost',
  bookings: 1,
  intents: 2,
  rivalry: 'nothing',
  budget: { deadAttempts: 1, temporalLosses: 1, captureRefusals: 1 },
};

export const wilfulProvider: Configuration = {
  name: 'one booking whose provider captures what it should void, repeats webhooks and is late',
  bookings: 1,
  intents: 1,
  rivalry: 'nothing',
  budget: {
    deadAttempts: 1,
    temporalLosses: 1,
    capturesAnyway: 1,
    repeatedHooks: 1,
    outages: 1,
    cappedExtensions: 1,
    latePays: 1,
  },
};

export const oneSeat: Configuration = {
  name: 'two bookings for one seat',
  bookings: 2,
  intents: 1,
  rivalry: 'seat',
  budget: { deadAttempts: 1 },
};

export const oneDocument: Configuration = {
  name: 'two bookings for one document',
  bookings: 2,
  intents: 1,
  rivalry: 'document',
  budget: {},
};

export const oneAccount: Configuration = {
  name: 'two bookings of one account',
  bookings: 2,
  intents: 1,
  rivalry: 'account',
  budget: {},
};

/** Explored by every test run. */
export const smallConfigurations: readonly Configuration[] = [
  oneBooking,
  twoIntents,
  wilfulProvider,
  oneSeat,
  oneDocument,
  oneAccount,
];

/** Explored by `npm run model` on top of the small ones: half a million to several million states each. */
export const largeConfigurations: readonly Configuration[] = [
  {
    ...twoIntents,
    name: 'two payment intents, two dead attempts, Temporal and a webhook lost, a refused capture',
    budget: { deadAttempts: 2, temporalLosses: 1, lostHooks: 1, captureRefusals: 1 },
  },
  {
    ...twoIntents,
    name: 'two payment intents, lost and repeated webhooks, captures anyway, a cancellation, a slow hold',
    budget: {
      deadAttempts: 1,
      temporalLosses: 1,
      lostHooks: 1,
      repeatedHooks: 1,
      capturesAnyway: 1,
      cancels: 1,
      slowHolds: 1,
    },
  },
  {
    ...twoIntents,
    name: 'two payment intents, both captures refused, a wrong amount, an outage, a capped extension',
    budget: {
      deadAttempts: 1,
      temporalLosses: 1,
      wrongAmounts: 1,
      outages: 1,
      cappedExtensions: 1,
      captureRefusals: 2,
    },
  },
  {
    ...oneSeat,
    name: 'two bookings for one seat, Temporal lost',
    budget: { deadAttempts: 1, temporalLosses: 1 },
  },
  { ...oneSeat, name: 'two bookings for one seat, two dead attempts', budget: { deadAttempts: 2 } },
  {
    ...oneSeat,
    name: 'two bookings for one seat, cancellations, slow holds and a lost webhook',
    budget: { deadAttempts: 1, cancels: 1, slowHolds: 1, lostHooks: 1 },
  },
  {
    ...oneDocument,
    name: 'two bookings for one document, a dead attempt, a cancellation, Temporal lost',
    budget: { deadAttempts: 1, temporalLosses: 1, cancels: 1 },
  },
  {
    ...oneAccount,
    name: 'two bookings of one account, a dead attempt, a cancellation, Temporal lost',
    budget: { deadAttempts: 1, temporalLosses: 1, cancels: 1 },
  },
];

const statesMax = 8_000_000;

/** Explores one configuration and asks for every property. */
export function exploreAll(configuration: Configuration, guards: Guards = allGuards): Exploration {
  return explore(protocolModel(configuration, guards), {
    always,
    inTheEnd,
    mustComeToRest: 'asked',
    statesMax,
  });
}

/** Explores one configuration and asks for one property alone, so that its shortest trace is found. */
export function exploreFor(
  configuration: Configuration,
  guards: Guards,
  property: PropertyName,
): Exploration {
  return explore(protocolModel(configuration, guards), questionOf(property));
}

function questionOf(name: PropertyName): Question<ModelState> {
  return {
    always: always.filter((property) => property.name === name),
    inTheEnd: inTheEnd.filter((property) => property.name === name),
    mustComeToRest: name === 'it-comes-to-rest' ? 'asked' : 'not-asked',
    statesMax,
  };
}

/** The finding of an exploration as text, or how much was explored without one. */
export function summaryOf({ finding, states, steps, restingStates }: Exploration): string {
  if (finding !== null) return printed(finding);
  return `${states} states, ${steps} steps, ${restingStates} of them at rest: every property holds`;
}
