import { refuse } from '@interlock/domain/refusals';
import { expect, test } from 'vitest';
import { apiWith, withToken } from '../../testing/api-with.ts';

test("somebody else's traveller is as unknown as one that does not exist", async () => {
  const ask = await apiWith({
    useCases: { removeTraveller: async () => refuse('unknown-passenger') },
  });
  const response = await ask({ method: 'DELETE', url: '/travellers/t-1', headers: withToken });
  expect(response.statusCode).toBe(404);
  expect(response.json().code).toBe('unknown-passenger');
});
