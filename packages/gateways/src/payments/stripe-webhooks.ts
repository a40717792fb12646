import type { Instant } from '@interlock/domain/time';
import Stripe from 'stripe';
import type { WebhookAnswer, WebhookRejection } from './payment-gateway.ts';
import { instantOfSeconds, moneyOfIntent } from './stripe-money.ts';

const toleranceSeconds = 300;

const intentEvents = [
  'payment_intent.amount_capturable_updated',
  'payment_intent.canceled',
  'payment_intent.payment_failed',
  'payment_intent.processing',
  'payment_intent.requires_action',
  'payment_intent.succeeded',
] as const satisfies Stripe.Event['type'][];
type IntentEvent = Extract<Stripe.Event, { type: (typeof intentEvents)[number] }>;

/**
 * Reads a webhook. The SDK compares signatures in constant time and refuses old ones; it takes
 * signatures from the future, so those are refused here.
 */
export function readStripeWebhook(of: {
  stripe: Stripe;
  /** All that are valid now: two of them while a secret is being replaced. */
  secrets: readonly string[];
  liveMode: 'live' | 'test';
  now: Instant;
  rawBody: Uint8Array;
  signature: string;
}): WebhookAnswer {
  const event = verified(of);
  if (event.kind === 'rejected') return event;
  if (signedAtSeconds(of.signature) * 1000 > of.now + toleranceSeconds * 1000) {
    return { kind: 'rejected', why: 'from-the-future' };
  }
  return understood(event.event, of.liveMode);
}

function verified(of: {
  stripe: Stripe;
  secrets: readonly string[];
  now: Instant;
  rawBody: Uint8Array;
  signature: string;
}): { kind: 'verified'; event: Stripe.Event } | WebhookRejection {
  const body = textOf(of.rawBody);
  if (body === null) return { kind: 'rejected', why: 'bad-signature' };
  for (const secret of of.secrets) {
    try {
      const event = of.stripe.webhooks.constructEvent(
        body,
        of.signature,
        secret,
        toleranceSeconds,
        undefined,
        of.now,
      );
      return { kind: 'verified', event };
    } catch (error) {
      // Anything else than a wrong signature means that it was right and the body is no event.
      if (!(error instanceof Stripe.errors.StripeSignatureVerificationError)) {
        return { kind: 'rejected', why: 'not-json' };
      }
    }
  }
  return { kind: 'rejected', why: 'bad-signature' };
}

/** The SDK would drop a leading BOM and accept the rest; the signature counts for exactly the bytes that came. */
function textOf(rawBody: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(rawBody);
  } catch {
    return null;
  }
}

/** Only intents are acted on: an event of another kind has an intent's event beside it. */
function understood(event: Stripe.Event, liveMode: 'live' | 'test'): WebhookAnswer {
  if (!isEvent(event)) return { kind: 'rejected', why: 'not-json' };
  if (event.livemode !== (liveMode === 'live')) return { kind: 'rejected', why: 'wrong-mode' };
  if (!isIntentEvent(event)) {
    return { kind: 'ignored', why: 'type-not-used', eventId: event.id, type: event.type };
  }
  const money = moneyOfIntent(event.data.object);
  return {
    kind: 'event',
    eventId: event.id,
    type: event.type,
    createdAt: instantOfSeconds(event.created),
    intentId: event.data.object.id,
    money,
    bookingId: money.bookingId,
  };
}

/** The signed body may still be any JSON, such as `null`. */
function isEvent(event: Stripe.Event | null): event is Stripe.Event {
  return typeof event === 'object' && event !== null && event.object === 'event';
}

function isIntentEvent(event: Stripe.Event): event is IntentEvent {
  return (intentEvents as readonly string[]).includes(event.type);
}

/** The time the SDK has verified: the last `t=` of the header. */
function signedAtSeconds(signature: string): number {
  const times = signature.split(',').filter((part) => part.split('=')[0] === 't');
  return Number.parseInt(times.at(-1)?.split('=')[1] ?? '', 10);
}
