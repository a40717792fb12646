import { afterAll, beforeAll, expect, test } from 'vitest';
import { badBookings } from './bookings.ts';
import { badHoldRequests } from './hold-requests.ts';
import { badHolds, badSeats } from './holds.ts';
import { badPaymentEvents } from './payment-events.ts';
import { startRunningCopy, type RunningCopy } from './running-copy.ts';
import { badSearches } from './searches.ts';
import { strangeMoney } from './strange-money.ts';
import { badTravellers } from './travellers.ts';

let copy: RunningCopy;

beforeAll(async () => {
  copy = await startRunningCopy();
});

afterAll(async () => {
  await copy?.stop();
});

const running = () => copy;

badSearches(running);
badTravellers(running);
badHolds(running);
badSeats(running);
badHoldRequests(running);
badBookings(running);
badPaymentEvents(running);
strangeMoney(running);

test('after all bad input no invariant is broken', async () => {
  expect(await copy.copy.verify()).toMatchObject({ findings: [] });
});
