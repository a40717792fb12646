import { expect, test } from 'vitest';
import { apiWith, withToken } from '../../testing/api-with.ts';

test('a removed traveller answers nothing', async () => {
  const ask = await apiWith({
    useCases: { removeTraveller: async () => ({ kind: 'removed' }) },
  });
  const response = await ask({ method: 'DELETE', url: '/travellers/t-1', headers: withToken });
  expect(response.statusCode).toBe(204);
  expect(response.body).toBe('');
});
