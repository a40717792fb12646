import { expect, test } from 'vitest';
import { apiWith, withToken } from '../../testing/api-with.ts';
import { heldBooking, reference } from '../../testing/samples.ts';

test('a cancelled booking answers how it stands now', async () => {
  const booking = heldBooking({
    state: 'released',
    phase: 'cancelled',
    payBy: null,
    canCancel: false,
  });
  const ask = await apiWith({
    useCases: { cancelBooking: async () => booking },
  });
  const response = await ask({
    method: 'DELETE',
    url: `/bookings/${reference}`,
    headers: withToken,
  });
  expect(response.statusCode).toBe(200);
  expect(response.json()).toMatchObject({ state: 'released', phase: 'cancelled', payBy: null });
});
