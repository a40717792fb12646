import { bookingNumber, type BookingId, type ShardName } from '@interlock/domain/ids';
import { ProviderUnknown } from '@interlock/gateways/payments/payment-gateway';
import { expect, test } from 'vitest';
import { setHeldScene } from '../testing/held-scene.ts';
import {
  newBuyer,
  payOnPage,
  payUnheard,
  rowsOf,
  stateOf,
  withProcesses,
  type Held,
  type TestBuyer,
} from '../testing/test-buyer.ts';
import type { TestPlatform } from '../testing/test-platform.ts';
import { askForLostWebhooks, deliverInbox } from './deliver.ts';
import { pageMark } from './page-mark.ts';

const north = 'north' as ShardName;

let platform: TestPlatform;
let buyer: TestBuyer;
let held: Held;

setHeldScene((scene) => ({ platform, buyer, held } = scene));

test('money in the inbox that no process has heard of is delivered, or settled when its process is gone', async () => {
  await payUnheard(platform, buyer, held);
  platform.processes.state = 'unavailable';
  await deliver();
  expect(await outcomes(held.id)).toEqual([null]);
  platform.processes.state = 'there';
  await deliver();
  expect(await outcomes(held.id)).toEqual(['delivered']);
  expect(platform.processes.hints.map(({ bookingId }) => bookingId)).toContain(held.id);

  const orphaned = await otherPaid();
  platform.processes.bookings = 'closed';
  await deliver();
  expect(await outcomes(orphaned)).toEqual(['settling']);
  expect(platform.processes.settlements).toEqual([orphaned]);
});

test("a process that does not answer keeps no other booking's money waiting", async () => {
  await payUnheard(platform, buyer, held);
  const others = [await otherPaid(), await otherPaid()];
  let fail: (error: Error) => void = () => undefined;
  const silence = new Promise<never>((_resolve, reject) => (fail = reject));
  const context = withProcesses(platform, {
    paymentAuthorised: (news) =>
      news.bookingId === held.id ? silence : platform.processes.paymentAuthorised(news),
  });
  const round = deliverInbox(context, { shard: north, mark: pageMark('') });
  for (const id of others) {
    await expect.poll(() => outcomes(id), { timeout: 20_000 }).toEqual(['delivered']);
  }
  fail(new Error('no answer for long'));
  await expect(round).rejects.toThrow('no answer for long');
  expect(await outcomes(held.id)).toEqual([null]);
  await deliver();
});

test('behind fifty rows that cannot be delivered the next one comes in the next round', async () => {
  const other = await otherPaid();
  await platform.copy.sql(
    'north',
    `INSERT INTO inbox (event_id, booking_id, intent_id, kind, amount_fen, currency, source, received_at)
     SELECT 'a' || n, $1, 'pi_stuck', 'authorised', 1, 'CNY', 'webhook', clock_timestamp() - interval '1 hour'
       FROM generate_series(1, 50) n`,
    [bookingNumber(held.id).toString()],
  );
  const context = withProcesses(platform, {
    paymentAuthorised: (news) =>
      news.bookingId === held.id
        ? Promise.resolve({ kind: 'unavailable' })
        : platform.processes.paymentAuthorised(news),
  });
  const mark = pageMark('');
  await deliverInbox(context, { shard: north, mark });
  expect(await outcomes(other)).toEqual([null]);
  await deliverInbox(context, { shard: north, mark });
  expect(await outcomes(other)).toEqual(['delivered']);
  await deliver();
});

test('a webhook that never came is asked for, once a minute', async () => {
  await payOnPage(platform, buyer, held);
  expect((await stateOf(platform, held.id)).payments).toEqual(['open']);
  await askForLostWebhooks(platform.context, north);
  expect((await stateOf(platform, held.id)).payments).toEqual(['open']);
  await older(held.id, 'created_at');
  await platform.fault({ kind: 'error-500', count: 8 });
  await expect(askForLostWebhooks(platform.context, north)).rejects.toThrow(ProviderUnknown);
  await platform.clearFaults();
  await askForLostWebhooks(platform.context, north);
  expect((await stateOf(platform, held.id)).payments).toEqual(['open']);
  await older(held.id, 'asked_at');
  await askForLostWebhooks(platform.context, north);
  expect((await stateOf(platform, held.id)).payments).toEqual(['authorised']);
});

test('a payment that the provider does not answer for keeps no other lost webhook waiting', async () => {
  await payOnPage(platform, buyer, held);
  const bookings = [held.id, await otherOnPage(), await otherOnPage()];
  for (const id of bookings) await older(id, 'created_at');
  const { payments } = platform.context;
  let asked = 0;
  const context = {
    ...platform.context,
    payments: {
      ...payments,
      lookAtAttempt(of: Parameters<typeof payments.lookAtAttempt>[0]) {
        asked += 1;
        return asked === 1
          ? Promise.reject(new ProviderUnknown('no answer'))
          : payments.lookAtAttempt(of);
      },
    },
  };
  await expect(askForLostWebhooks(context, north)).rejects.toThrow('no answer');
  const states = await Promise.all(bookings.map((id) => stateOf(platform, id)));
  expect(states.flatMap((state) => state.payments).toSorted()).toEqual([
    'authorised',
    'authorised',
    'open',
  ]);
});

test('payments that were never asked about come before those asked about a minute ago', async () => {
  await payOnPage(platform, buyer, held);
  await older(held.id, 'created_at');
  await platform.copy.sql(
    'north',
    `INSERT INTO payment (id, booking_id, attempt, state, amount_fen, currency, created_at, asked_at)
     SELECT 'asked:' || n, $1, 100 + n, 'open', 1, 'CNY', clock_timestamp() - interval '1 hour', clock_timestamp() - interval '2 min'
       FROM generate_series(1, 20) n`,
    [bookingNumber(held.id).toString()],
  );
  await askForLostWebhooks(platform.context, north);
  const { payments } = await stateOf(platform, held.id);
  expect(payments.filter((state) => state === 'authorised')).toHaveLength(1);
});

function deliver(): Promise<void> {
  return deliverInbox(platform.context, { shard: north, mark: pageMark('') });
}

async function otherPaid(): Promise<BookingId> {
  const other = newBuyer(platform);
  const booking = await other.hold();
  await payUnheard(platform, other, booking);
  return booking.id;
}

async function otherOnPage(): Promise<BookingId> {
  const other = newBuyer(platform);
  const booking = await other.hold();
  await payOnPage(platform, other, booking);
  return booking.id;
}

/** Two minutes pass for the booking's payments. */
async function older(id: BookingId, column: 'created_at' | 'asked_at'): Promise<void> {
  await rowsOf(
    platform,
    id,
    `UPDATE payment SET ${column} = ${column} - interval '2 min' WHERE booking_id = $1`,
  );
}

async function outcomes(id: BookingId): Promise<(string | null)[]> {
  const rows = await rowsOf<{ outcome: string | null }>(
    platform,
    id,
    'SELECT outcome FROM inbox WHERE booking_id = $1',
  );
  return rows.map(({ outcome }) => outcome);
}
