import { expect, test } from 'vitest';
import { apiWith } from '../../testing/api-with.ts';
import { reference } from '../../testing/samples.ts';

test('a reference alone opens nothing', async () => {
  const ask = await apiWith();
  const response = await ask({ url: `/bookings/${reference}` });
  expect(response.statusCode).toBe(401);
});
