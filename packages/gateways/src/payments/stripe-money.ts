import type { Instant } from '@interlock/domain/time';
import type Stripe from 'stripe';
import type { ProviderMoney, ProviderMoneyState } from './payment-gateway.ts';

/** The names under which session and intent carry our ids. */
export const metadataKeys = { booking: 'booking', attempt: 'attempt' } as const;

/** What an intent says of the money. Refunds are seen only with `latest_charge` expanded. */
export function moneyOfIntent(intent: Stripe.PaymentIntent): ProviderMoney {
  const charge = typeof intent.latest_charge === 'object' ? intent.latest_charge : null;
  const refundedFen = charge?.amount_refunded ?? 0;
  return {
    state: stateOf(intent, refundedFen),
    intentId: intent.id,
    amountFen: intent.amount,
    capturedFen: intent.amount_received,
    refundedFen,
    currency: intent.currency.toUpperCase(),
    ...ours(intent.metadata),
  };
}

/** What a hosted page says of the money, once its intent is expanded in it. */
export function moneyOfSession(session: Stripe.Checkout.Session): ProviderMoney {
  const intent = typeof session.payment_intent === 'object' ? session.payment_intent : null;
  if (intent) {
    const money = moneyOfIntent(intent);
    const over = money.state === 'open' && session.status === 'expired';
    return over ? { ...money, state: 'dead' } : money;
  }
  return {
    state: session.status === 'expired' ? 'dead' : 'open',
    intentId: typeof session.payment_intent === 'string' ? session.payment_intent : null,
    amountFen: session.amount_total ?? 0,
    capturedFen: 0,
    refundedFen: 0,
    currency: (session.currency ?? '').toUpperCase(),
    ...ours(session.metadata),
  };
}

function stateOf(intent: Stripe.PaymentIntent, refundedFen: number): ProviderMoneyState {
  switch (intent.status) {
    case 'requires_payment_method':
    case 'requires_confirmation':
      return 'open';
    case 'requires_action':
    case 'processing':
      return 'processing';
    case 'requires_capture':
      return 'authorised';
    case 'succeeded':
      return refundedFen > 0 && refundedFen >= intent.amount_received ? 'refunded' : 'captured';
    case 'canceled':
      return 'voided';
    default:
      throw new Error(`Stripe reports an unknown intent status: ${intent.status}`);
  }
}

function ours(metadata: Stripe.Metadata | null): {
  bookingId: string | null;
  attempt: number | null;
} {
  const attempt = Number(metadata?.[metadataKeys.attempt] ?? Number.NaN);
  return {
    bookingId: metadata?.[metadataKeys.booking] ?? null,
    attempt: Number.isSafeInteger(attempt) ? attempt : null,
  };
}

export function instantOfSeconds(seconds: number): Instant {
  return (seconds * 1000) as Instant;
}
