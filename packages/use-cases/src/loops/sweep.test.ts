import { bookingMillis, type BookingId, type ShardName } from '@interlock/domain/ids';
import { expect, test } from 'vitest';
import { confirmSeats } from '../process/confirm-seats.ts';
import { refuseCapture } from '../process/refuse-capture.ts';
import { setHeldScene } from '../testing/held-scene.ts';
import {
  newBuyer,
  payAndTell,
  rowsOf,
  setDeadline,
  stateOf,
  type Held,
  type TestBuyer,
} from '../testing/test-buyer.ts';
import { newKey, type TestPlatform } from '../testing/test-platform.ts';
import { testRun } from '../testing/test-railway.ts';
import { sweep, sweepStart } from './sweep.ts';

const north = 'north' as ShardName;
const hourMs = 3_600_000;
const patience = { timeout: 20_000, interval: 20 };

let platform: TestPlatform;
let buyer: TestBuyer;
let held: Held;

setHeldScene((scene) => ({ platform, buyer, held } = scene));

test('the sweep frees holds past their end and nothing else, without any process', async () => {
  const due = await newBuyer(platform).hold();
  platform.processes.state = 'unavailable';
  await setDeadline(platform, due.id, { payBy: -70, expiresAt: -10 });
  await setDeadline(platform, held.id, { payBy: -10, expiresAt: 50 });
  const mark = sweepStart();
  await sweep(platform.context, { shard: north, mark });
  expect((await stateOf(platform, due.id)).booking).toBe('released expired');
  expect((await stateOf(platform, held.id)).booking).toBe('held');
  await setDeadline(platform, held.id, { payBy: -70, expiresAt: -10 });
  await sweep(platform.context, { shard: north, mark });
  expect((await stateOf(platform, held.id)).booking).toBe('released expired');
});

test('the mark passes what has ended, never a row that is held', async () => {
  const mark = sweepStart();
  await insertedHoursAgo(held, 2);
  await sweep(platform.context, { shard: north, mark });
  expect(mark.since).toBe(await insertedAt(held));
  const stuck = mark.since;
  await setDeadline(platform, held.id, { payBy: -70, expiresAt: -10 });
  await sweep(platform.context, { shard: north, mark });
  expect(mark.since).toBeGreaterThan(stuck);
});

test('a hold under an id of an hour ago, which the sweep has long passed, is swept like any other', async () => {
  await platform.publish({ trainId: 2, seats: 1, startsAt: 900 });
  const late = newBuyer(platform);
  const request = {
    key: newKey(),
    runId: testRun(2),
    travellers: [{ travellerId: await late.traveller(), ticketType: 'adult' }],
  };
  await expect.poll(() => platform.context.availability.run(testRun(2)), patience).not.toBeNull();
  platform.setClock(-hourMs);
  platform.processes.state = 'unavailable';
  expect(await late.ask(request)).toMatchObject({ code: 'process-unavailable' });
  platform.setClock(0);
  platform.processes.state = 'there';
  await setDeadline(platform, held.id, { payBy: -70, expiresAt: -10 });
  const mark = sweepStart();
  await sweep(platform.context, { shard: north, mark });

  const { id } = await late.hold(request);
  expect(bookingMillis(id)).toBeLessThan(mark.since);
  expect(await soldSeats(id)).toBe(1);
  platform.processes.state = 'unavailable';
  await setDeadline(platform, id, { payBy: -70, expiresAt: -10 });
  await sweep(platform.context, { shard: north, mark });
  expect((await stateOf(platform, id)).booking).toBe('released expired');
  expect(await soldSeats(id)).toBe(0);
});

test('a booking that was confirmed when the sweep came by, and is held again, is swept', async () => {
  const step = { bookingId: held.id, intentId: await payAndTell(platform, buyer, held) };
  await confirmSeats(platform.context, step);
  await insertedHoursAgo(held, 2);
  const mark = sweepStart();
  await sweep(platform.context, { shard: north, mark });
  expect(await refuseCapture(platform.context, step)).toMatchObject({ kind: 'held' });
  await setDeadline(platform, held.id, { payBy: -70, expiresAt: -10 });
  await sweep(platform.context, { shard: north, mark });
  expect((await stateOf(platform, held.id)).booking).toBe('released expired');
});

async function insertedHoursAgo({ id }: Held, hours: number): Promise<void> {
  await rowsOf(
    platform,
    id,
    `UPDATE booking SET created_at = date_trunc('milliseconds', created_at) - ${hours} * interval '1 hour' WHERE id = $1`,
  );
}

async function insertedAt({ id }: Held): Promise<number | undefined> {
  const rows = await rowsOf<{ at: Date }>(
    platform,
    id,
    'SELECT created_at AS at FROM booking WHERE id = $1',
  );
  return rows[0]?.at.getTime();
}

/** How many seats of the booking's run are sold on some segment. */
async function soldSeats(id: BookingId): Promise<number> {
  const rows = await rowsOf<{ sold: number }>(
    platform,
    id,
    `SELECT count(*)::int AS sold FROM seat
      WHERE sold <> 0 AND run_id = (SELECT run_id FROM booking WHERE id = $1)`,
  );
  return rows[0]?.sold ?? 0;
}
