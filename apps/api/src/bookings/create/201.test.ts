import { expect, test, vi } from 'vitest';
import { apiWith, programAccount } from '../../testing/api-with.ts';
import { bookingBody, bookingRequest } from '../../testing/requests.ts';
import { heldBooking, reference } from '../../testing/samples.ts';

test('a hold answers the booking and where to find it', async () => {
  const holdSeats = vi.fn(async () => ({ kind: 'held' as const, booking: heldBooking() }));
  const ask = await apiWith({ useCases: { holdSeats } });
  const response = await ask(
    bookingRequest({
      ...bookingBody,
      seatLetters: ['F'],
      seats: [{ coach: 7, row: 12, letter: 'F' }],
      language: 'en',
    }),
  );
  expect(response.statusCode).toBe(201);
  expect(response.headers['location']).toBe(`/bookings/${reference}`);
  expect(response.json()).toMatchObject({
    reference,
    state: 'held',
    payBy: '2026-11-22T23:00:00.000Z',
  });
  expect(holdSeats).toHaveBeenCalledWith(
    expect.anything(),
    { kind: 'program', accountId: programAccount },
    {
      key: 'key-1',
      runId: 4_321,
      from: 0,
      to: 5,
      seatClass: 'second',
      travellers: [{ travellerId: 'traveller-1', ticketType: 'adult' }],
      letters: ['F'],
      seats: [{ coach: 7, row: 12, letter: 'F' }],
      language: 'en',
      contact: { email: 'traveller@example.com' },
    },
  );
});

test('an answer is never stored by anything on the way', async () => {
  const ask = await apiWith({
    useCases: { holdSeats: async () => ({ kind: 'held' as const, booking: heldBooking() }) },
  });
  const response = await ask(bookingRequest());
  expect(response.headers['cache-control']).toBe('no-store');
});
