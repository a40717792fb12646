import type { Instant } from '@interlock/domain/time';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  newOrder,
  openAndPay,
  type SandboxFixture,
  startEndpoint,
  startSandboxFixture,
} from './sandbox-fixture.ts';

const authorised = 'payment_intent.amount_capturable_updated';
const succeeded = 'payment_intent.succeeded';

let fixture: SandboxFixture;
let endpoint: Awaited<ReturnType<typeof startEndpoint>>;
beforeEach(async () => {
  endpoint = await startEndpoint();
  fixture = await startSandboxFixture({ webhookUrl: endpoint.url });
});
afterEach(async () => {
  await fixture.close();
  await endpoint.close();
});

async function payAndCapture() {
  const order = newOrder();
  const { intentId } = await openAndPay(fixture, order);
  await fixture.payments.capture({ ...order, intentId });
  return { order, intentId };
}

describe('webhooks of the sandbox', () => {
  it('are signed so that the adapter accepts them and reads the booking', async () => {
    const order = newOrder();
    const { intentId } = await openAndPay(fixture, order);
    await endpoint.until((all) => all.some((one) => one.type === authorised));
    const webhook = endpoint.received.find((one) => one.type === authorised);
    expect(
      fixture.payments.parseWebhook({
        rawBody: new TextEncoder().encode(webhook!.body),
        signature: webhook!.signature,
      }),
    ).toMatchObject({
      kind: 'event',
      intentId,
      bookingId: order.bookingId,
      money: { state: 'authorised', amountFen: 110_600 },
    });
  });

  it('come again after each 503, with the same id, until they are taken', async () => {
    endpoint.answers.push(503, 503, 503);
    await openAndPay(fixture, newOrder());
    await endpoint.until((all) => all.length === 4);
    const ids = new Set(endpoint.received.map((one) => one.id));
    expect(ids.size).toBe(1);
  });

  it('come several times when asked for duplicates, with the same id', async () => {
    await fixture.addFault({ kind: 'duplicate-webhooks', type: authorised, times: 3 });
    await openAndPay(fixture, newOrder());
    await endpoint.until((all) => all.filter((one) => one.type === authorised).length === 3);
    const ids = endpoint.received.filter((one) => one.type === authorised).map((one) => one.id);
    expect(new Set(ids).size).toBe(1);
  });

  it('come after a later one when asked to be reordered', async () => {
    await fixture.addFault({ kind: 'reorder-webhooks', type: authorised, ms: 60_000, count: 1 });
    await payAndCapture();
    await endpoint.until((all) => all.some((one) => one.type === authorised));
    expect(endpoint.received.map((one) => one.type)).toEqual([succeeded, authorised]);
  });

  it('never come when dropped, while the list of events has them as undelivered', async () => {
    await fixture.addFault({ kind: 'drop-webhooks', type: authorised });
    const { intentId } = await payAndCapture();
    await endpoint.until((all) => all.some((one) => one.type === succeeded));
    expect(endpoint.received.some((one) => one.type === authorised)).toBe(false);
    const events = [];
    for await (const event of fixture.payments.listEvents({ since: 0 as Instant })) {
      events.push(event);
    }
    expect(events).toContainEqual(
      expect.objectContaining({ intentId, type: authorised, undelivered: true }),
    );
  });

  it('wait for an endpoint that is named later', async () => {
    const late = await startSandboxFixture();
    await openAndPay(late, newOrder());
    await fetch(`${late.sandbox.url}/sandbox/webhook-endpoint`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ url: endpoint.url }),
    });
    await endpoint.until((all) => all.some((one) => one.type === authorised));
    await late.close();
  });
});
