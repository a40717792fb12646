import { type Answer, type Call, done } from './deeds.ts';
import { readExpand, readInteger } from './form-body.ts';
import { canceledIntent, capturedIntent, intentEvent } from './intent-changes.ts';
import type { IntentRecord } from './records.ts';
import { intentObject } from './stripe-objects.ts';
import {
  cardRefused,
  noSuch,
  requestRefused,
  type StripeRefusal,
  unexpectedIntentState,
} from './stripe-refusals.ts';

const cancelable = ['requires_payment_method', 'requires_capture', 'requires_action'];

export function retrieveIntent(call: Call): Answer {
  const intent = call.store.intents.get(call.id);
  if (!intent) return noSuch('payment_intent', call.id);
  return done(intentObject(call.store, intent, readExpand(call.fields)));
}

/** Lets an authorisation go. With the fault `captures-anyway` the money was taken a moment before. */
export function cancelIntent(call: Call): Answer {
  const intent = call.store.intents.get(call.id);
  if (!intent) return noSuch('payment_intent', call.id);
  if (!cancelable.includes(intent.status)) return cannotCancel(intent.status);
  if (call.store.sessions.get(intent.sessionId)?.status === 'open') {
    return requestRefused(
      'You cannot cancel this PaymentIntent because it was created by a Checkout Session. Expire the Checkout Session instead.',
    );
  }
  const booking = intent.metadata['booking'] ?? null;
  const charge = intent.chargeId === null ? undefined : call.store.charges.get(intent.chargeId);
  if (charge && call.faults.take('captures-anyway', { operation: 'intent-cancel', booking })) {
    const { puts } = capturedIntent(call, { intent, charge, amount: intent.amount });
    return { ...cannotCancel('succeeded'), puts };
  }
  const reason = call.fields.get('cancellation_reason') ?? 'requested_by_customer';
  const canceled = canceledIntent(intent, { nowSeconds: call.nowSeconds, reason });
  return done(intentObject(call.store, canceled, readExpand(call.fields)), [
    { kind: 'intent', value: canceled },
    intentEvent(call, canceled, 'payment_intent.canceled'),
  ]);
}

function cannotCancel(status: string): StripeRefusal {
  return unexpectedIntentState(
    `You cannot cancel this PaymentIntent because it has a status of ${status}. Only a PaymentIntent with one of the following statuses may be canceled: requires_payment_method, requires_capture, requires_confirmation, requires_action, processing.`,
  );
}

/** Takes the reserved money, once. */
export function captureIntent(call: Call): Answer {
  const intent = call.store.intents.get(call.id);
  if (!intent) return noSuch('payment_intent', call.id);
  const charge = intent.chargeId === null ? undefined : call.store.charges.get(intent.chargeId);
  if (intent.status !== 'requires_capture' || !charge) return cannotCapture(intent);
  const booking = intent.metadata['booking'] ?? null;
  if (call.faults.take('refuse-capture', { operation: 'intent-capture', booking })) {
    return cardRefused('Your card was declined.');
  }
  const amount = readInteger(call.fields.get('amount_to_capture') ?? `${intent.amountCapturable}`);
  if (!amount || amount > intent.amountCapturable) {
    return requestRefused(
      `The requested capture amount is greater than the amount you can capture for this charge (${intent.amountCapturable}).`,
      'amount_too_large',
    );
  }
  const captured = capturedIntent(call, { intent, charge, amount });
  const body = intentObject(call.store, captured.intent, readExpand(call.fields));
  return done(body, captured.puts);
}

function cannotCapture(intent: IntentRecord): StripeRefusal {
  const why =
    intent.status === 'succeeded'
      ? 'it has already been captured'
      : `it has a status of ${intent.status}. Only a PaymentIntent with one of the following statuses may be captured: requires_capture`;
  return unexpectedIntentState(`This PaymentIntent could not be captured because ${why}.`);
}
