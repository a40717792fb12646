import { expect, test } from 'vitest';
import { apiWith } from '../../testing/api-with.ts';
import { bookingRequest } from '../../testing/requests.ts';

test('a body above 64 KiB is not read', async () => {
  const ask = await apiWith();
  const response = await ask(bookingRequest(`{"x":"${'x'.repeat(70_000)}"}`));
  expect(response.statusCode).toBe(413);
  expect(response.json().code).toBe('body-too-large');
});
