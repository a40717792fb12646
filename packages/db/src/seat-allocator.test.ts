import { bookingNumber } from '@interlock/domain/ids';
import type { Instant } from '@interlock/domain/time';
import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AllocatorFault } from './batch-runner.ts';
import {
  type ShardFixture,
  createShardFixture,
  newBookingId,
  sampleHold,
  sampleRelease,
} from './testing/shard-fixture.ts';

let shard: ShardFixture;

beforeAll(async () => {
  shard = await createShardFixture();
});

afterAll(() => shard.close());

test('A→C and C→E share a seat, B→D cannot', async () => {
  const runId = await shard.publish({ stops: 5, seats: 1 });
  const allocator = shard.allocator();
  expect(await allocator.hold(sampleHold({ runId, from: 0, to: 2 }))).toMatchObject({
    kind: 'held',
  });
  expect(await allocator.hold(sampleHold({ runId, from: 2, to: 4 }))).toMatchObject({
    kind: 'held',
  });
  expect(await allocator.hold(sampleHold({ runId, from: 1, to: 3 }))).toEqual({ kind: 'sold-out' });
});

test('70-stop train: every segment of its one seat sells once, beyond the first mask column too', async () => {
  const runId = await shard.publish({ stops: 70, seats: 1 });
  const allocator = shard.allocator();
  const rides = [
    [0, 30],
    [30, 62],
    [62, 64],
    [64, 69],
  ] as const;
  const answers = await Promise.all(
    rides.map(([from, to]) => allocator.hold(sampleHold({ runId, from, to }))),
  );
  expect(answers.map((answer) => answer.kind)).toEqual(['held', 'held', 'held', 'held']);
  const { rows } = await shard.admin.query(
    'SELECT sold::text, sold2::text FROM seat WHERE run_id = $1',
    [runId],
  );
  expect(rows).toEqual([{ sold: (2n ** 63n - 1n).toString(), sold2: (2n ** 6n - 1n).toString() }]);
  expect(await allocator.hold(sampleHold({ runId, from: 68, to: 69 }))).toEqual({
    kind: 'sold-out',
  });
});

test('loop train: the two rounds past a station sell apart', async () => {
  const runId = await shard.publish({
    stops: 5,
    seats: 1,
    telecodes: ['AAA', 'BBB', 'CCC', 'AAA', 'BBB'],
  });
  const allocator = shard.allocator();
  expect(await allocator.hold(sampleHold({ runId, from: 0, to: 1 }))).toMatchObject({
    kind: 'held',
  });
  expect(await allocator.hold(sampleHold({ runId, from: 3, to: 4 }))).toMatchObject({
    kind: 'held',
  });
  expect(await allocator.hold(sampleHold({ runId, from: 0, to: 4 }))).toEqual({ kind: 'sold-out' });
});

test('the same hold again, from any allocator, gets the same seats and the same deadline', async () => {
  const runId = await shard.publish({ stops: 3, seats: 2 });
  const request = sampleHold({ runId, from: 0, to: 2, count: 2 });
  const first = await shard.allocator().hold(request);
  expect(first).toMatchObject({
    kind: 'held',
    state: 'held',
    seats: [
      { coach: 1, row: 1, letter: 'A' },
      { coach: 1, row: 1, letter: 'B' },
    ],
  });
  expect(await shard.allocator().hold(request)).toEqual(first);
});

test('the id of a booking cannot be used for another request or another account', async () => {
  const runId = await shard.publish({ stops: 3, seats: 5 });
  const request = sampleHold({ runId, from: 0, to: 2 });
  const allocator = shard.allocator();
  await allocator.hold(request);
  expect(
    await allocator.hold({ ...request, booking: { ...request.booking, requestHash: 'another' } }),
  ).toEqual({ kind: 'conflict' });
  expect(
    await allocator.hold({ ...request, booking: { ...request.booking, accountId: 'account-2' } }),
  ).toEqual({ kind: 'conflict' });
});

test('the deadline never passes the last moment before departure', async () => {
  const runId = await shard.publish({ stops: 3, seats: 5 });
  const request = sampleHold({ runId, from: 0, to: 2 });
  const lastMoment = (Date.now() + 300_000) as Instant;
  const answer = await shard
    .allocator()
    .hold({ ...request, booking: { ...request.booking, lastMoment } });
  expect(answer).toMatchObject({
    kind: 'held',
    expiresAt: lastMoment,
    payBy: lastMoment - request.graceMs,
  });
});

test('a late hold of a booking that was given up before it came is refused', async () => {
  const runId = await shard.publish({ stops: 3, seats: 1 });
  const bookingId = newBookingId();
  const allocator = shard.allocator();
  expect(await allocator.release(sampleRelease(bookingId))).toEqual({ kind: 'tombstoned' });
  expect(await allocator.hold(sampleHold({ runId, from: 0, to: 2, bookingId }))).toEqual({
    kind: 'hold-lost',
  });
  expect(await allocator.release(sampleRelease(bookingId))).toEqual({
    kind: 'already-released',
    reason: 'tombstone',
  });
  expect(await allocator.hold(sampleHold({ runId, from: 0, to: 2 }))).toMatchObject({
    kind: 'held',
  });
});

test('seats one allocator frees can be sold by another whose memory still says sold out', async () => {
  const runId = await shard.publish({ stops: 3, seats: 1 });
  const [one, two] = [shard.allocator(), shard.allocator()];
  const request = sampleHold({ runId, from: 0, to: 2 });
  await one.hold(request);
  expect(await two.hold(sampleHold({ runId, from: 0, to: 2 }))).toEqual({ kind: 'sold-out' });
  expect(await one.release(sampleRelease(request.bookingId))).toEqual({
    kind: 'released',
    reason: 'cancelled',
    seatsFreed: 1,
  });
  expect(await two.hold(sampleHold({ runId, from: 0, to: 2 }))).toMatchObject({ kind: 'held' });
});

test('a request whose caller has gone is answered busy and holds nothing', async () => {
  const runId = await shard.publish({ stops: 3, seats: 1 });
  const request = sampleHold({ runId, from: 0, to: 2, giveUpAt: (Date.now() - 1) as Instant });
  expect(await shard.allocator().hold(request)).toEqual({ kind: 'busy' });
  const { rowCount } = await shard.admin.query('SELECT FROM booking WHERE id = $1', [
    bookingNumber(request.bookingId).toString(),
  ]);
  expect(rowCount).toBe(0);
});

test('more holds than the queue takes are answered busy at once', async () => {
  const runId = await shard.publish({ stops: 3, seats: 1 });
  const allocator = shard.allocator();
  const answers = await Promise.all(
    Array.from({ length: 1_400 }, () => allocator.hold(sampleHold({ runId, from: 0, to: 2 }))),
  );
  expect(answers.filter((answer) => answer.kind === 'held')).toHaveLength(1);
  expect(answers.filter((answer) => answer.kind === 'busy').length).toBeGreaterThanOrEqual(100);
});

test('a run nobody published is unknown', async () => {
  const runId = await shard.publish({ stops: 3, seats: 1 });
  expect(
    await shard
      .allocator()
      .hold(sampleHold({ runId: (runId + 1) as typeof runId, from: 0, to: 2 })),
  ).toEqual({ kind: 'unknown-run' });
});

test('a poisoned request fails alone, the others of its batch get their seats', async () => {
  const runId = await shard.publish({ stops: 3, seats: 10 });
  const alarms: string[] = [];
  const allocator = shard.allocator({ report: (what) => alarms.push(what) });
  const taken = sampleHold({ runId, from: 0, to: 2 });
  await allocator.hold(taken);
  const good = Array.from({ length: 5 }, () => sampleHold({ runId, from: 0, to: 2 }));
  // A reference is unique; this one passes every check before the insert.
  const poisoned = sampleHold({ runId, from: 0, to: 2, reference: taken.reference });
  const outcomes = await Promise.allSettled(
    [...good.slice(0, 2), poisoned, ...good.slice(2)].map((request) => allocator.hold(request)),
  );
  expect(outcomes.map((outcome) => outcome.status)).toEqual([
    'fulfilled',
    'fulfilled',
    'rejected',
    'fulfilled',
    'fulfilled',
    'fulfilled',
  ]);
  expect(outcomes[2]).toMatchObject({ reason: expect.any(AllocatorFault) });
  expect(alarms).toEqual(['allocator-fault']);
});

test('a request that makes no sense fails before it reaches the batch', async () => {
  const runId = await shard.publish({ stops: 3, seats: 10 });
  const allocator = shard.allocator();
  const [good, bad] = await Promise.allSettled([
    allocator.hold(sampleHold({ runId, from: 0, to: 2 })),
    allocator.hold(sampleHold({ runId, from: 1, to: 9 })),
  ]);
  expect(good).toMatchObject({ status: 'fulfilled' });
  expect(bad).toMatchObject({ status: 'rejected', reason: expect.any(AllocatorFault) });
});

test('a batch whose answer is lost is looked up: nobody gets two holds', async () => {
  const runId = await shard.publish({ stops: 3, seats: 3 });
  let cut = false;
  const allocator = shard.allocator({
    shards: {
      ...shard.shards,
      batchConnection(name) {
        const connection = shard.shards.batchConnection(name);
        return {
          ...connection,
          async query<Row extends pg.QueryResultRow>(query: pg.QueryConfig) {
            const answer = await connection.query<Row>(query);
            if (cut) return answer;
            cut = true;
            // The commit has happened, its answer does not arrive.
            throw new Error('Connection terminated unexpectedly');
          },
        };
      },
    },
  });
  const requests = Array.from({ length: 3 }, () => sampleHold({ runId, from: 0, to: 2 }));
  const answers = await Promise.all(requests.map((request) => allocator.hold(request)));
  expect(answers.map((answer) => answer.kind)).toEqual(['held', 'held', 'held']);
  expect(cut).toBe(true);
});

test('the fault point after a commit is reached before any answer', async () => {
  const runId = await shard.publish({ stops: 3, seats: 3 });
  const reached: string[] = [];
  const allocator = shard.allocator({ faultPoint: (point) => void reached.push(point) });
  const request = sampleHold({ runId, from: 0, to: 2 });
  await allocator.hold(request).then(() => reached.push('answer'));
  await allocator.release(sampleRelease(request.bookingId)).then(() => reached.push('answer'));
  expect(reached).toEqual(['after-hold-commit', 'answer', 'after-release-commit', 'answer']);
});

test('after all this every seat is sold exactly where the bookings say', async () => {
  expect(await shard.breaches()).toEqual([]);
});
