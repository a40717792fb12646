import { expect, test, vi } from 'vitest';
import { apiWith } from '../../testing/api-with.ts';
import { authorisedEvent } from '../../testing/samples.ts';

const request = {
  method: 'POST',
  url: '/webhooks/stripe',
  headers: { 'stripe-signature': 't=1,v1=abc', 'content-type': 'application/json' },
} as const;

test('a verified event is stored and acknowledged, a second time as a duplicate', async () => {
  const outcomes = ['stored', 'duplicate', 'orphan'] as const;
  for (const outcome of outcomes) {
    const receiveEvent = vi.fn(async () => ({ kind: outcome }));
    const ask = await apiWith({
      useCases: { receiveEvent },
      parseWebhook: () => authorisedEvent(),
    });
    const response = await ask({ ...request, payload: '{}' });
    expect(response.statusCode).toBe(200);
    expect(response.json()).toEqual({ outcome });
    expect(receiveEvent).toHaveBeenCalledExactlyOnceWith(expect.anything(), authorisedEvent());
  }
});

test('an event of a kind we do not use is acknowledged and goes no further', async () => {
  const ask = await apiWith({
    parseWebhook: () => ({
      kind: 'ignored',
      why: 'type-not-used',
      eventId: 'evt_2',
      type: 'plan.created',
    }),
  });
  const response = await ask({ ...request, payload: '{}' });
  expect(response.statusCode).toBe(200);
  expect(response.json()).toEqual({ outcome: 'ignored' });
});

test('the signature is checked over exactly the bytes that came, of whatever type and spacing', async () => {
  const parseWebhook = vi.fn(() => authorisedEvent());
  const ask = await apiWith({
    useCases: { receiveEvent: async () => ({ kind: 'stored' as const }) },
    parseWebhook,
  });
  const body = '\uFEFF{ "id" : "evt_1",\n "id": "evt_1" }';
  for (const type of ['application/json', 'text/plain', 'application/octet-stream']) {
    await ask({ ...request, headers: { ...request.headers, 'content-type': type }, payload: body });
    expect(parseWebhook).toHaveBeenLastCalledWith({
      rawBody: Buffer.from(body),
      signature: 't=1,v1=abc',
    });
  }
});
