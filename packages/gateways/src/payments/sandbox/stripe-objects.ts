import type Stripe from 'stripe';
import type { ChargeRecord, EventRecord, IntentRecord, RefundRecord } from './records.ts';
import type { Store } from './store.ts';

/** The API version of the pinned SDK: answers are shaped, and checked by its types, for this one. */
export const apiVersion = '2026-10-28.endive';

/** Which references of an object the caller wants written out, such as `latest_charge`. */
export type Expansions = readonly string[];

export function intentObject(
  store: Store,
  intent: IntentRecord,
  expand: Expansions = [],
): Stripe.PaymentIntent {
  const charge = intent.chargeId === null ? undefined : store.charges.get(intent.chargeId);
  return {
    id: intent.id,
    object: 'payment_intent',
    allowed_payment_method_types: null,
    amount: intent.amount,
    amount_capturable: intent.amountCapturable,
    amount_received: intent.amountReceived,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: null,
    canceled_at: intent.canceledAt,
    cancellation_reason: intent.cancellationReason,
    capture_method: intent.captureMethod,
    client_secret: `${intent.id}_secret_sandbox`,
    confirmation_method: 'automatic',
    created: intent.created,
    currency: intent.currency,
    customer: null,
    customer_account: null,
    description: intent.description,
    excluded_payment_method_types: null,
    last_payment_error: lastErrorObject(intent),
    latest_charge:
      charge && expand.includes('latest_charge') ? chargeObject(charge) : intent.chargeId,
    livemode: false,
    managed_payments: null,
    metadata: intent.metadata,
    next_action:
      intent.status === 'requires_action'
        ? { type: 'redirect_to_url', redirect_to_url: { url: null, return_url: null } }
        : null,
    on_behalf_of: null,
    payment_method: intent.chargeId === null ? null : 'pm_card_sandbox',
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_method_types: ['card'],
    payment_record: null,
    processing: intent.status === 'processing' ? { type: 'card' } : null,
    receipt_email: null,
    review: null,
    setup_future_usage: null,
    shipping: null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: intent.status,
    transfer_data: null,
    transfer_group: null,
  };
}

function lastErrorObject(intent: IntentRecord): Stripe.PaymentIntent.LastPaymentError | null {
  if (intent.lastError === null) return null;
  const { code, declineCode, message } = intent.lastError;
  return { type: 'card_error', code, decline_code: declineCode, message };
}

export function chargeObject(charge: ChargeRecord): Stripe.Charge {
  return {
    id: charge.id,
    object: 'charge',
    amount: charge.amount,
    amount_captured: charge.amountCaptured,
    amount_refunded: charge.amountRefunded,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: { address: null, email: null, name: null, phone: null, tax_id: null },
    calculated_statement_descriptor: null,
    captured: charge.captured,
    created: charge.created,
    currency: charge.currency,
    customer: null,
    description: null,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    fraud_details: {},
    livemode: false,
    metadata: charge.metadata,
    on_behalf_of: null,
    outcome: null,
    paid: true,
    payment_intent: charge.intentId,
    payment_method: 'pm_card_sandbox',
    payment_method_details: null,
    receipt_email: null,
    receipt_number: null,
    receipt_url: null,
    refunded: charge.amountRefunded === charge.amountCaptured && charge.amountRefunded > 0,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: 'succeeded',
    transfer_data: null,
    transfer_group: null,
  };
}

export function refundObject(refund: RefundRecord): Stripe.Refund {
  return {
    id: refund.id,
    object: 'refund',
    amount: refund.amount,
    balance_transaction: null,
    charge: refund.chargeId,
    created: refund.created,
    currency: refund.currency,
    customer: null,
    customer_account: null,
    metadata: refund.metadata,
    payment_intent: refund.intentId,
    payment_method: null,
    reason: 'requested_by_customer',
    receipt_number: null,
    source_transfer_reversal: null,
    status: 'succeeded',
    transfer_reversal: null,
  };
}

/** Events are stored whole, so their object's type is known only by the event's type. */
export function eventObject(event: EventRecord): Omit<Stripe.EventBase, 'type'> & { type: string } {
  return {
    id: event.id,
    object: 'event',
    api_version: apiVersion,
    created: event.created,
    data: { object: event.object },
    livemode: false,
    pending_webhooks: event.delivery === 'delivered' ? 0 : 1,
    request: { id: null, idempotency_key: event.requestKey },
    type: event.type,
  };
}

export function listObject<Item extends { id: string }>(of: {
  url: string;
  data: Item[];
  hasMore: boolean;
}): Pick<Stripe.ApiList<Item>, 'object' | 'data' | 'has_more' | 'url'> {
  return { object: 'list', data: of.data, has_more: of.hasMore, url: of.url };
}
