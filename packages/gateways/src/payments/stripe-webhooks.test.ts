import type { Instant } from '@interlock/domain/time';
import { describe, expect, it } from 'vitest';
import type { IntentRecord } from './sandbox/records.ts';
import { Store } from './sandbox/store.ts';
import { intentObject } from './sandbox/stripe-objects.ts';
import { signature } from './sandbox/webhook-sender.ts';
import { createStripePayments } from './stripe-payments.ts';

const now = 1_800_000_000_000 as Instant;
const nowSeconds = now / 1000;
const payments = createStripePayments({
  secretKey: 'sk_test_webhooks',
  webhookSecrets: ['whsec_new', 'whsec_old'],
  apiBase: 'http://127.0.0.1:9',
  now: () => now,
});

const intent: IntentRecord = {
  id: 'pi_1',
  created: nowSeconds,
  sessionId: 'cs_test_1',
  amount: 5_000,
  currency: 'cny',
  amountCapturable: 5_000,
  amountReceived: 0,
  captureMethod: 'manual',
  status: 'requires_capture',
  canceledAt: null,
  cancellationReason: null,
  lastError: null,
  chargeId: null,
  metadata: { booking: 'B0000000000001', attempt: '2' },
  description: 'G1',
};

function eventText(changes: object = {}): string {
  return JSON.stringify({
    id: 'evt_1',
    object: 'event',
    created: nowSeconds,
    livemode: false,
    type: 'payment_intent.amount_capturable_updated',
    data: { object: intentObject(new Store(), intent) },
    ...changes,
  });
}

function read(text: string, header = signature(text, 'whsec_new', nowSeconds)) {
  return payments.parseWebhook({ rawBody: new TextEncoder().encode(text), signature: header });
}

describe('a webhook', () => {
  it('is read with its money, booking and time', () => {
    expect(read(eventText())).toEqual({
      kind: 'event',
      eventId: 'evt_1',
      type: 'payment_intent.amount_capturable_updated',
      createdAt: now,
      intentId: 'pi_1',
      bookingId: 'B0000000000001',
      money: {
        state: 'authorised',
        intentId: 'pi_1',
        amountFen: 5_000,
        capturedFen: 0,
        refundedFen: 0,
        currency: 'CNY',
        bookingId: 'B0000000000001',
        attempt: 2,
      },
    });
  });

  it('is taken with the old secret while secrets are replaced', () => {
    const text = eventText();
    expect(read(text, signature(text, 'whsec_old', nowSeconds))).toMatchObject({ kind: 'event' });
  });

  it('is rejected without a right signature over exactly these bytes', () => {
    const text = eventText();
    const rejected = { kind: 'rejected', why: 'bad-signature' };
    const right = signature(text, 'whsec_new', nowSeconds);
    expect(read(text, '')).toEqual(rejected);
    expect(read(text, 'garbage')).toEqual(rejected);
    expect(read(text, signature(text, 'whsec_stranger', nowSeconds))).toEqual(rejected);
    expect(read(text, right.replace('v1=', 'v0='))).toEqual(rejected);
    expect(read(`${text} `, right)).toEqual(rejected);
    expect(read(`\uFEFF${text}`, right)).toEqual(rejected);
    expect(read('', right)).toEqual(rejected);
  });

  it('is rejected when signed more than five minutes ago', () => {
    const text = eventText();
    expect(read(text, signature(text, 'whsec_new', nowSeconds - 301))).toEqual({
      kind: 'rejected',
      why: 'bad-signature',
    });
    expect(read(text, signature(text, 'whsec_new', nowSeconds - 299))).toMatchObject({
      kind: 'event',
    });
  });

  it('is rejected when signed more than five minutes ahead', () => {
    const text = eventText();
    expect(read(text, signature(text, 'whsec_new', nowSeconds + 301))).toEqual({
      kind: 'rejected',
      why: 'from-the-future',
    });
    expect(read(text, signature(text, 'whsec_new', nowSeconds + 299))).toMatchObject({
      kind: 'event',
    });
  });

  it('is rejected when it comes from the other mode', () => {
    expect(read(eventText({ livemode: true }))).toEqual({ kind: 'rejected', why: 'wrong-mode' });
  });

  it('is rejected when it is signed but no event', () => {
    const rejected = { kind: 'rejected', why: 'not-json' };
    expect(read('not json')).toEqual(rejected);
    expect(read('null')).toEqual(rejected);
    expect(read('[]')).toEqual(rejected);
    expect(read('{"object":"v2.core.event"}')).toEqual(rejected);
  });

  it('is ignored with its type when nothing waits for such events', () => {
    expect(read(eventText({ type: 'invoice.paid' }))).toEqual({
      kind: 'ignored',
      why: 'type-not-used',
      eventId: 'evt_1',
      type: 'invoice.paid',
    });
  });
});
