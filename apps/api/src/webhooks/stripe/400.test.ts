import { expect, test, vi } from 'vitest';
import { apiWith } from '../../testing/api-with.ts';

test('an event that the gateway rejects is never stored', async () => {
  const parseWebhook = vi.fn(() => ({ kind: 'rejected' as const, why: 'bad-signature' as const }));
  const ask = await apiWith({ parseWebhook });
  const response = await ask({
    method: 'POST',
    url: '/webhooks/stripe',
    payload: '{"id":"evt_1"}',
  });
  expect(response.statusCode).toBe(400);
  expect(response.json()).toMatchObject({ code: 'bad-signature', detail: 'bad-signature' });
  expect(parseWebhook).toHaveBeenCalledWith({
    rawBody: Buffer.from('{"id":"evt_1"}'),
    signature: '',
  });
});

test('no body at all is rejected by its signature, like any other', async () => {
  const parseWebhook = vi.fn(() => ({ kind: 'rejected' as const, why: 'bad-signature' as const }));
  const ask = await apiWith({ parseWebhook });
  const response = await ask({ method: 'POST', url: '/webhooks/stripe' });
  expect(response.statusCode).toBe(400);
});
