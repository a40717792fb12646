import type { Instant } from '@interlock/domain/time';
import type Stripe from 'stripe';
import type {
  CancelAnswer,
  CaptureAnswer,
  CheckoutAnswer,
  CheckoutOrder,
  ExpireAnswer,
  PaymentGateway,
  ProviderEventLine,
  ProviderIntentLine,
  ProviderMoney,
  RefundAnswer,
} from './payment-gateway.ts';
import { ProviderUnknown } from './payment-gateway.ts';
import {
  callStripe,
  isRefusal,
  makeStripe,
  refusalCode,
  type StripeSettings,
} from './stripe-calls.ts';
import { instantOfSeconds, metadataKeys, moneyOfIntent, moneyOfSession } from './stripe-money.ts';
import { readStripeWebhook } from './stripe-webhooks.ts';

export type StripePaymentsSettings = StripeSettings & {
  webhookSecrets: readonly string[];
  now: () => Instant;
  /** How long a question may take; default 3 s. */
  lookMs?: number;
  /** How long a deed may take; default 8 s. */
  actMs?: number;
};

/** Stripe's shortest page is 30 minutes; a minute more keeps it so while requests travel. */
const pageOutlivesHoldMs = 31 * 60_000;

/** The payment port over the official SDK, against Stripe or the sandbox. */
export function createStripePayments(settings: StripePaymentsSettings): PaymentGateway {
  const stripe = makeStripe(settings);
  const lookMs = settings.lookMs ?? 3_000;
  const actMs = settings.actMs ?? 8_000;
  const calls: Calls = {
    stripe,
    look: (call) => callStripe(lookMs, () => call({ timeout: lookMs })),
    act: (idempotencyKey, call) =>
      callStripe(actMs, () => call({ timeout: actMs, idempotencyKey })),
  };
  return {
    openCheckout: (order) => openCheckout(calls, order),
    lookAtAttempt: ({ sessionId }) => lookAtAttempt(calls, sessionId),
    lookAtIntent: ({ intentId }) => lookAtIntent(calls, intentId),
    capture: (of) => capture(calls, of),
    cancelIntent: (of) => cancelIntent(calls, of),
    expireCheckout: ({ sessionId }) => expireCheckout(calls, sessionId),
    refund: (of) => refund(calls, of),
    listIntents: ({ since }) => listIntents(calls, since),
    listEvents: ({ since }) => listEvents(calls, since),
    parseWebhook: ({ rawBody, signature }) =>
      readStripeWebhook({
        stripe,
        secrets: settings.webhookSecrets,
        liveMode: /^[rs]k_live_/.test(settings.secretKey) ? 'live' : 'test',
        now: settings.now(),
        rawBody,
        signature,
      }),
  };
}

type Calls = {
  stripe: Stripe;
  look: <T>(call: (options: Stripe.RequestOptions) => Promise<T>) => Promise<T>;
  act: <T>(key: string, call: (options: Stripe.RequestOptions) => Promise<T>) => Promise<T>;
};

async function openCheckout({ stripe, act }: Calls, order: CheckoutOrder): Promise<CheckoutAnswer> {
  const metadata = {
    [metadataKeys.booking]: order.bookingId,
    [metadataKeys.attempt]: `${order.attempt}`,
  };
  const params: Stripe.Checkout.SessionCreateParams = {
    mode: 'payment',
    allowed_payment_method_types: ['card'],
    locale: order.locale,
    success_url: order.returnUrl,
    cancel_url: order.cancelUrl,
    expires_at: Math.ceil((order.expiresAt + pageOutlivesHoldMs) / 1000),
    line_items: [
      {
        quantity: 1,
        price_data: {
          currency: order.currency.toLowerCase(),
          unit_amount: order.amountFen,
          product_data: { name: order.description },
        },
      },
    ],
    metadata,
    payment_intent_data: { capture_method: 'manual', metadata },
  };
  const key = `${order.bookingId}:${order.attempt}:checkout`;
  try {
    const session = await act(key, (options) => stripe.checkout.sessions.create(params, options));
    if (!session.url) return { kind: 'attempt-used' };
    return { kind: 'opened', sessionId: session.id, url: session.url };
  } catch (error) {
    if (isRefusal(error) && error.rawType === 'idempotency_error') return { kind: 'attempt-used' };
    throw error;
  }
}

async function lookAtAttempt({ stripe, look }: Calls, sessionId: string): Promise<ProviderMoney> {
  const session = await look((options) =>
    stripe.checkout.sessions.retrieve(
      sessionId,
      { expand: ['payment_intent.latest_charge'] },
      options,
    ),
  );
  return moneyOfSession(session);
}

async function lookAtIntent({ stripe, look }: Calls, intentId: string): Promise<ProviderMoney> {
  const intent = await look((options) =>
    stripe.paymentIntents.retrieve(intentId, { expand: ['latest_charge'] }, options),
  );
  return moneyOfIntent(intent);
}

async function capture(
  calls: Calls,
  of: { bookingId: string; intentId: string; amountFen: number },
): Promise<CaptureAnswer> {
  const key = `${of.bookingId}:${of.intentId}:capture`;
  try {
    const intent = await calls.act(key, (options) =>
      calls.stripe.paymentIntents.capture(
        of.intentId,
        { amount_to_capture: of.amountFen },
        options,
      ),
    );
    return capturedAnswer(moneyOfIntent(intent));
  } catch (error) {
    if (!isRefusal(error)) throw error;
    if (!isUnexpectedState(error)) return { kind: 'refused', code: refusalCode(error) };
  }
  const money = await lookAtIntent(calls, of.intentId);
  switch (money.state) {
    case 'captured':
    case 'refunded':
      return capturedAnswer(money);
    case 'authorised':
    case 'processing':
      throw new ProviderUnknown(`Capture was refused, yet the intent is ${money.state}.`);
    case 'open':
    case 'voided':
    case 'dead':
      return { kind: 'already-ended', money };
  }
}

function capturedAnswer(money: ProviderMoney): CaptureAnswer {
  return { kind: 'captured', amountFen: money.capturedFen, currency: money.currency };
}

/** The key carries the state it was used in: a "no" that Stripe remembers must not outlive its reason. */
async function cancelIntent(
  calls: Calls,
  of: { bookingId: string; intentId: string },
): Promise<CancelAnswer> {
  const before = await lookAtIntent(calls, of.intentId);
  if (before.state !== 'authorised' && before.state !== 'open') return cancelOutcome(before);
  const key = `${of.bookingId}:${of.intentId}:cancel:${before.state}`;
  try {
    await calls.act(key, (options) => calls.stripe.paymentIntents.cancel(of.intentId, {}, options));
    return { kind: 'voided' };
  } catch (error) {
    if (!isRefusal(error)) throw error;
  }
  return cancelOutcome(await lookAtIntent(calls, of.intentId));
}

function cancelOutcome(money: ProviderMoney): CancelAnswer {
  switch (money.state) {
    case 'voided':
    case 'dead':
      return { kind: 'voided' };
    case 'captured':
    case 'refunded':
      return {
        kind: 'captured',
        amountFen: money.capturedFen,
        refundedFen: money.refundedFen,
        currency: money.currency,
      };
    case 'open':
    case 'processing':
    case 'authorised':
      return { kind: 'not-yet', money };
  }
}

async function expireCheckout(calls: Calls, sessionId: string): Promise<ExpireAnswer> {
  try {
    await calls.act(`${sessionId}:expire`, (options) =>
      calls.stripe.checkout.sessions.expire(sessionId, {}, options),
    );
    return { kind: 'expired' };
  } catch (error) {
    if (!isRefusal(error)) throw error;
  }
  const session = await calls.look((options) =>
    calls.stripe.checkout.sessions.retrieve(
      sessionId,
      { expand: ['payment_intent.latest_charge'] },
      options,
    ),
  );
  if (session.status === 'expired') return { kind: 'expired' };
  if (session.status === 'open') throw new ProviderUnknown('The page refused to close.');
  return { kind: 'completed', money: moneyOfSession(session) };
}

async function refund(
  calls: Calls,
  of: { bookingId: string; intentId: string; amountFen: number; operation: string },
): Promise<RefundAnswer> {
  const key = `${of.bookingId}:${of.intentId}:refund:${of.operation}`;
  try {
    const made = await calls.act(key, (options) =>
      calls.stripe.refunds.create(
        {
          payment_intent: of.intentId,
          amount: of.amountFen,
          metadata: { [metadataKeys.booking]: of.bookingId, operation: of.operation },
        },
        options,
      ),
    );
    return refundAnswer(made);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return (await earlierRefund(calls, of)) ?? { kind: 'refused', code: refusalCode(error) };
  }
}

/** A key forgotten after a day: the same operation's refund is still in the provider's list. */
async function earlierRefund(
  { stripe, look }: Calls,
  of: { intentId: string; operation: string },
): Promise<RefundAnswer | null> {
  const made = await look((options) =>
    stripe.refunds.list({ payment_intent: of.intentId, limit: 100 }, options),
  );
  const same = made.data.find((one) => one.metadata?.['operation'] === of.operation);
  return same ? refundAnswer(same) : null;
}

function refundAnswer(made: Stripe.Refund): RefundAnswer {
  if (made.status === 'failed' || made.status === 'canceled') {
    return { kind: 'refused', code: made.failure_reason ?? made.status };
  }
  return {
    kind: 'refunded',
    refundId: made.id,
    amountFen: made.amount,
    currency: made.currency.toUpperCase(),
  };
}

async function* listIntents(calls: Calls, since: Instant): AsyncGenerator<ProviderIntentLine> {
  const created = { gte: Math.floor(since / 1000) };
  let after: { starting_after?: string } = {};
  for (;;) {
    const page = await calls.look((options) =>
      calls.stripe.paymentIntents.list(
        { created, limit: 100, expand: ['data.latest_charge'], ...after },
        options,
      ),
    );
    for (const intent of page.data) {
      const createdAt = instantOfSeconds(intent.created);
      yield { ...moneyOfIntent(intent), intentId: intent.id, createdAt };
    }
    const last = page.data.at(-1);
    if (!page.has_more || !last) return;
    after = { starting_after: last.id };
  }
}

async function* listEvents(calls: Calls, since: Instant): AsyncGenerator<ProviderEventLine> {
  const created = { gte: Math.floor(since / 1000) };
  let after: { starting_after?: string } = {};
  for (;;) {
    const page = await calls.look((options) =>
      calls.stripe.events.list({ created, limit: 100, ...after }, options),
    );
    for (const event of page.data) {
      const { object } = event.data;
      yield {
        eventId: event.id,
        type: event.type,
        createdAt: instantOfSeconds(event.created),
        undelivered: event.pending_webhooks > 0,
        intentId: 'object' in object && object.object === 'payment_intent' ? object.id : null,
      };
    }
    const last = page.data.at(-1);
    if (!page.has_more || !last) return;
    after = { starting_after: last.id };
  }
}

function isUnexpectedState(error: unknown): boolean {
  return isRefusal(error) && error.code === 'payment_intent_unexpected_state';
}
