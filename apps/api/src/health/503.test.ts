import { expect, test } from 'vitest';
import { apiWith } from '../testing/api-with.ts';

test('a process that cannot sell anything is not ready', async () => {
  const ask = await apiWith({
    partStates: { central: 'up', processes: 'up', north: 'away', south: 'away' },
  });
  const response = await ask({ url: '/ready' });
  expect(response.statusCode).toBe(503);
  expect(response.json().ready).toBe(false);
});
