import { refuse } from '@interlock/domain/refusals';
import { expect, test } from 'vitest';
import { apiWith } from '../../testing/api-with.ts';
import { bookingBody, bookingRequest } from '../../testing/requests.ts';

test('sold out is an answer, not an error of ours', async () => {
  const ask = await apiWith({ useCases: { holdSeats: async () => refuse('sold-out') } });
  const response = await ask(bookingRequest());
  expect(response.statusCode).toBe(409);
  expect(response.json()).toMatchObject({ code: 'sold-out', title: 'Sold out for this journey.' });
});

test('who asked for a seat that is taken hears which one, and what is free near it', async () => {
  const detail = { lost: '7-12F', nearest: '7-13F' };
  const ask = await apiWith({
    useCases: { holdSeats: async () => refuse('seats-taken', { field: 'seats', detail }) },
  });
  const seats = [{ coach: 7, row: 12, letter: 'F' }];
  const response = await ask(bookingRequest({ ...bookingBody, seats }));
  expect(response.statusCode).toBe(409);
  expect(response.json()).toMatchObject({ code: 'seats-taken', field: 'seats', facts: detail });
});
