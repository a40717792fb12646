import { expect, test } from 'vitest';
import { apiWith, withToken } from '../testing/api-with.ts';

const greed = 400;

test('a caller that asks too much is told when to come back, and nobody else waits for it', async () => {
  let lookedUp = 0;
  const ask = await apiWith({
    useCases: {
      authenticateToken: async () => {
        lookedUp += 1;
        return { kind: 'program', accountId: 'account' as never };
      },
      listTravellers: async () => ({ kind: 'travellers', travellers: [] }),
    },
  });
  const asked = (headers: Record<string, string>) =>
    ask({ method: 'GET', url: '/travellers', headers });
  const answers = await Promise.all(Array.from({ length: greed }, () => asked(withToken)));
  const refused = answers.filter(({ statusCode }) => statusCode === 429);
  const served = answers.filter(({ statusCode }) => statusCode === 200);
  expect(served.length).toBeGreaterThanOrEqual(100);
  expect(served.length + refused.length).toBe(greed);
  expect(refused.length).toBeGreaterThan(0);
  expect(refused[0]?.json().code).toBe('too-many-requests');
  expect(Number(refused[0]?.headers['retry-after'])).toBeGreaterThanOrEqual(1);
  expect(lookedUp).toBe(served.length);
  const endless = { authorization: `Bearer ${'a'.repeat(10_000)}` };
  const unknown = await Promise.all(Array.from({ length: greed }, () => asked(endless)));
  expect(new Set(unknown.map(({ statusCode }) => statusCode))).toEqual(new Set([401]));
  expect(lookedUp).toBe(served.length);
  const other = await asked({ authorization: 'Bearer another-caller-0123456789' });
  expect(other.statusCode).toBe(200);
});
