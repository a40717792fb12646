import { expect, test } from 'vitest';
import { apiWith } from '../../testing/api-with.ts';
import { bookingRequest } from '../../testing/requests.ts';

test('a fault of ours tells the program nothing of the inside', async () => {
  const ask = await apiWith({
    useCases: {
      holdSeats: async () => {
        throw new Error('password of the database is hunter2');
      },
    },
  });
  const response = await ask(bookingRequest());
  expect(response.statusCode).toBe(500);
  expect(response.json().code).toBe('internal-error');
  expect(response.body).not.toContain('hunter2');
});

test('an error of a library with a status of its own is still our fault', async () => {
  const ask = await apiWith({
    useCases: {
      holdSeats: async () => {
        throw Object.assign(new Error('the provider says so'), { statusCode: 400, code: 'E_400' });
      },
    },
  });
  const response = await ask(bookingRequest());
  expect(response.statusCode).toBe(500);
});
