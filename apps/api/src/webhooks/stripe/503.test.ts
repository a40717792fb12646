import { expect, test } from 'vitest';
import { apiWith } from '../../testing/api-with.ts';
import { authorisedEvent } from '../../testing/samples.ts';

test('an event that cannot be stored now is asked for again', async () => {
  const ask = await apiWith({
    useCases: { receiveEvent: async () => ({ kind: 'unavailable' as const }) },
    parseWebhook: () => authorisedEvent(),
  });
  const response = await ask({
    method: 'POST',
    url: '/webhooks/stripe',
    headers: { 'stripe-signature': 't=1,v1=abc', 'content-type': 'application/json' },
    payload: '{}',
  });
  expect(response.statusCode).toBe(503);
  expect(response.headers['retry-after']).toBe('2');
});
