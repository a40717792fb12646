import type { RefusalCode } from '../refusals.ts';
import type { SaleRules } from '../sale-rules.ts';
import type { Instant } from '../time.ts';
import { type BookingState, decide } from './booking-states.ts';
import { type Deadline, extendedPayBy } from './deadlines.ts';

/** What a button needs to know of a booking. */
export type ButtonFacts = Deadline & {
  state: BookingState;
  moneyWaiting: boolean;
  askedExtensions: number;
  now: Instant;
  rules: SaleRules;
};

/** Whether a person may do it now: true, or the refusal that says why not. */
export const bookingCan = {
  cancel: canRelease,
  extend: canExtend,
  release: canRelease,
};

function canRelease(facts: ButtonFacts): true | RefusalCode {
  const { answer } = decide(facts.state, 'cancel', {
    ...factsOfNobody,
    moneyWaiting: facts.moneyWaiting,
    payByPassed: facts.now >= facts.payBy,
  });
  if (answer === 'released') return true;
  if (answer === 'refund-process') return 'already-ticketed';
  return answer === 'same-answer' ? 'already-released' : 'payment-in-progress';
}

function canExtend(facts: ButtonFacts): true | RefusalCode {
  const releasable = canRelease(facts);
  if (releasable !== true) return releasable;
  if (facts.now >= facts.payBy) return 'hold-ended';
  if (facts.askedExtensions > 0) return 'extension-used';
  const moved = extendedPayBy(facts, { cause: 'asked', now: facts.now, rules: facts.rules });
  return moved > facts.payBy ? true : 'too-close-to-departure';
}

const factsOfNobody = {
  sameRequest: false,
  seatsAvailable: false,
  intent: null,
  amountMatches: false,
  confirmedIntent: null,
  due: 'pay-by',
  expiresPassed: false,
} as const;
