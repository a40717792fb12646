import { expect, test } from 'vitest';
import { apiWith } from '../../testing/api-with.ts';

test('an event above one mebibyte is not read', async () => {
  const ask = await apiWith();
  const response = await ask({
    method: 'POST',
    url: '/webhooks/stripe',
    headers: { 'content-type': 'application/json' },
    payload: 'x'.repeat(5_000_000),
  });
  expect(response.statusCode).toBe(413);
});
