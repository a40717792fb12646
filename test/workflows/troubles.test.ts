import { createTestNamespace } from '@interlock/dev-env/test-databases';
import type { BookingActivities } from '@interlock/workflows/booking/activities';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { failing, gate } from './fake-steps.ts';
import { openStage, type Stage } from './stage.ts';

/** More than the local tries of any step, fewer than a minute of regular ones. */
const pastLocalTries = 3;
const patience = { timeout: 20_000, interval: 20 };

let stage: Stage;

beforeAll(async () => {
  stage = await openStage(await createTestNamespace());
});
afterAll(() => stage.close());

test('when the first tries of capture and mail fail, the long way ends the same, within its budget', async () => {
  const booking = stage.book({
    capturePayment: failing(1, { kind: 'captured' } as const),
    notify: failing(1, undefined),
  });
  await booking.hold();
  await booking.pay('pi_1');
  expect(await booking.end()).toBe('ticketed');
  expect(await booking.eventCount()).toBeLessThanOrEqual(44);
  expect(await booking.needsAttention()).toBe(false);
});

test('no step after the money gives up, however often it fails', async () => {
  const released = { kind: 'released', money: false } as const;
  const booking = stage.book({
    confirmSeats: failing(pastLocalTries, { kind: 'confirmed', intentId: 'pi_1' } as Awaited<
      ReturnType<BookingActivities['confirmSeats']>
    >),
    issueTickets: failing(pastLocalTries, { otherMoney: true }),
    closeIntake: failing(pastLocalTries, undefined),
    returnMoney: failing(1, undefined),
  });
  const other = stage.book({
    cancelHold: failing(pastLocalTries, released),
    closeIntake: failing(pastLocalTries, undefined),
  });
  await Promise.all([booking.hold(), other.hold()]);
  await booking.pay('pi_1');
  expect(await other.cancel()).toEqual({ kind: 'released' });
  expect(await Promise.all([booking.end(), other.end()])).toEqual(['ticketed', 'released']);
});

test('a step that fails for long calls for people, and is still done', async () => {
  const bank = gate();
  const booking = stage.book(
    {
      capturePayment: failing(
        1,
        bank.passed.then(() => ({ kind: 'captured' }) as const),
      ),
    },
    { timings: { alarmAfterMs: 100 } },
  );
  await booking.hold();
  expect(await booking.needsAttention()).toBe(false);
  await booking.pay('pi_1');
  await vi.waitFor(async () => expect(await booking.needsAttention()).toBe(true), patience);
  bank.open();
  expect(await booking.end()).toBe('ticketed');
});

test('a ticket without its mail is a ticket that people should look at', async () => {
  const booking = stage.book(
    { notify: () => Promise.reject(new Error('no mail server')) },
    { timings: { notifyForMs: 300 } },
  );
  await booking.hold();
  await booking.pay('pi_1');
  expect(await booking.end()).toBe('ticketed');
  expect(await booking.needsAttention()).toBe(true);
});

test('a worker that is replaced between hold and payment loses nothing', async () => {
  const booking = stage.book({}, { shard: 'south' });
  const first = await stage.work('bookings.south', stage.steps.activities());
  await booking.hold();
  await first.stop();
  const second = await stage.work('bookings.south', stage.steps.activities());
  await booking.pay('pi_1');
  expect(await booking.end()).toBe('ticketed');
  expect(booking.calls().filter((call) => call === 'holdSeats')).toHaveLength(1);
  await second.stop();
});

test('money announced while no worker runs is taken up by the next one', async () => {
  const booking = stage.book({}, { shard: 'east' });
  const first = await stage.work('bookings.east', stage.steps.activities());
  await booking.hold();
  await first.stop();
  const { processes } = stage;
  const asked = { bookingId: booking.id, intentId: 'pi_1' as never };
  // Nobody is there to accept it: the inbox row stays open and is delivered again.
  expect(await processes.paymentAuthorised(asked)).toEqual({ kind: 'unavailable' });
  const second = await stage.work('bookings.east', stage.steps.activities());
  await booking.pay('pi_1');
  expect(await booking.end()).toBe('ticketed');
  expect(booking.calls().filter((call) => call === 'confirmSeats pi_1')).toHaveLength(1);
  await second.stop();
});
