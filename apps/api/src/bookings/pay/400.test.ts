import { expect, test } from 'vitest';
import { apiWith, withToken } from '../../testing/api-with.ts';
import { reference } from '../../testing/samples.ts';

test('nothing in a body can change amount or place of return', async () => {
  const ask = await apiWith();
  for (const extra of ['amount', 'currency', 'returnUrl']) {
    const response = await ask({
      method: 'POST',
      url: `/bookings/${reference}/payment`,
      headers: withToken,
      payload: { [extra]: 1 },
    });
    expect(response.statusCode).toBe(400);
    expect(response.json().code).toBe('malformed-request');
  }
});
