import { DatabaseUnavailable } from '@interlock/db/database-errors';
import { expect, test } from 'vitest';
import { apiWith } from '../../testing/api-with.ts';

test('a part that is away is said honestly, with when to ask again', async () => {
  const ask = await apiWith({
    useCases: {
      searchTrains: () => {
        throw new DatabaseUnavailable('central', new Error('connection refused'));
      },
    },
  });
  const response = await ask({ url: '/availability?from=VNP&to=AOH&date=2026-11-23' });
  expect(response.statusCode).toBe(503);
  expect(response.headers['retry-after']).toBe('2');
  expect(response.json()).toMatchObject({ code: 'central-unavailable' });
});
