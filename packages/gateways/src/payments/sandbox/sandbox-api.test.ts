import Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  newOrder,
  openAndPay,
  type SandboxFixture,
  startSandboxFixture,
  testSecrets,
} from './sandbox-fixture.ts';

let fixture: SandboxFixture;
let stripe: Stripe;
beforeAll(async () => {
  fixture = await startSandboxFixture();
  const { port } = fixture.sandbox;
  stripe = new Stripe(testSecrets.apiKey, {
    host: '127.0.0.1',
    port,
    protocol: 'http',
    maxNetworkRetries: 0,
    telemetry: false,
  });
});
afterAll(() => fixture.close());

function refundForm(intentId: string, amount = '100') {
  return new URLSearchParams({ payment_intent: intentId, amount });
}

function post(path: string, key: string, body: URLSearchParams): Promise<Response> {
  return fetch(`${fixture.sandbox.url}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${testSecrets.apiKey}`, 'idempotency-key': key },
    body,
  });
}

async function capturedIntent(): Promise<{ intentId: string; bookingId: string }> {
  const order = newOrder();
  const { intentId } = await openAndPay(fixture, order);
  await fixture.payments.capture({ ...order, intentId });
  return { intentId, bookingId: order.bookingId };
}

describe('an idempotency key', () => {
  it('gives the stored answer to the same request and does nothing a second time', async () => {
    const { intentId } = await capturedIntent();
    const first = await post('/v1/refunds', `${intentId}:r`, refundForm(intentId));
    const second = await post('/v1/refunds', `${intentId}:r`, refundForm(intentId));
    expect(second.headers.get('idempotent-replayed')).toBe('true');
    expect(await second.json()).toEqual(await first.json());
    const refunds = await stripe.refunds.list({ payment_intent: intentId });
    expect(refunds.data).toHaveLength(1);
  });

  it('is refused for another body or another address', async () => {
    const { intentId } = await capturedIntent();
    await post('/v1/refunds', `${intentId}:k`, refundForm(intentId));
    const otherBody = await post('/v1/refunds', `${intentId}:k`, refundForm(intentId, '200'));
    const otherPath = await post(
      `/v1/payment_intents/${intentId}/cancel`,
      `${intentId}:k`,
      refundForm(intentId),
    );
    for (const answer of [otherBody, otherPath]) {
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({ error: { type: 'idempotency_error' } });
    }
  });

  it('answers 409 while the first request is at work', async () => {
    const { intentId, bookingId } = await capturedIntent();
    const stall = await fixture.addFault({
      kind: 'stall',
      operation: 'refund-create',
      booking: bookingId,
    });
    const first = post('/v1/refunds', `${intentId}:f`, refundForm(intentId));
    const second = post('/v1/refunds', `${intentId}:f`, refundForm(intentId));
    const early = await Promise.race([first, second]);
    expect(early.status).toBe(409);
    expect(await early.json()).toMatchObject({ error: { code: 'idempotency_key_in_use' } });
    await fetch(`${fixture.sandbox.url}/sandbox/faults/${stall.id}`, { method: 'DELETE' });
    const statuses = (await Promise.all([first, second])).map((answer) => answer.status);
    expect(statuses.toSorted((a, b) => a - b)).toEqual([200, 409]);
    const again = await post('/v1/refunds', `${intentId}:f`, refundForm(intentId));
    expect(again.status).toBe(200);
  });

  it('does not remember input that was refused before anything was done', async () => {
    const { intentId } = await capturedIntent();
    const wrong = await post('/v1/refunds', `${intentId}:v`, refundForm(intentId, '-1'));
    expect(wrong.status).toBe(400);
    const right = await post('/v1/refunds', `${intentId}:v`, refundForm(intentId));
    expect(right.status).toBe(200);
  });

  it('remembers a refusal and a stored 500', async () => {
    const { intentId, bookingId } = await capturedIntent();
    await fixture.addFault({
      kind: 'error-500-stored',
      operation: 'refund-create',
      booking: bookingId,
      count: 1,
    });
    const first = await post('/v1/refunds', `${intentId}:5`, refundForm(intentId));
    const second = await post('/v1/refunds', `${intentId}:5`, refundForm(intentId));
    expect([first.status, second.status]).toEqual([500, 500]);
    expect((await stripe.refunds.list({ payment_intent: intentId })).data).toEqual([]);
    const tooMuch = refundForm(intentId, '99999999');
    const refused = await post('/v1/refunds', `${intentId}:6`, tooMuch);
    const replayed = await post('/v1/refunds', `${intentId}:6`, tooMuch);
    expect(refused.status).toBe(400);
    expect(replayed.headers.get('idempotent-replayed')).toBe('true');
  });
});

describe('refusals in the shape of Stripe', () => {
  it('names unknown objects, fields and addresses', async () => {
    await expect(stripe.paymentIntents.retrieve('pi_none')).rejects.toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
    });
    await expect(
      stripe.checkout.sessions.create({ mode: 'payment', customer_email: 'a@example.org' }),
    ).rejects.toMatchObject({ statusCode: 400, code: 'parameter_unknown' });
    await expect(stripe.checkout.sessions.create({ mode: 'payment' })).rejects.toMatchObject({
      statusCode: 400,
      code: 'parameter_missing',
    });
    await expect(stripe.customers.list()).rejects.toMatchObject({ statusCode: 404 });
  });

  it('refuses a page shorter than half an hour', async () => {
    await expect(
      stripe.checkout.sessions.create({
        mode: 'payment',
        success_url: 'http://127.0.0.1:9/',
        expires_at: Math.floor(Date.now() / 1000) + 60,
        line_items: [
          {
            quantity: 1,
            price_data: { currency: 'cny', unit_amount: 1, product_data: { name: 'x' } },
          },
        ],
      }),
    ).rejects.toMatchObject({ statusCode: 400, param: 'expires_at' });
  });

  it('refuses to capture twice with new keys, or more than was authorised', async () => {
    const order = newOrder();
    const { intentId } = await openAndPay(fixture, order);
    await expect(
      stripe.paymentIntents.capture(intentId, { amount_to_capture: 110_601 }),
    ).rejects.toMatchObject({ statusCode: 400, code: 'amount_too_large' });
    await stripe.paymentIntents.capture(intentId);
    await expect(stripe.paymentIntents.capture(intentId)).rejects.toMatchObject({
      statusCode: 400,
      code: 'payment_intent_unexpected_state',
    });
    await expect(stripe.paymentIntents.cancel(intentId)).rejects.toMatchObject({
      code: 'payment_intent_unexpected_state',
    });
  });

  it('takes part of an authorisation and lets the rest go', async () => {
    const { intentId } = await openAndPay(fixture, newOrder());
    const intent = await stripe.paymentIntents.capture(intentId, { amount_to_capture: 100 });
    expect(intent).toMatchObject({ amount_received: 100, amount_capturable: 0 });
  });

  it('turns away a wrong key', async () => {
    const answer = await fetch(`${fixture.sandbox.url}/v1/payment_intents`, {
      headers: { authorization: 'Bearer sk_test_wrong' },
    });
    expect(answer.status).toBe(401);
  });
});

describe('lists', () => {
  it('come in pages, newest first, without gaps or repetitions', async () => {
    const made: string[] = [];
    for (let n = 0; n < 5; n += 1) made.push((await openAndPay(fixture, newOrder())).intentId);
    const first = await stripe.paymentIntents.list({ limit: 2 });
    expect(first.has_more).toBe(true);
    const listed: string[] = [];
    for await (const intent of stripe.paymentIntents.list({ limit: 2 })) listed.push(intent.id);
    expect(listed.slice(0, 5)).toEqual(made.toReversed());
    expect(new Set(listed).size).toBe(listed.length);
  });

  it('are filtered by time, type and delivery', async () => {
    const { intentId } = await capturedIntent();
    const future = Math.floor(Date.now() / 1000) + 60;
    expect((await stripe.events.list({ created: { gte: future } })).data).toEqual([]);
    const succeeded = await stripe.events.list({
      type: 'payment_intent.succeeded',
      delivery_success: false,
    });
    expect(succeeded.data[0]).toMatchObject({ data: { object: { id: intentId } } });
    const [newest] = succeeded.data;
    expect(await stripe.events.retrieve(newest!.id)).toMatchObject({ id: newest!.id });
  });
});
