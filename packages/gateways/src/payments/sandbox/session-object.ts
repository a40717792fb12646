import type Stripe from 'stripe';
import type { SessionRecord } from './records.ts';
import type { Store } from './store.ts';
import { type Expansions, intentObject } from './stripe-objects.ts';

/** A Checkout Session as Stripe answers it; `url` is there only while the page can be used. */
export function sessionObject(of: {
  store: Store;
  session: SessionRecord;
  pageUrl: string;
  expand?: Expansions;
}): Stripe.Checkout.Session {
  const { session } = of;
  return {
    ...unusedFields(),
    id: session.id,
    object: 'checkout.session',
    amount_subtotal: session.amount,
    amount_total: session.amount,
    cancel_url: session.cancelUrl,
    client_reference_id: session.clientReferenceId,
    created: session.created,
    currency: session.currency,
    expires_at: session.expiresAt,
    livemode: false,
    locale: session.locale,
    metadata: session.metadata,
    mode: 'payment',
    payment_intent: intentOf(of),
    payment_method_collection: 'if_required',
    payment_method_types: ['card'],
    payment_status: paymentStatus(of.store, session),
    status: session.status,
    success_url: session.successUrl,
    ui_mode: 'hosted_page',
    url: session.status === 'open' ? of.pageUrl : null,
  };
}

function intentOf(of: {
  store: Store;
  session: SessionRecord;
  expand?: Expansions;
}): string | Stripe.PaymentIntent | null {
  const intent = of.session.intentId === null ? null : of.store.intents.get(of.session.intentId);
  const expand = of.expand ?? [];
  if (!intent || !expand.some((path) => /^payment_intent(\.|$)/.test(path))) {
    return of.session.intentId;
  }
  const inner = expand
    .filter((path) => path.startsWith('payment_intent.'))
    .map((path) => path.slice('payment_intent.'.length));
  return intentObject(of.store, intent, inner);
}

/** A manually captured payment counts as paid only once it is captured. */
function paymentStatus(
  store: Store,
  session: SessionRecord,
): Stripe.Checkout.Session.PaymentStatus {
  const intent = session.intentId === null ? null : store.intents.get(session.intentId);
  return intent?.status === 'succeeded' ? 'paid' : 'unpaid';
}

type UsedField =
  | 'id'
  | 'object'
  | 'amount_subtotal'
  | 'amount_total'
  | 'cancel_url'
  | 'client_reference_id'
  | 'created'
  | 'currency'
  | 'expires_at'
  | 'livemode'
  | 'locale'
  | 'metadata'
  | 'mode'
  | 'payment_intent'
  | 'payment_method_collection'
  | 'payment_method_types'
  | 'payment_status'
  | 'status'
  | 'success_url'
  | 'ui_mode'
  | 'url';

/** What a session has for businesses of other kinds. */
function unusedFields(): Omit<Stripe.Checkout.Session, UsedField> {
  return {
    adaptive_pricing: null,
    after_expiration: null,
    allow_promotion_codes: null,
    allowed_payment_method_types: ['card'],
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    billing_address_collection: null,
    client_secret: null,
    collected_information: null,
    consent: null,
    consent_collection: null,
    currency_conversion: null,
    custom_fields: [],
    custom_text: {
      after_submit: null,
      shipping_address: null,
      submit: null,
      terms_of_service_acceptance: null,
    },
    customer: null,
    customer_account: null,
    customer_creation: 'if_required',
    customer_details: null,
    customer_email: null,
    discounts: [],
    integration_identifier: null,
    invoice: null,
    invoice_creation: null,
    managed_payments: null,
    origin_context: null,
    payment_link: null,
    payment_method_configuration_details: null,
    payment_method_options: {},
    permissions: null,
    recovered_from: null,
    saved_payment_method_options: null,
    setup_intent: null,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    submit_type: null,
    subscription: null,
    tax_id_collection: { enabled: false, required: 'never' },
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    wallet_options: null,
  };
}
