import { refuse } from '@interlock/domain/refusals';
import { expect, test } from 'vitest';
import { apiWith, withToken } from '../../testing/api-with.ts';

test('an unknown booking is 404', async () => {
  const ask = await apiWith({ useCases: { getBooking: async () => refuse('unknown-booking') } });
  const response = await ask({ url: '/bookings/nonsense', headers: withToken });
  expect(response.statusCode).toBe(404);
  expect(response.json()).toMatchObject({
    code: 'unknown-booking',
    instance: '/bookings/nonsense',
  });
});

test('a reference longer than any is 404, not an error', async () => {
  const ask = await apiWith();
  const response = await ask({ url: `/bookings/${'x'.repeat(200)}`, headers: withToken });
  expect(response.statusCode).toBe(404);
});
