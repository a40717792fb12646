import { afterAll, beforeAll, expect, test } from 'vitest';
import type { UseCaseContext } from '../context.ts';
import { newBuyer } from '../testing/test-buyer.ts';
import { openTestPlatform, type TestPlatform } from '../testing/test-platform.ts';
import { cancelBooking } from './cancel-booking.ts';

let platform: TestPlatform;

beforeAll(async () => {
  platform = await openTestPlatform();
  await platform.publish({ trainId: 1, seats: 5 });
  await platform.context.availability.start();
});
afterAll(() => platform.close());

test('every press of cancel asks the process anew: an old "payment in progress" is never the answer to a new one', async () => {
  const buyer = newBuyer(platform);
  const { view } = await buyer.hold();
  const asked: string[] = [];
  const cancel: UseCaseContext['processes']['cancel'] = ({ requestId }) => {
    asked.push(requestId);
    return Promise.resolve({ kind: 'payment-in-progress' });
  };
  const processes = Object.assign(Object.create(platform.processes), { cancel });
  const context: UseCaseContext = { ...platform.context, processes };
  for (let press = 0; press < 2; press += 1) {
    expect(await cancelBooking(context, buyer.actor, view)).toMatchObject({
      code: 'payment-in-progress',
    });
  }
  expect(new Set(asked).size).toBe(2);
});
