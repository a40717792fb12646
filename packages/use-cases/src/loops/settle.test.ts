import { bookingIdOf, type BookingId, type ShardName } from '@interlock/domain/ids';
import { expect, test } from 'vitest';
import { setHeldScene } from '../testing/held-scene.ts';
import {
  payUnheard,
  rowsOf,
  withProcesses,
  type Held,
  type TestBuyer,
} from '../testing/test-buyer.ts';
import type { TestPlatform } from '../testing/test-platform.ts';
import { pageMark } from './page-mark.ts';
import { settleRound } from './settle.ts';

const north = 'north' as ShardName;

let platform: TestPlatform;
let buyer: TestBuyer;
let held: Held;

setHeldScene((scene) => ({ platform, buyer, held } = scene));

test('settle starts for money without a ticket, only when Temporal itself says that no process is open', async () => {
  await unsettled();
  await settleRound(platform.context, { shard: north, mark: pageMark(0n) });
  platform.processes.state = 'unavailable';
  await settleRound(platform.context, { shard: north, mark: pageMark(0n) });
  expect(platform.processes.settlements).toEqual([]);
  platform.processes.state = 'there';
  platform.processes.bookings = 'closed';
  await settleRound(platform.context, { shard: north, mark: pageMark(0n) });
  expect(platform.processes.settlements).toContain(held.id);
});

test('a booking whose process cannot be looked up keeps no other from being settled', async () => {
  await unsettled();
  const broken = await strangeBookings(1);
  for (const answer of [
    () => Promise.reject(new Error('no answer')),
    () => Promise.resolve({ kind: 'unavailable' } as const),
  ]) {
    platform.processes.reset();
    platform.processes.bookings = 'closed';
    const context = withProcesses(platform, {
      stateOf: (id) => (broken.has(id) ? answer() : platform.processes.stateOf()),
    });
    await settleRound(context, { shard: north, mark: pageMark(0n) }).catch(() => undefined);
    expect(platform.processes.settlements).toContain(held.id);
  }
  await forgetStrangeBookings();
});

test('behind fifty bookings that cannot be settled the next one comes in the next round, and then they come again', async () => {
  await unsettled();
  const stuck = await strangeBookings(50);
  platform.processes.bookings = 'closed';
  const asked: BookingId[] = [];
  const context = withProcesses(platform, {
    stateOf(id) {
      asked.push(id);
      return stuck.has(id) ? Promise.resolve({ kind: 'open' }) : platform.processes.stateOf();
    },
  });
  const mark = pageMark(0n);
  await settleRound(context, { shard: north, mark });
  expect(new Set(asked)).toEqual(stuck);
  await settleRound(context, { shard: north, mark });
  expect(platform.processes.settlements).toContain(held.id);
  asked.length = 0;
  await settleRound(context, { shard: north, mark });
  expect(new Set(asked)).toEqual(stuck);
  await forgetStrangeBookings();
});

/** Paid three minutes ago, and nobody cared. */
async function unsettled(): Promise<void> {
  await payUnheard(platform, buyer, held);
  await rowsOf(
    platform,
    held.id,
    `UPDATE payment SET updated_at = updated_at - interval '3 min' WHERE booking_id = $1`,
  );
}

/** Ended bookings with money, and with ids older than any other. */
async function strangeBookings(count: number): Promise<Set<BookingId>> {
  await platform.copy.sql(
    'north',
    `INSERT INTO booking (id, bureau, reference, run_id, class, from_stop, to_stop, state, release_reason, account_id,
       request_hash, seat_ids, price_fen, passengers, closed_at)
     SELECT n, 'B', 'strange:' || n, 0, 0, 0, 0, 4, 'tombstone', '', '', '{}', 0, '[]', clock_timestamp()
       FROM generate_series(1, $1::int) n`,
    [count],
  );
  await platform.copy.sql(
    'north',
    `INSERT INTO payment (id, booking_id, attempt, intent_id, state, amount_fen, currency, updated_at)
     SELECT 'strange:' || id, id, 1, 'pi_strange_' || id, 'authorised', 1, 'CNY', clock_timestamp() - interval '3 min'
       FROM booking WHERE reference LIKE 'strange:%'`,
  );
  const ids = Array.from({ length: count }, (_, at) => bookingIdOf('B', BigInt(at + 1)));
  return new Set(ids);
}

async function forgetStrangeBookings(): Promise<void> {
  await platform.copy.sql('north', `DELETE FROM payment WHERE id LIKE 'strange:%'`);
  await platform.copy.sql('north', `DELETE FROM booking WHERE reference LIKE 'strange:%'`);
}
