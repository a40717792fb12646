import { refuse } from '@interlock/domain/refusals';
import { expect, test } from 'vitest';
import { apiWith } from '../testing/api-with.ts';
import { bookingRequest } from '../testing/requests.ts';

/** More than can be at work and wait together. */
const crowd = 200;

test('with no room left a hold is refused before its token is looked up, and those inside are answered', async () => {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  let lookedUp = 0;
  let entered = 0;
  const ask = await apiWith({
    useCases: {
      authenticateToken: async () => {
        lookedUp += 1;
        return { kind: 'program', accountId: 'account' as never };
      },
      holdSeats: async () => {
        entered += 1;
        await opened;
        return refuse('sold-out');
      },
    },
  });
  const one = (at: number) =>
    ask(bookingRequest(undefined, { authorization: `Bearer caller-${at}-0123456789` }));
  const early = Array.from({ length: crowd }, (_, at) => one(at));
  await expect.poll(() => entered).toBeGreaterThan(0);
  const before = lookedUp;
  const late = await one(crowd);
  expect([late.statusCode, late.json().code, late.headers['retry-after']]).toEqual([
    503,
    'busy',
    '2',
  ]);
  expect(lookedUp).toBe(before);
  open();
  const statuses = (await Promise.all(early)).map(({ statusCode }) => statusCode);
  expect(new Set(statuses)).toEqual(new Set([409, 503]));
  expect(statuses.filter((status) => status === 409)).toHaveLength(entered);
  expect((await one(crowd + 1)).statusCode).toBe(409);
});
