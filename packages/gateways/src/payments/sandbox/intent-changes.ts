import { type Call, eventPut } from './deeds.ts';
import type { ChargeRecord, IntentRecord, Put } from './records.ts';
import { chargeObject, intentObject } from './stripe-objects.ts';

type Moment = Pick<Call, 'store' | 'nowSeconds'> & Partial<Pick<Call, 'idempotencyKey'>>;

/** The event that tells of an intent as it stands now. */
export function intentEvent(moment: Moment, intent: IntentRecord, type: string): Put {
  return eventPut({
    type,
    object: intentObject(moment.store, intent),
    metadata: intent.metadata,
    intentId: intent.id,
    nowSeconds: moment.nowSeconds,
    requestKey: moment.idempotencyKey ?? null,
  });
}

export function canceledIntent(
  intent: IntentRecord,
  of: { nowSeconds: number; reason: string },
): IntentRecord {
  return {
    ...intent,
    status: 'canceled',
    amountCapturable: 0,
    canceledAt: of.nowSeconds,
    cancellationReason: of.reason,
  };
}

/** The rows of a capture; what is not taken goes back to the card at once. */
export function capturedIntent(
  moment: Moment,
  of: { intent: IntentRecord; charge: ChargeRecord; amount: number },
): { intent: IntentRecord; puts: Put[] } {
  const intent: IntentRecord = {
    ...of.intent,
    status: 'succeeded',
    amountCapturable: 0,
    amountReceived: of.amount,
  };
  const charge: ChargeRecord = { ...of.charge, captured: true, amountCaptured: of.amount };
  const puts: Put[] = [
    { kind: 'intent', value: intent },
    { kind: 'charge', value: charge },
    intentEvent(moment, intent, 'payment_intent.succeeded'),
    eventPut({
      type: 'charge.captured',
      object: chargeObject(charge),
      metadata: charge.metadata,
      intentId: intent.id,
      nowSeconds: moment.nowSeconds,
    }),
  ];
  return { intent, puts };
}

/** Takes the money of an authorisation that is only about to be written. */
export function captureNow(of: Moment & { puts: Put[] }): Put[] {
  const intent = of.puts.find((put) => put.kind === 'intent')?.value;
  const charge = of.puts.find((put) => put.kind === 'charge')?.value;
  if (!intent || !charge) return of.puts;
  const kept = of.puts.filter((put) => !isAuthorisation(put));
  return [...kept, ...capturedIntent(of, { intent, charge, amount: charge.amount }).puts];
}

function isAuthorisation(put: Put): boolean {
  return (
    put.kind === 'intent' ||
    put.kind === 'charge' ||
    (put.kind === 'event' && put.value.type === 'payment_intent.amount_capturable_updated')
  );
}
