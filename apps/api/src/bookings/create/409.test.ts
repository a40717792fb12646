import { refuse } from '@interlock/domain/refusals';
import { expect, test } from 'vitest';
import { apiWith } from '../../testing/api-with.ts';
import { bookingRequest } from '../../testing/requests.ts';

test('sold out is an answer, not an error of ours', async () => {
  const ask = await apiWith({ useCases: { holdSeats: async () => refuse('sold-out') } });
  const response = await ask(bookingRequest());
  expect(response.statusCode).toBe(409);
  expect(response.json()).toMatchObject({ code: 'sold-out', title: 'Sold out for this journey.' });
});
