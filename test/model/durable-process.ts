import type { Step } from './explorer.ts';
import type { Guards } from './guards.ts';
import { bitOf, perform, takeIn, type Answer, type Mishap, type Operation } from './operations.ts';
import {
  draftOf,
  spend,
  type Budget,
  type ModelBooking,
  type ModelState,
} from './protocol-state.ts';
import { intentOf, type Scene } from './scene.ts';
import { mayStillConfirm } from './state-table.ts';

export type Moves = Step<ModelState>[];

/** Where a step starts from: one booking of one state, which nobody may change. */
export interface Place {
  readonly state: ModelState;
  readonly index: number;
  readonly guards: Guards;
}

export interface Move {
  readonly kind: 'system' | 'customer' | 'fault';
  readonly label: string;
  /** What of the budget the step uses up. */
  readonly costs?: keyof Budget;
  readonly change: (scene: Scene) => void;
}

export function bookingAt({ state, index }: Place): ModelBooking {
  const booking = state.bookings[index];
  if (booking === undefined) throw new Error(`No booking ${index}`);
  return booking;
}

/** Adds a step unless its budget is used up. */
export function add(moves: Moves, place: Place, move: Move): void {
  if (move.costs !== undefined && place.state.budget[move.costs] === 0) return;
  const state = draftOf(place.state, place.index);
  const booking = bookingAt({ ...place, state });
  move.change({ state, booking, index: place.index, guards: place.guards });
  if (move.costs !== undefined) spend(state, move.costs);
  const who = place.state.bookings.length > 1 ? `booking ${place.index + 1}: ` : '';
  moves.push({ kind: move.kind, label: who + move.label, next: state });
}

export interface Attempt {
  readonly who: string;
  readonly operation: Operation;
  readonly after: (scene: Scene, answer: Answer) => void;
}

/**
 * One actor tries one operation: it commits and its answer arrives, or its caller dies and the
 * attempt stays behind, to commit at any later moment or never. An answer lost after the commit is
 * the same as an attempt left behind that commits at once.
 */
export function tryOnce(moves: Moves, place: Place, attempt: Attempt): void {
  const { operation } = attempt;
  for (const mishap of mishapsOf(place, operation)) {
    add(moves, place, {
      ...kindOf(mishap),
      label: `${attempt.who}: ${operation}${mishap === 'none' ? '' : `, ${mishap}`}`,
      change: (scene) => attempt.after(scene, perform(scene, operation, mishap)),
    });
  }
  if ((bookingAt(place).dead & bitOf[operation]) !== 0) return;
  add(moves, place, {
    kind: 'fault',
    costs: 'deadAttempts',
    label: `${attempt.who}: ${operation}, no answer`,
    change: ({ booking }) => {
      booking.dead |= bitOf[operation];
    },
  });
}

export function mishapsOf(place: Place, operation: Operation): Mishap[] {
  if (operation === 'capture-0' || operation === 'capture-1') return ['none', 'provider-refuses'];
  if (operation === 'end-0' || operation === 'end-1') {
    const intent = intentOf(bookingAt(place), operation === 'end-0' ? 0 : 1);
    return intent.provider === 'authorised' ? ['none', 'captures-anyway'] : ['none'];
  }
  return ['none'];
}

export function kindOf(mishap: Mishap): Pick<Move, 'kind' | 'costs'> {
  if (mishap === 'provider-refuses') return { kind: 'fault', costs: 'captureRefusals' };
  if (mishap === 'captures-anyway') return { kind: 'fault', costs: 'capturesAnyway' };
  return { kind: 'system' };
}

/** The steps of the durable process of one booking. */
export function processSteps(moves: Moves, place: Place): void {
  const booking = bookingAt(place);
  switch (booking.process) {
    case 'none':
    case 'done':
    case 'gone':
      return;
    case 'holding':
      return holdingSteps(moves, place);
    case 'waiting':
      return waitingSteps(moves, place);
    case 'abandoning':
    case 'cancelling':
      return goOn(moves, place, 'release-now');
    case 'releasing':
      return goOn(moves, place, 'release-at-pay-by');
    case 'confirming':
      return goOn(moves, place, booking.at === 0 ? 'confirm-0' : 'confirm-1');
    case 'refusing':
      return goOn(moves, place, booking.at === 0 ? 'refuse-0' : 'refuse-1');
    case 'issuing':
      return goOn(moves, place, booking.at === 0 ? 'issue-0' : 'issue-1');
    case 'capturing':
      return capturingSteps(moves, place);
    case 'finishing':
    case 'returning':
      return endingSteps(moves, place);
  }
}

/** Tries the operation and goes on from where the row then stands. */
function goOn(moves: Moves, place: Place, operation: Operation): void {
  tryOnce(moves, place, { who: 'workflow', operation, after: ({ booking }) => follow(booking) });
}

function follow(booking: ModelBooking): void {
  if (booking.row === 'none' || booking.row === 'released') booking.process = 'returning';
  else if (booking.row === 'held') booking.process = 'waiting';
  else if (booking.row === 'ticketed') booking.process = 'finishing';
  else {
    booking.process = 'capturing';
    booking.at = booking.confirmedBy - 1;
  }
  if (booking.process !== 'capturing') booking.at = 0;
}

function holdingSteps(moves: Moves, place: Place): void {
  tryOnce(moves, place, {
    who: 'workflow',
    operation: 'hold',
    after: ({ booking }, answer) => {
      if (answer === 'sold-out') booking.process = 'abandoning';
      else follow(booking);
    },
  });
  add(moves, place, {
    kind: 'fault',
    costs: 'slowHolds',
    label: 'workflow: no outcome of the hold in time',
    change: ({ booking }) => {
      booking.process = 'abandoning';
    },
  });
}

function waitingSteps(moves: Moves, place: Place): void {
  const booking = bookingAt(place);
  for (const [index, intent] of booking.intents.entries()) {
    if (!mayStillConfirm(intent)) continue;
    add(moves, place, {
      kind: 'system',
      label: `workflow: told of money of intent ${index}`,
      change: (scene) => startConfirming(scene, index),
    });
  }
  add(moves, place, {
    kind: 'customer',
    costs: 'cancels',
    label: 'passenger: cancels',
    change: (scene) => {
      scene.booking.process = 'cancelling';
    },
  });
  if (booking.clock > 0) deadlineSteps(moves, place);
}

function startConfirming({ booking }: Scene, index: number): void {
  booking.process = 'confirming';
  booking.at = index;
}

/** At pay-by the provider is asked once; only then is the hold released. */
function deadlineSteps(moves: Moves, place: Place): void {
  const booking = bookingAt(place);
  const index = place.guards.askAtPayBy
    ? booking.intents.findIndex(
        (intent) => intent.provider === 'authorised' && intent.known === 'open',
      )
    : -1;
  if (index < 0) {
    add(moves, place, {
      kind: 'system',
      label: 'workflow: pay-by passed, the provider knows of no money',
      change: (scene) => {
        scene.booking.process = 'releasing';
      },
    });
    return;
  }
  add(moves, place, {
    kind: 'system',
    label: `workflow: asks the provider at pay-by and takes in intent ${index}`,
    change: (scene) => {
      takeIn(scene, { index, says: 'authorised', isCapped: false });
    },
  });
}

function capturingSteps(moves: Moves, place: Place): void {
  const { at } = bookingAt(place);
  tryOnce(moves, place, {
    who: 'workflow',
    operation: at === 0 ? 'capture-0' : 'capture-1',
    after: ({ booking }, answer) => {
      booking.process = answer === 'captured' ? 'issuing' : 'refusing';
    },
  });
}

/** Ends what money is left of a released booking, then closes the intake. */
function endingSteps(moves: Moves, place: Place): void {
  const { intents, process } = bookingAt(place);
  const left = intents.findIndex(({ provider }) =>
    ['asked', 'open', 'authorised', 'captured'].includes(provider),
  );
  if (process === 'returning' && left >= 0) {
    tryOnce(moves, place, {
      who: 'workflow',
      operation: left === 0 ? 'end-0' : 'end-1',
      after: () => undefined,
    });
    return;
  }
  tryOnce(moves, place, {
    who: 'workflow',
    operation: 'close',
    after: ({ booking }) => {
      booking.process = 'done';
    },
  });
}
