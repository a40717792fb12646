import { expect, test } from 'vitest';
import { apiWith } from '../testing/api-with.ts';

test('a living process is healthy, whatever is behind it', async () => {
  const ask = await apiWith({ partStates: { central: 'away', processes: 'away', north: 'away' } });
  const response = await ask({ url: '/health' });
  expect(response.statusCode).toBe(200);
});

test('one shard away leaves the process ready and names the shard', async () => {
  const partStates = { central: 'up', processes: 'up', north: 'up', south: 'away' } as const;
  const ask = await apiWith({ partStates });
  const response = await ask({ url: '/ready' });
  expect(response.statusCode).toBe(200);
  expect(response.json()).toEqual({ ready: true, parts: partStates });
});
