import { expect, test } from 'vitest';
import { apiWith, withToken } from '../../testing/api-with.ts';
import { heldBooking, reference } from '../../testing/samples.ts';

test('a ticketed booking shows its tickets, and no internal id', async () => {
  const [passenger] = heldBooking().passengers;
  const passengers =
    passenger === undefined ? [] : [{ ...passenger, ticketId: 'H123', qr: 'IL1.abc' }];
  const booking = heldBooking({
    state: 'ticketed',
    phase: 'ticketed',
    money: 'captured',
    passengers,
  });
  const ask = await apiWith({ useCases: { getBooking: async () => booking } });
  const response = await ask({ url: `/bookings/${reference}`, headers: withToken });
  expect(response.statusCode).toBe(200);
  expect(response.json()).toMatchObject({
    reference,
    phase: 'ticketed',
    passengers: [{ coach: 3, row: 7, letter: 'F', ticketId: 'H123', qr: 'IL1.abc' }],
  });
  expect(Object.keys(response.json())).not.toContain('bookingId');
  expect(Object.keys(response.json())).not.toContain('accountId');
});
