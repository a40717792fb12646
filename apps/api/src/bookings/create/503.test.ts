import { DatabaseUnavailable } from '@interlock/db/database-errors';
import { refuse } from '@interlock/domain/refusals';
import { expect, test } from 'vitest';
import { apiWith } from '../../testing/api-with.ts';
import { bookingRequest } from '../../testing/requests.ts';

test('busy says when to ask again', async () => {
  const ask = await apiWith({ useCases: { holdSeats: async () => refuse('busy') } });
  const response = await ask(bookingRequest());
  expect(response.statusCode).toBe(503);
  expect(response.headers['retry-after']).toBe('2');
  expect(response.json().code).toBe('busy');
});

test('a token cannot be checked while the central database is away', async () => {
  const ask = await apiWith({
    useCases: {
      authenticateToken: async () => {
        throw new DatabaseUnavailable('central', new Error('connection refused'));
      },
    },
  });
  const response = await ask(bookingRequest());
  expect(response.statusCode).toBe(503);
  expect(response.json().code).toBe('central-unavailable');
});
