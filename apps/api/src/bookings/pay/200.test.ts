import { expect, test, vi } from 'vitest';
import { apiWith, withToken } from '../../testing/api-with.ts';
import { reference } from '../../testing/samples.ts';

test('a held booking is paid at the address of the hosted page', async () => {
  const startPayment = vi.fn(async () => ({
    kind: 'pay-at' as const,
    url: 'https://pay.example/session',
  }));
  const ask = await apiWith({ useCases: { startPayment } });
  const response = await ask({
    method: 'POST',
    url: `/bookings/${reference}/payment`,
    headers: withToken,
  });
  expect(response.statusCode).toBe(200);
  expect(response.json()).toEqual({ url: 'https://pay.example/session' });
  expect(startPayment).toHaveBeenCalledWith(
    expect.anything(),
    expect.objectContaining({ kind: 'program' }),
    { reference },
  );
});
