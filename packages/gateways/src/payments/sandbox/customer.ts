import { type Call, eventPut } from './deeds.ts';
import type { Faults } from './faults.ts';
import { newId } from './ids.ts';
import { capturedIntent, captureNow, intentEvent } from './intent-changes.ts';
import type { ChargeRecord, IntentRecord, IntentStatus, Put, SessionRecord } from './records.ts';
import { sessionObject } from './session-object.ts';

export const cards = ['accepted', 'declined', 'no-funds', 'bank-asks', 'bank-slow'] as const;
/** How the card that the customer picks behaves. */
export type Card = (typeof cards)[number];

type Moment = Pick<Call, 'store' | 'nowSeconds' | 'publicUrl'> & { session: SessionRecord };

const declines: Partial<Record<Card, { declineCode: string; message: string }>> = {
  declined: { declineCode: 'generic_decline', message: 'Your card was declined.' },
  'no-funds': { declineCode: 'insufficient_funds', message: 'Your card has insufficient funds.' },
};

/** The rows of one try to pay on the page. */
export function submitCard(moment: Moment & { faults: Faults }, card: Card): Put[] {
  const decline = declines[card];
  if (decline) return declined(moment, decline);
  if (card === 'bank-asks') return waiting(moment, 'requires_action');
  if (card === 'bank-slow') return waiting(moment, 'processing');
  return authorise(moment);
}

/** The bank's late answer to a try that was waiting. */
export function bankDecides(
  moment: Moment & { faults: Faults },
  decision: 'approve' | 'refuse',
): Put[] {
  if (decision === 'approve') return authorise(moment);
  return declined(moment, {
    declineCode: 'authentication_required',
    message: 'Your bank did not confirm the payment.',
  });
}

/** Reserves the money as the faults in force have it: another amount, or taken at once. */
function authorise(moment: Moment & { faults: Faults }): Put[] {
  const scope = {
    operation: 'pay' as const,
    booking: moment.session.metadata['booking'] ?? null,
  };
  const wrong = moment.faults.take('wrong-amount', scope);
  const amount = wrong?.amount ?? Math.ceil(moment.session.amount / (wrong ? 2 : 1));
  const puts = payAtOnce(moment, { amount, currency: wrong?.currency ?? moment.session.currency });
  return moment.faults.take('captures-anyway', scope) ? captureNow({ ...moment, puts }) : puts;
}

/** The rows of an authorised payment: intent, charge, finished page, and the events that tell of it. */
export function payAtOnce(moment: Moment, money?: { amount: number; currency: string }): Put[] {
  const { session, nowSeconds } = moment;
  const amount = money?.amount ?? session.amount;
  const currency = money?.currency ?? session.currency;
  const before = liveIntent(moment);
  const charge: ChargeRecord = {
    id: newId('ch'),
    created: nowSeconds,
    intentId: before.id,
    amount,
    amountCaptured: 0,
    amountRefunded: 0,
    currency,
    captured: false,
    metadata: session.intentMetadata,
  };
  const intent: IntentRecord = {
    ...before,
    amount,
    currency,
    status: 'requires_capture',
    amountCapturable: amount,
    lastError: null,
    chargeId: charge.id,
  };
  const complete: SessionRecord = { ...session, status: 'complete', intentId: intent.id };
  const puts: Put[] = [
    { kind: 'session', value: complete },
    { kind: 'intent', value: intent },
    { kind: 'charge', value: charge },
    intentEvent(moment, intent, 'payment_intent.amount_capturable_updated'),
    completedEvent(moment, complete),
  ];
  if (session.captureMethod === 'manual') return puts;
  return [
    ...puts.slice(0, 1),
    ...capturedIntent(moment, { intent, charge, amount }).puts,
    completedEvent(moment, complete),
  ];
}

function declined(moment: Moment, of: { declineCode: string; message: string }): Put[] {
  const intent: IntentRecord = {
    ...liveIntent(moment),
    status: 'requires_payment_method',
    lastError: { code: 'card_declined', ...of },
  };
  return [
    ...opened(moment, intent),
    { kind: 'intent', value: intent },
    intentEvent(moment, intent, 'payment_intent.payment_failed'),
  ];
}

function waiting(moment: Moment, status: 'requires_action' | 'processing'): Put[] {
  const intent: IntentRecord = { ...liveIntent(moment), status, lastError: null };
  return [
    ...opened(moment, intent),
    { kind: 'intent', value: intent },
    intentEvent(moment, intent, `payment_intent.${status}`),
  ];
}

function opened(moment: Moment, intent: IntentRecord): Put[] {
  return [{ kind: 'session', value: { ...moment.session, intentId: intent.id } }];
}

function completedEvent(moment: Moment, session: SessionRecord): Put {
  return eventPut({
    type: 'checkout.session.completed',
    object: sessionObject({ store: moment.store, session, pageUrl: '' }),
    metadata: session.metadata,
    intentId: session.intentId,
    nowSeconds: moment.nowSeconds,
  });
}

const usable: IntentStatus[] = ['requires_payment_method', 'requires_action', 'processing'];

/** The page's intent, made at the first try; a cancelled one is never revived. */
function liveIntent(moment: Moment): IntentRecord {
  const { session, store, nowSeconds } = moment;
  const existing = session.intentId === null ? undefined : store.intents.get(session.intentId);
  if (existing && usable.includes(existing.status)) return existing;
  return {
    id: newId('pi'),
    created: nowSeconds,
    sessionId: session.id,
    amount: session.amount,
    currency: session.currency,
    amountCapturable: 0,
    amountReceived: 0,
    captureMethod: session.captureMethod,
    status: 'requires_payment_method',
    canceledAt: null,
    cancellationReason: null,
    lastError: null,
    chargeId: null,
    metadata: session.intentMetadata,
    description: session.description,
  };
}
