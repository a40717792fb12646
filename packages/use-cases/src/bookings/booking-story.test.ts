import { isRefusal } from '@interlock/domain/refusals';
import { expect, test } from 'vitest';
import { capturePayment } from '../process/capture-payment.ts';
import { confirmSeats } from '../process/confirm-seats.ts';
import { issueTickets } from '../process/issue-tickets.ts';
import { setHeldScene } from '../testing/held-scene.ts';
import { newBuyer, payAndTell, type Held, type TestBuyer } from '../testing/test-buyer.ts';
import type { TestPlatform } from '../testing/test-platform.ts';
import { bookingStory } from './booking-story.ts';
import { cancelBooking } from './cancel-booking.ts';
import { extendHold } from './extend-hold.ts';

let platform: TestPlatform;
let buyer: TestBuyer;
let held: Held;

setHeldScene((scene) => ({ platform, buyer, held } = scene));

async function storyOf(): Promise<string[]> {
  const story = await bookingStory(platform.context, buyer.actor, held.view);
  if (isRefusal(story)) throw new Error(story.code);
  return story.lines.map(({ what }) => what);
}

test('a bought ticket tells of hold, payment and ticket; the steps of the railway are left out', async () => {
  const step = { bookingId: held.id, intentId: await payAndTell(platform, buyer, held) };
  await confirmSeats(platform.context, step);
  await capturePayment(platform.context, step);
  await issueTickets(platform.context, step);
  expect(await storyOf()).toEqual(['held', 'paid', 'ticketed']);
});

test('more time and a cancellation are told as what the passenger did', async () => {
  await extendHold(platform.context, buyer.actor, held.view);
  await cancelBooking(platform.context, buyer.actor, held.view);
  expect(await storyOf()).toEqual(['held', 'more-time', 'cancelled']);
});

test("nobody reads the story of somebody else's booking", async () => {
  const stranger = newBuyer(platform);
  const answer = await bookingStory(platform.context, stranger.actor, held.view);
  expect(answer).toMatchObject({ code: 'unknown-booking' });
  const visitor = { kind: 'anonymous' } as const;
  expect(await bookingStory(platform.context, visitor, held.view)).toMatchObject({
    code: 'not-signed-in',
  });
});
