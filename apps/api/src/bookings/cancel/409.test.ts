import { refuse } from '@interlock/domain/refusals';
import { expect, test } from 'vitest';
import { apiWith, withToken } from '../../testing/api-with.ts';
import { reference } from '../../testing/samples.ts';

test('a booking that is being paid is not cancelled', async () => {
  const ask = await apiWith({
    useCases: { cancelBooking: async () => refuse('payment-in-progress') },
  });
  const response = await ask({
    method: 'DELETE',
    url: `/bookings/${reference}`,
    headers: withToken,
  });
  expect(response.statusCode).toBe(409);
  expect(response.json().code).toBe('payment-in-progress');
});
