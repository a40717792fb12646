import { bookingNumber, type IntentId, type ShardName } from '@interlock/domain/ids';
import { ProviderUnknown } from '@interlock/gateways/payments/payment-gateway';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { receiveEvent } from '../payments/receive-event.ts';
import {
  newBuyer,
  payOnPage,
  rowsOf,
  setDeadline,
  stateOf,
  type Held,
  type TestBuyer,
} from '../testing/test-buyer.ts';
import { newKey, openTestPlatform, type TestPlatform } from '../testing/test-platform.ts';
import { askForLostWebhooks, deliverInbox } from './deliver.ts';
import { janitor } from './janitor.ts';
import { startLoop } from './loop.ts';
import { settleRound } from './settle.ts';
import { sweep } from './sweep.ts';

const north = 'north' as ShardName;

let platform: TestPlatform;
let buyer: TestBuyer;
let held: Held;

beforeAll(async () => {
  platform = await openTestPlatform();
  await platform.publish({ trainId: 1, seats: 100 });
  await platform.context.availability.start();
});
beforeEach(async () => {
  platform.processes.state = 'there';
  platform.processes.bookings = 'open';
  platform.processes.settlements.length = 0;
  platform.processes.hints.length = 0;
  buyer = newBuyer(platform);
  held = await buyer.hold();
});
afterEach(() => platform.clearFaults());
afterAll(() => platform.close());

test('the sweep frees holds past their end and nothing else, without any process', async () => {
  const due = await newBuyer(platform).hold();
  platform.processes.state = 'unavailable';
  await setDeadline(platform, due.id, { payBy: -70, expiresAt: -10 });
  await setDeadline(platform, held.id, { payBy: -10, expiresAt: 50 });
  const mark = { number: 0n };
  await sweep(platform.context, { shard: north, mark });
  expect((await stateOf(platform, due.id)).booking).toBe('released expired');
  expect((await stateOf(platform, held.id)).booking).toBe('held');
  expect(mark.number).toBeLessThan(bookingNumber(held.id));
  await setDeadline(platform, held.id, { payBy: -70, expiresAt: -10 });
  await sweep(platform.context, { shard: north, mark });
  expect((await stateOf(platform, held.id)).booking).toBe('released expired');
});

test('money in the inbox that no process has heard of is delivered, or settled when its process is gone', async () => {
  platform.processes.state = 'unavailable';
  await payAndTellNobody();
  await olderInbox();
  await deliverInbox(platform.context, north);
  expect(await outcomes()).toEqual([null]);
  platform.processes.state = 'there';
  await deliverInbox(platform.context, north);
  expect(await outcomes()).toEqual(['delivered']);
  expect(platform.processes.hints.map(({ bookingId }) => bookingId)).toContain(held.id);

  held = await newBuyerHolds();
  platform.processes.bookings = 'closed';
  await payAndTellNobody();
  await olderInbox();
  await deliverInbox(platform.context, north);
  expect(await outcomes()).toEqual(['settling']);
  expect(platform.processes.settlements).toEqual([held.id]);
});

test('a webhook that never came is asked for, once a minute', async () => {
  await payOnPage(platform, buyer, held);
  expect((await stateOf(platform, held.id)).payments).toEqual(['open']);
  await askForLostWebhooks(platform.context, north);
  expect((await stateOf(platform, held.id)).payments).toEqual(['open']);
  await rowsOf(
    platform,
    held.id,
    `UPDATE payment SET created_at = created_at - interval '2 min' WHERE booking_id = $1`,
  );
  await platform.fault({ kind: 'error-500', count: 8 });
  await expect(askForLostWebhooks(platform.context, north)).rejects.toThrow(ProviderUnknown);
  await platform.clearFaults();
  await askForLostWebhooks(platform.context, north);
  expect((await stateOf(platform, held.id)).payments).toEqual(['open']);
  await rowsOf(
    platform,
    held.id,
    `UPDATE payment SET asked_at = asked_at - interval '2 min' WHERE booking_id = $1`,
  );
  await askForLostWebhooks(platform.context, north);
  expect((await stateOf(platform, held.id)).payments).toEqual(['authorised']);
});

test('settle starts for money without a ticket, only when Temporal itself says that no process is open', async () => {
  await payAndTellNobody();
  await rowsOf(
    platform,
    held.id,
    `UPDATE payment SET updated_at = updated_at - interval '3 min' WHERE booking_id = $1`,
  );
  await settleRound(platform.context, { shard: north, mark: { number: 0n } });
  platform.processes.state = 'unavailable';
  await settleRound(platform.context, { shard: north, mark: { number: 0n } });
  expect(platform.processes.settlements).toEqual([]);
  platform.processes.state = 'there';
  platform.processes.bookings = 'closed';
  await settleRound(platform.context, { shard: north, mark: { number: 0n } });
  expect(platform.processes.settlements).toContain(held.id);
});

test('the janitor closes what was left open: no row, released, ticketed; and leaves what is under way', async () => {
  platform.processes.state = 'unavailable';
  const lost = newBuyer(platform);
  const request = {
    key: newKey(),
    travellers: [{ travellerId: await lost.traveller(), ticketType: 'adult' }],
  };
  expect(await lost.ask(request)).toMatchObject({ code: 'process-unavailable' });
  const swept = await newBuyerHolds();
  await setDeadline(platform, swept.id, { payBy: -70, expiresAt: -10 });
  await sweep(platform.context, { shard: north, mark: { number: 0n } });
  await platform.copy.sql(
    'central',
    `UPDATE intake SET created_at = created_at - interval '3 min'`,
  );
  await janitor(platform.context, { number: 0n });
  expect(await intakeOf('account_id', lost.actor.accountId)).toEqual([{ outcome: 'refused' }]);
  expect(await intakeOf('reference', swept.view.reference)).toEqual([{ outcome: 'expired' }]);
  expect(await intakeOf('reference', held.view.reference)).toEqual([{ outcome: null }]);
  // The tombstone stands: the lost request comes too late, its account and documents are free.
  platform.processes.state = 'there';
  expect(await lost.ask(request)).toMatchObject({ code: 'hold-ended' });
  expect(await lost.ask({ travellers: request.travellers })).toMatchObject({ state: 'held' });
});

test('money without a booking is voided or refunded by the janitor', async () => {
  const [voided, refunded] = [await payOnPage(platform, buyer, held), await capturedIntent()];
  for (const intentId of [voided, refunded]) {
    const money = await platform.context.payments.lookAtIntent({ intentId });
    await receiveEvent(platform.context, {
      kind: 'event',
      eventId: `evt_${newKey()}`,
      type: 'payment_intent',
      createdAt: platform.context.now(),
      intentId,
      money,
      bookingId: 'somebody-elses',
    });
  }
  await janitor(platform.context, { number: 0n });
  const look = async (intentId: IntentId) =>
    (await platform.context.payments.lookAtIntent({ intentId })).state;
  expect([await look(voided), await look(refunded)]).toEqual(['voided', 'refunded']);
  const rows = await platform.copy.sql(
    'central',
    'SELECT outcome FROM orphan_event ORDER BY outcome',
  );
  expect(rows).toEqual([{ outcome: 'refunded' }, { outcome: 'voided' }]);
});

test('a loop goes on after a failed round, one round at a time, and ends after the one under way', async () => {
  const reports: string[] = [];
  const seen = { rounds: 0, atOnce: 0, most: 0 };
  const loop = startLoop(
    { report: (what) => void reports.push(what) },
    {
      name: 'test',
      everyMs: 1,
      round: async () => {
        seen.rounds += 1;
        seen.atOnce += 1;
        seen.most = Math.max(seen.most, seen.atOnce);
        await new Promise((resolve) => setImmediate(resolve));
        seen.atOnce -= 1;
        if (seen.rounds === 1) throw new Error('once');
      },
    },
  );
  await expect.poll(() => seen.rounds, { timeout: 20_000 }).toBeGreaterThan(3);
  await loop.stop();
  expect(seen).toMatchObject({ atOnce: 0, most: 1 });
  expect(reports).toEqual(['a round of a loop failed', 'a loop works again']);
});

async function newBuyerHolds(): Promise<Held> {
  buyer = newBuyer(platform);
  const state = platform.processes.state;
  platform.processes.state = 'there';
  const newest = await buyer.hold();
  platform.processes.state = state;
  return newest;
}

/** Paid, and the news is in the inbox, but nobody was told. */
async function payAndTellNobody(): Promise<void> {
  const intentId = await payOnPage(platform, buyer, held);
  const money = await platform.context.payments.lookAtIntent({ intentId });
  const silent = {
    ...platform.context.processes,
    paymentAuthorised: () => Promise.resolve({ kind: 'unavailable' } as const),
  };
  await receiveEvent(
    { ...platform.context, processes: silent },
    {
      kind: 'event',
      eventId: `evt_${newKey()}`,
      type: 'payment_intent',
      createdAt: platform.context.now(),
      intentId,
      money,
      bookingId: held.id,
    },
  );
}

async function capturedIntent(): Promise<IntentId> {
  const other = newBuyer(platform);
  const booking = await other.hold();
  const intentId = await payOnPage(platform, other, booking);
  const amountFen = booking.view.priceFen as never;
  await platform.context.payments.capture({ bookingId: booking.id, intentId, amountFen });
  return intentId;
}

function olderInbox(): Promise<object[]> {
  return rowsOf(
    platform,
    held.id,
    `UPDATE inbox SET received_at = received_at - interval '1 min' WHERE booking_id = $1`,
  );
}

async function outcomes(): Promise<(string | null)[]> {
  const rows = await rowsOf<{ outcome: string | null }>(
    platform,
    held.id,
    'SELECT outcome FROM inbox WHERE booking_id = $1',
  );
  return rows.map(({ outcome }) => outcome);
}

function intakeOf(column: 'account_id' | 'reference', value: string): Promise<object[]> {
  return platform.copy.sql('central', `SELECT outcome FROM intake WHERE ${column} = $1`, [value]);
}
