import { type Answer, type Call, done, eventPut } from './deeds.ts';
import { readInteger, readMetadata } from './form-body.ts';
import { newId } from './ids.ts';
import type { ChargeRecord, Put, RefundRecord } from './records.ts';
import { chargeObject, refundObject } from './stripe-objects.ts';
import { invalidField, missingField, noSuch, requestRefused } from './stripe-refusals.ts';

/** Gives captured money back, wholly or in part, never more than was taken. */
export function createRefund(call: Call): Answer {
  const intentId = call.fields.get('payment_intent');
  if (!intentId) return missingField('payment_intent');
  const intent = call.store.intents.get(intentId);
  if (!intent) return noSuch('payment_intent', intentId);
  const charge = intent.chargeId === null ? undefined : call.store.charges.get(intent.chargeId);
  if (intent.status !== 'succeeded' || !charge) {
    return requestRefused(
      `This PaymentIntent (${intentId}) does not have a successful charge to refund.`,
    );
  }
  const left = charge.amountCaptured - charge.amountRefunded;
  if (left === 0) {
    return requestRefused(
      `Charge ${charge.id} has already been refunded.`,
      'charge_already_refunded',
    );
  }
  const amount = readInteger(call.fields.get('amount') ?? `${left}`);
  if (!amount) return invalidField('amount', 'Invalid positive integer');
  if (amount > left) {
    return requestRefused(
      `Refund amount (${amount}) is greater than unrefunded amount on charge (${left})`,
    );
  }
  return refunded(call, charge, amount);
}

function refunded(call: Call, charge: ChargeRecord, amount: number): Answer {
  const refund: RefundRecord = {
    id: newId('re'),
    created: call.nowSeconds,
    intentId: charge.intentId,
    chargeId: charge.id,
    amount,
    currency: charge.currency,
    metadata: readMetadata(call.fields, 'metadata'),
  };
  const after: ChargeRecord = { ...charge, amountRefunded: charge.amountRefunded + amount };
  const event = {
    metadata: charge.metadata,
    intentId: charge.intentId,
    nowSeconds: call.nowSeconds,
    requestKey: call.idempotencyKey,
  };
  const puts: Put[] = [
    { kind: 'refund', value: refund },
    { kind: 'charge', value: after },
    eventPut({ ...event, type: 'charge.refunded', object: chargeObject(after) }),
    eventPut({ ...event, type: 'refund.created', object: refundObject(refund) }),
  ];
  return done(refundObject(refund), puts);
}
