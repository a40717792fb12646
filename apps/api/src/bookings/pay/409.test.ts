import { refuse } from '@interlock/domain/refusals';
import { expect, test } from 'vitest';
import { apiWith, withToken } from '../../testing/api-with.ts';
import { reference } from '../../testing/samples.ts';

test('a booking whose hold has ended cannot be paid', async () => {
  const ask = await apiWith({ useCases: { startPayment: async () => refuse('hold-ended') } });
  const response = await ask({
    method: 'POST',
    url: `/bookings/${reference}/payment`,
    headers: withToken,
  });
  expect(response.statusCode).toBe(409);
  expect(response.json().code).toBe('hold-ended');
});
