import type { BookingState } from '@interlock/domain/bookings/booking-states';

export const providerStates = [
  'none',
  'asked',
  'open',
  'authorised',
  'captured',
  'voided',
  'refunded',
  'dead',
] as const;
/** `asked`: the payment row is written, the provider's page does not exist yet. */
export type ProviderState = (typeof providerStates)[number];

export const rows = ['none', 'held', 'confirmed', 'ticketed', 'released'] as const;
export type Row = BookingState | 'none';

export const intakes = ['none', 'open', 'closed'] as const;

export const processStates = [
  'none',
  'holding',
  'abandoning',
  'waiting',
  'cancelling',
  'releasing',
  'confirming',
  'capturing',
  'refusing',
  'issuing',
  'finishing',
  'returning',
  'done',
  'gone',
] as const;
/** Where the durable process of a booking stands; `gone`: the store of Temporal was lost. */
export type ProcessState = (typeof processStates)[number];

/** One attempt to pay: the provider's truth, and what the shard's payment row knows of it. */
export interface ModelIntent {
  provider: ProviderState;
  known: ProviderState;
  /** Webhooks on their way, as bits: 1 authorised, 2 captured. */
  hooks: number;
  wrongAmount: boolean;
  refused: boolean;
  extended: boolean;
  /** Remembered for the properties: this money was taken in while the booking could still use it. */
  inTime: boolean;
  /** The provider refused its capture, and does so again whenever the same key is sent. */
  captureRefused: boolean;
}

export interface ModelBooking {
  intake: (typeof intakes)[number];
  claim: boolean;
  account: boolean;
  row: Row;
  confirmedBy: number;
  /** 0: before pay-by, 1: past pay-by, 2: past expires-at. */
  clock: number;
  process: ProcessState;
  /** The intent the process is busy with: 0 or 1. */
  at: number;
  /** A ticket was printed: true for ever. */
  ticket: boolean;
  /** Attempts given up by their caller that may still commit, as bits over `operations`. */
  dead: number;
  /** Only used when the capture key lacks the intent: 0 nothing stored, 1 captured, 2 refused. */
  storedCapture: number;
  intents: ModelIntent[];
}

/** How often each thing may still go wrong (or be wished for) on a path: at most twice. */
export interface Budget {
  deadAttempts: number;
  temporalLosses: number;
  lostHooks: number;
  repeatedHooks: number;
  cancels: number;
  wrongAmounts: number;
  captureRefusals: number;
  capturesAnyway: number;
  /** The clock runs out although the deadline was extended for money that waits. */
  outages: number;
  /** An extension does not fit before the last moment. */
  cappedExtensions: number;
  /** The hold has no outcome within 4 s. */
  slowHolds: number;
  /** A page that was closed is paid on after all. */
  latePays: number;
}

export const noFaults: Budget = {
  deadAttempts: 0,
  temporalLosses: 0,
  lostHooks: 0,
  repeatedHooks: 0,
  cancels: 0,
  wrongAmounts: 0,
  captureRefusals: 0,
  capturesAnyway: 0,
  outages: 0,
  cappedExtensions: 0,
  slowHolds: 0,
  latePays: 0,
};

export interface ModelState {
  /** The seats' bits: one seat of one segment each. */
  sold: boolean[];
  bookings: ModelBooking[];
  budget: Budget;
  /** A long outage or a capped extension happened: paid money may end voided. */
  excused: boolean;
}

/** What a configuration explores. */
export interface Configuration {
  readonly name: string;
  readonly bookings: 1 | 2;
  readonly intents: 1 | 2;
  /** What the two bookings compete for. */
  readonly rivalry: 'nothing' | 'seat' | 'document' | 'account';
  readonly budget: Partial<Budget>;
}

export function initialState(configuration: Configuration): ModelState {
  const seats = configuration.bookings === 2 && configuration.rivalry !== 'seat' ? 2 : 1;
  return {
    sold: Array.from({ length: seats }, () => false),
    bookings: Array.from({ length: configuration.bookings }, () =>
      newBooking(configuration.intents),
    ),
    budget: { ...noFaults, ...configuration.budget },
    excused: false,
  };
}

function newBooking(intents: number): ModelBooking {
  return {
    intake: 'none',
    claim: false,
    account: false,
    row: 'none',
    confirmedBy: 0,
    clock: 0,
    process: 'none',
    at: 0,
    ticket: false,
    dead: 0,
    storedCapture: 0,
    intents: Array.from({ length: intents }, () => ({
      provider: 'none' as const,
      known: 'none' as const,
      hooks: 0,
      wrongAmount: false,
      refused: false,
      extended: false,
      inTime: false,
      captureRefused: false,
    })),
  };
}

/** A copy whose booking `index` may be changed; the other booking is shared. */
export function draftOf(state: ModelState, index: number): ModelState {
  return {
    sold: state.sold.slice(),
    bookings: state.bookings.map((booking, at) => (at === index ? copyOf(booking) : booking)),
    budget: state.budget,
    excused: state.excused,
  };
}

function copyOf(booking: ModelBooking): ModelBooking {
  return { ...booking, intents: booking.intents.map((intent) => ({ ...intent })) };
}

export function spend(state: ModelState, what: keyof Budget): void {
  state.budget = { ...state.budget, [what]: state.budget[what] - 1 };
}

const providerNumber = numbersOf(providerStates);
const rowNumber = numbersOf(rows);
const intakeNumber = numbersOf(intakes);
const processNumber = numbersOf(processStates);

function numbersOf<Name extends string>(names: readonly Name[]): Record<Name, number> {
  return Object.fromEntries(names.map((name, at) => [name, at])) as Record<Name, number>;
}

/** Packs a state into a few UTF-16 units; swapping two bookings (and their seats) gives the same key. */
export function keyOf(state: ModelState): string {
  const isSeatShared = state.sold.length < state.bookings.length;
  const parts = state.bookings.map((booking, at) =>
    keyOfBooking(booking, !isSeatShared && state.sold[at] === true),
  );
  if (parts.length === 2 && parts[0]! > parts[1]!) parts.reverse();
  return keyOfBudget(state) + parts.join('');
}

function keyOfBooking(booking: ModelBooking, sold: boolean): string {
  let place = intakeNumber[booking.intake];
  place = place * 5 + rowNumber[booking.row];
  place = place * 3 + booking.confirmedBy;
  place = place * 3 + booking.clock;
  place = place * 14 + processNumber[booking.process];
  place = place * 2 + booking.at;
  let marks = booking.storedCapture;
  for (const mark of [booking.claim, booking.account, booking.ticket, sold])
    marks = marks * 2 + (mark ? 1 : 0);
  const key = String.fromCharCode(place, marks, booking.dead & 0xffff);
  return booking.intents.reduce(
    (text, intent) => text + String.fromCharCode(numberOfIntent(intent)),
    key,
  );
}

function numberOfIntent(intent: ModelIntent): number {
  let number = providerNumber[intent.provider] * 8 + providerNumber[intent.known];
  number = number * 4 + intent.hooks;
  number = number * 2 + (intent.wrongAmount ? 1 : 0);
  number = number * 2 + (intent.refused ? 1 : 0);
  number = number * 2 + (intent.extended ? 1 : 0);
  number = number * 2 + (intent.inTime ? 1 : 0);
  return number * 2 + (intent.captureRefused ? 1 : 0);
}

function keyOfBudget({ budget, excused, sold }: ModelState): string {
  let left = 0;
  for (const times of Object.values(budget)) left = left * 3 + times;
  const marks = (excused ? 1 : 0) + (sold.length === 1 && sold[0] === true ? 2 : 0);
  return String.fromCharCode(left >>> 16, left & 0xffff, marks);
}
