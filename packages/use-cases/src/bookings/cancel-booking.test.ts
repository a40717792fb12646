import type { CancelReply, Gone, Unreachable } from '@interlock/workflows/booking/contract';
import { expect, test } from 'vitest';
import type { UseCaseContext } from '../context.ts';
import { cancelHold } from '../process/cancel-hold.ts';
import { confirmSeats } from '../process/confirm-seats.ts';
import { setHeldScene, type HeldScene } from '../testing/held-scene.ts';
import { payAndTell } from '../testing/test-buyer.ts';
import { cancelBooking } from './cancel-booking.ts';

let scene: HeldScene;
setHeldScene((entered) => (scene = entered));

type Reply = CancelReply | Gone | Unreachable;

/** The platform with a process that answers a cancellation like this; what it was asked is written down. */
function withProcess(answer: () => Reply | Promise<Reply>): {
  context: UseCaseContext;
  asked: string[];
} {
  const { platform } = scene;
  const asked: string[] = [];
  const cancel: UseCaseContext['processes']['cancel'] = async ({ requestId }) => {
    asked.push(requestId);
    return answer();
  };
  const processes = Object.assign(Object.create(platform.processes), { cancel });
  return { context: { ...platform.context, processes }, asked };
}

test('every press of cancel asks the process anew: an old "payment in progress" is never the answer to a new one', async () => {
  const { context, asked } = withProcess(() => ({ kind: 'payment-in-progress' }));
  const { buyer, held } = scene;
  for (let press = 0; press < 2; press += 1) {
    expect(await cancelBooking(context, buyer.actor, held.view)).toMatchObject({
      code: 'payment-in-progress',
    });
  }
  expect(new Set(asked).size).toBe(2);
});

test('while money moves the row answers, and the process, which may be waiting for the bank, is not asked', async () => {
  const { platform, buyer, held } = scene;
  const { context, asked } = withProcess(() => ({ kind: 'released' }));
  const refused = { code: 'payment-in-progress' };
  const intentId = await payAndTell(platform, buyer, held);
  expect(await cancelBooking(context, buyer.actor, held.view)).toMatchObject(refused);
  await confirmSeats(platform.context, { bookingId: held.id, intentId });
  expect(await cancelBooking(context, buyer.actor, held.view)).toMatchObject(refused);
  expect(asked).toEqual([]);
});

test('a process that ends without a word is answered for by the row it left', async () => {
  const { platform, buyer, held } = scene;
  const wish = { bookingId: held.id, actor: 'passenger', requestId: 'click' };
  const released = withProcess(async () => {
    await cancelHold(platform.context, wish);
    return { kind: 'gone' };
  });
  expect(await cancelBooking(released.context, buyer.actor, held.view)).toMatchObject({
    kind: 'booking',
    phase: 'cancelled',
  });
});

test('money that overtakes the cancellation is what a process that ends without a word is answered for with', async () => {
  const { platform, buyer, held } = scene;
  const paid = withProcess(async () => {
    await payAndTell(platform, buyer, held);
    return { kind: 'gone' };
  });
  expect(await cancelBooking(paid.context, buyer.actor, held.view)).toMatchObject({
    code: 'payment-in-progress',
  });
});

test('seats that are still held when the process cannot be asked stay held, and the answer is to ask again', async () => {
  const { buyer, held } = scene;
  for (const kind of ['gone', 'unavailable'] as const) {
    const { context } = withProcess(() => ({ kind }));
    expect(await cancelBooking(context, buyer.actor, held.view)).toMatchObject({
      code: 'process-unavailable',
    });
  }
});
