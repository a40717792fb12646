/**
 * The booking's state machine: one total table from (state, event) and facts to an outcome. The workflow, the callers of
 * SQL, the buttons and the tests ask it; it is bundled into a workflow and therefore imports nothing.
 */
export const bookingStateNames = ['held', 'confirmed', 'ticketed', 'released'] as const;
export type BookingState = (typeof bookingStateNames)[number];

/** The code of a state in the database. */
export const bookingStateCode: Record<BookingState, number> = {
  held: 1,
  confirmed: 2,
  ticketed: 3,
  released: 4,
};

/** The state with this code. Throws RangeError for a code that no state has. */
export function bookingStateOf(code: number): BookingState {
  const state = bookingStateNames[code - 1];
  if (state === undefined) throw new RangeError(`no booking state ${code}`);
  return state;
}

export type ReleaseReason = 'expired' | 'cancelled' | 'refused' | 'settled' | 'tombstone';

export const bookingEvents = [
  'hold',
  'money-authorised',
  'confirm',
  'captured',
  'issue',
  'capture-refused',
  'cancel',
  'deadline',
] as const;
export type BookingEvent = (typeof bookingEvents)[number];

export type BookingFacts = {
  /** Hold: account and request hash are those of the row. */
  sameRequest: boolean;
  /** Hold: the allocator found seats. */
  seatsAvailable: boolean;
  /**
   * The intent the event is about, if a payment names it. Refused: its capture was refused or its amount was wrong, for
   * good. Waiting: its money is authorised or captured.
   */
  intent: { id: string; refused: boolean; waiting: boolean } | null;
  /** Amount and currency of that intent are the booking's. */
  amountMatches: boolean;
  /** The intent the booking was confirmed with. */
  confirmedIntent: string | null;
  /** Some payment row of the right amount, never refused, is authorised or captured. An intent being refused counts no more. */
  moneyWaiting: boolean;
  /** Which clock a deadline asks for: the workflow's at pay-by, the sweep's at expires-at. A cancellation asks for none. */
  due: 'pay-by' | 'expires-at';
  payByPassed: boolean;
  expiresPassed: boolean;
};

export type BookingAnswer =
  | 'held' //                 hold: seats are taken
  | 'sold-out' //             hold: no seats, or not those asked for (seats-taken); no row
  | 'same-answer' //          it was so already; say the same again
  | 'conflict' //             hold: this id is somebody else's or another request
  | 'hold-lost' //            the booking no longer holds seats
  | 'deadline-extended' //    money authorised: the deadline moves, the workflow is told
  | 'confirmed' //            seats are sure, capture next
  | 'second-money' //         confirm: another intent came first
  | 'refused-intent' //       confirm: this intent may never confirm again
  | 'wrong-amount' //         confirm: amount or currency is not the booking's
  | 'unknown-payment' //      the event names no intent with money
  | 'confirm-then-issue' //   captured while held
  | 'issue' //                captured as confirmed: issue tickets
  | 'ticketed' //             tickets are there; a deadline comes too late
  | 'other-intent' //         issue: not the intent it was confirmed with
  | 'held-again' //           capture refused, deadline ahead
  | 'released'
  | 'payment-in-progress' //  cannot be released now
  | 'not-due' //              the deadline asked for has not passed
  | 'settle' //               confirmed past its deadline: settle looks after it
  | 'leave-alone' //          money of a wrong, refused or second intent: settle's, once the booking has ended
  | 'void' //                 give the authorisation back (refund if it was captured)
  | 'refund' //               give captured money back in full
  | 'orphan' //               money for a booking that does not exist: voided or refunded centrally
  | 'refund-process' //       a ticket is cancelled by refunding it
  | 'impossible'; //           cannot happen: record, alarm, change nothing

export type BookingOutcome = {
  to: BookingState | 'none';
  answer: BookingAnswer;
  /** Set when the booking becomes released. */
  reason?: ReleaseReason;
  /** The intent of the event is marked refused for good. */
  marksIntentRefused?: true;
};

type Cell = (facts: BookingFacts) => BookingOutcome;
type From = BookingState | 'none';

export const bookingStates: Record<From, Record<BookingEvent, Cell>> = {
  none: {
    hold: (facts) => (facts.seatsAvailable ? to('held', 'held') : to('none', 'sold-out')),
    'money-authorised': () => to('none', 'orphan'),
    confirm: () => to('none', 'hold-lost'),
    captured: () => to('none', 'orphan'),
    issue: impossibleIn('none'),
    'capture-refused': impossibleIn('none'),
    // Whoever releases an unknown id buries it, so that a late hold of it is refused.
    cancel: () => released('tombstone'),
    deadline: () => released('tombstone'),
  },
  held: {
    hold: sameAnswerIn('held'),
    'money-authorised': authorisedWhileHeld,
    confirm: confirmHeld,
    captured: (facts) =>
      withMoney(
        isUsable(facts) ? to('held', 'confirm-then-issue') : to('held', 'leave-alone'),
        facts,
      ),
    issue: impossibleIn('held'),
    'capture-refused': refusedAgainWhileHeld,
    cancel: (facts) =>
      facts.moneyWaiting ? to('held', 'payment-in-progress') : released('cancelled'),
    deadline: deadlineOfHeld,
  },
  confirmed: {
    hold: sameAnswerIn('confirmed'),
    'money-authorised': (facts) =>
      withMoney(
        isConfirmedIntent(facts) ? to('confirmed', 'same-answer') : to('confirmed', 'leave-alone'),
        facts,
      ),
    confirm: (facts) =>
      isConfirmedIntent(facts) ? to('confirmed', 'same-answer') : to('confirmed', 'second-money'),
    captured: (facts) =>
      withMoney(
        isConfirmedIntent(facts) && isUsable(facts)
          ? to('confirmed', 'issue')
          : to('confirmed', 'leave-alone'),
        facts,
      ),
    issue: (facts) =>
      isConfirmedIntent(facts) ? to('ticketed', 'ticketed') : to('confirmed', 'other-intent'),
    'capture-refused': captureRefused,
    cancel: () => to('confirmed', 'payment-in-progress'),
    deadline: () => to('confirmed', 'settle'),
  },
  ticketed: {
    hold: sameAnswerIn('ticketed'),
    'money-authorised': (facts) =>
      withMoney(
        isConfirmedIntent(facts) ? to('ticketed', 'same-answer') : to('ticketed', 'void'),
        facts,
      ),
    confirm: (facts) =>
      isConfirmedIntent(facts) ? to('ticketed', 'same-answer') : to('ticketed', 'second-money'),
    // The provider's news of our own capture often comes after the tickets.
    captured: (facts) =>
      withMoney(
        isConfirmedIntent(facts) ? to('ticketed', 'same-answer') : to('ticketed', 'refund'),
        facts,
      ),
    issue: () => to('ticketed', 'same-answer'),
    'capture-refused': refusedAgainIn('ticketed'),
    cancel: () => to('ticketed', 'refund-process'),
    deadline: () => to('ticketed', 'ticketed'),
  },
  released: {
    hold: () => to('released', 'hold-lost'),
    'money-authorised': (facts) => withMoney(to('released', 'void'), facts),
    confirm: () => to('released', 'hold-lost'),
    captured: (facts) => withMoney(to('released', 'refund'), facts),
    issue: () => to('released', 'hold-lost'),
    'capture-refused': refusedAgainIn('released'),
    cancel: () => to('released', 'same-answer'),
    deadline: () => to('released', 'same-answer'),
  },
};

/** What `event` does to a booking in `state`. */
export function decide(state: From, event: BookingEvent, facts: BookingFacts): BookingOutcome {
  return bookingStates[state][event](facts);
}

/** Every change of state there is. */
export const allowedEdges: readonly (readonly [from: From, to: BookingState])[] = [
  ['none', 'held'],
  ['none', 'released'],
  ['held', 'confirmed'],
  ['held', 'released'],
  ['confirmed', 'ticketed'],
  ['confirmed', 'held'],
  ['confirmed', 'released'],
];

/** Money of an intent that may not confirm waits for the booking's end, then it is given back. */
function authorisedWhileHeld(facts: BookingFacts): BookingOutcome {
  if (!facts.intent) return to('held', 'unknown-payment');
  const answer = isUsable(facts) ? 'deadline-extended' : 'leave-alone';
  return withMoney(to('held', answer), facts);
}

/** Money of a wrong amount is refused for good, whenever it comes. */
function withMoney(outcome: BookingOutcome, facts: BookingFacts): BookingOutcome {
  return facts.amountMatches ? outcome : { ...outcome, marksIntentRefused: true };
}

function confirmHeld(facts: BookingFacts): BookingOutcome {
  if (!facts.intent) return to('held', 'unknown-payment');
  if (facts.intent.refused) return to('held', 'refused-intent');
  if (!facts.amountMatches) return to('held', 'wrong-amount');
  if (!facts.intent.waiting) return to('held', 'unknown-payment');
  return facts.expiresPassed ? to('held', 'hold-lost') : to('confirmed', 'confirmed');
}

function deadlineOfHeld(facts: BookingFacts): BookingOutcome {
  const due = facts.due === 'expires-at' ? facts.expiresPassed : facts.payByPassed;
  if (!due) return to('held', 'not-due');
  return isKeptByMoney(facts) ? to('held', 'payment-in-progress') : released('expired');
}

/** While expires-at is ahead, waiting money wins over the deadline: the workflow confirms instead. */
function isKeptByMoney(facts: BookingFacts): boolean {
  return facts.moneyWaiting && !facts.expiresPassed;
}

function captureRefused(facts: BookingFacts): BookingOutcome {
  if (!isConfirmedIntent(facts)) return refusedAgainIn('confirmed')(facts);
  const isOver = facts.payByPassed && !isKeptByMoney(facts);
  const outcome = isOver ? released('refused') : to('held', 'held-again');
  return { ...outcome, marksIntentRefused: true };
}

/** A refusal told again, its first answer lost: what is left of it is done. */
function refusedAgainWhileHeld(facts: BookingFacts): BookingOutcome {
  const isKnown = facts.intent?.refused === true;
  const isOver = facts.payByPassed && !isKeptByMoney(facts);
  return isKnown && isOver ? released('refused') : refusedAgainIn('held')(facts);
}

/** Told again, a refusal gets its answer again; an intent that neither confirmed nor was refused cannot be refused. */
function refusedAgainIn(state: BookingState): Cell {
  return (facts) => to(state, facts.intent?.refused === true ? 'same-answer' : 'impossible');
}

function isUsable(facts: BookingFacts): boolean {
  return facts.intent !== null && !facts.intent.refused && facts.amountMatches;
}

function isConfirmedIntent(facts: BookingFacts): boolean {
  return facts.intent !== null && facts.intent.id === facts.confirmedIntent;
}

function sameAnswerIn(state: BookingState): Cell {
  return (facts) => to(state, facts.sameRequest ? 'same-answer' : 'conflict');
}

function impossibleIn(state: From): Cell {
  return () => to(state, 'impossible');
}

function released(reason: ReleaseReason): BookingOutcome {
  return { to: 'released', answer: 'released', reason };
}

function to(state: From, answer: BookingAnswer): BookingOutcome {
  return { to: state, answer };
}
