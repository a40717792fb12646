import { type RunId, type SeatId, bookingNumber } from '@interlock/domain/ids';
import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DecidedHold, commitBatchText, commitBatchValues } from './batch-wire.ts';
import { sqlStateOf } from './database-errors.ts';
import type { HoldRequest } from './seat-requests.ts';
import { gate, replaceInFunction, waitingBeforeFirstBatch } from './testing/race.ts';
import {
  type ShardFixture,
  createShardFixture,
  newBookingId,
  north,
  sampleHold,
  sampleRelease,
} from './testing/shard-fixture.ts';

let shard: ShardFixture;

beforeAll(async () => {
  shard = await createShardFixture();
});

afterAll(() => shard.close());

test('two passengers race for the last seat: exactly one gets it', async () => {
  const runId = await shard.publish({ stops: 3, seats: 1 });
  const answers = await raceForTheLastSeat(shard, runId);
  expect(answers.map((answer) => answer.kind).sort()).toEqual(['held', 'sold-out']);
  expect(await shard.breaches()).toEqual([]);
});

test('two passengers race for the last seat: without version check and seat guard both would get it', async () => {
  const unguarded = await createShardFixture();
  try {
    await replaceInFunction(unguarded, {
      name: 'commit_batch',
      text: 'NOT are_fresh',
      by: 'false',
    });
    await replaceInFunction(unguarded, {
      name: 'commit_batch',
      text: 'moved_count <> wanted_count',
      by: 'false',
    });
    const runId = await unguarded.publish({ stops: 3, seats: 1 });
    const answers = await raceForTheLastSeat(unguarded, runId);
    expect(answers.map((answer) => answer.kind)).toEqual(['held', 'held']);
    const broken = (await unguarded.breaches()).map((line) => line.split(' ')[0]);
    expect(broken).toEqual(['I1', 'I2']);
  } finally {
    await unguarded.close('broken');
  }
});

test('two passengers race for the last seat: the seat guard alone already lets only one have it', async () => {
  const guarded = await createShardFixture();
  try {
    await replaceInFunction(guarded, {
      name: 'commit_batch',
      text: 'NOT are_fresh',
      by: 'false',
    });
    const runId = await guarded.publish({ stops: 3, seats: 1 });
    const answers = await raceForTheLastSeat(guarded, runId);
    expect(answers.map((answer) => answer.kind).sort()).toEqual(['held', 'sold-out']);
    expect(await guarded.breaches()).toEqual([]);
  } finally {
    await guarded.close();
  }
});

test('four allocators selling and giving back one train leave every seat as the bookings say', async () => {
  const runId = await shard.publish({ stops: 8, seats: 10 });
  const allocators = Array.from({ length: 4 }, () => shard.allocator());
  const kinds = await Promise.all(
    allocators.flatMap((allocator, lane) =>
      Array.from({ length: 40 }, async (_, turn) => {
        const from = (lane * 3 + turn) % 6;
        const request = sampleHold({
          runId,
          from,
          to: from + 1 + (turn % 2),
          count: 1 + (turn % 3),
        });
        const answer = await allocator.hold(request);
        if (answer.kind === 'held' && turn % 2 === 0)
          await allocator.release(sampleRelease(request.bookingId));
        return answer.kind;
      }),
    ),
  );
  expect(kinds.every((kind) => kind === 'held' || kind === 'sold-out')).toBe(true);
  expect(await shard.breaches()).toEqual([]);
});

test('the seat guard refuses a sold seat even to a batch with the right version', async () => {
  const runId = await shard.publish({ stops: 4, seats: 2 });
  const allocator = shard.allocator();
  const answer = await allocator.hold(sampleHold({ runId, from: 0, to: 2 }));
  const seatId = answer.kind === 'held' ? answer.seats[0]?.seatId : undefined;
  const hold = decidedHold(sampleHold({ runId, from: 1, to: 3 }), [seatId ?? 0]);
  await expect(commitBatch({ runs: [{ id: runId, ver: 1 }], holds: [hold] })).rejects.toSatisfy(
    (error) => sqlStateOf(error) === 'IL001',
  );
});

test('the seat guard refuses two overlapping bookings of one batch on one seat', async () => {
  const runId = await shard.publish({ stops: 4, seats: 2 });
  const seatId = runId * 10_000;
  const holds = [sampleHold({ runId, from: 0, to: 2 }), sampleHold({ runId, from: 1, to: 3 })].map(
    (request) => decidedHold(request, [seatId]),
  );
  await expect(commitBatch({ runs: [{ id: runId, ver: 0 }], holds })).rejects.toSatisfy(
    (error) => sqlStateOf(error) === 'IL001',
  );
  const twice = decidedHold(sampleHold({ runId, from: 0, to: 2, count: 2 }), [seatId, seatId]);
  await expect(commitBatch({ runs: [{ id: runId, ver: 0 }], holds: [twice] })).rejects.toSatisfy(
    (error) => sqlStateOf(error) === 'IL001',
  );
});

test('the seat guard refuses a seat of another run', async () => {
  const [one, other] = [
    await shard.publish({ stops: 4, seats: 2 }),
    await shard.publish({ stops: 4, seats: 2 }),
  ];
  const hold = decidedHold(sampleHold({ runId: one, from: 0, to: 2 }), [other * 10_000]);
  await expect(commitBatch({ runs: [{ id: one, ver: 0 }], holds: [hold] })).rejects.toSatisfy(
    (error) => sqlStateOf(error) === 'IL001',
  );
});

test('a batch decided on old masks is refused as stale', async () => {
  const runId = await shard.publish({ stops: 4, seats: 2 });
  await shard.allocator().hold(sampleHold({ runId, from: 0, to: 2 }));
  const hold = decidedHold(sampleHold({ runId, from: 0, to: 2 }), [runId * 10_000 + 1]);
  await expect(commitBatch({ runs: [{ id: runId, ver: 0 }], holds: [hold] })).rejects.toSatisfy(
    (error) => sqlStateOf(error) === '40001',
  );
});

test('one booking cannot occur twice in a batch', async () => {
  const runId = await shard.publish({ stops: 4, seats: 2 });
  const hold = decidedHold(sampleHold({ runId, from: 0, to: 2, bookingId: newBookingId() }), [
    runId * 10_000,
  ]);
  await expect(
    commitBatch({ runs: [{ id: runId, ver: 0 }], holds: [hold, hold] }),
  ).rejects.toSatisfy((error) => sqlStateOf(error) === '23505');
  expect(await shard.breaches()).toEqual([]);
});

function decidedHold(request: HoldRequest, seatIds: readonly number[]): DecidedHold {
  return {
    item: {
      kind: 'hold',
      request,
      number: bookingNumber(request.bookingId),
      resolve: () => undefined,
      reject: () => undefined,
    },
    seats: seatIds.map((seatId) => ({
      seatId: seatId as SeatId,
      coach: 1,
      row: 1,
      letter: 'A',
    })),
  };
}

function commitBatch(batch: {
  runs: { id: RunId; ver: number }[];
  holds: DecidedHold[];
}): Promise<pg.QueryResult> {
  return shard.shards.batchConnection(north).query({
    text: commitBatchText,
    values: commitBatchValues({
      ends: [],
      looksFirst: false,
      writer: null,
      hasOthers: false,
      ...batch,
    }),
  });
}

/** Both allocators decide on the same masks before either sends its batch. */
async function raceForTheLastSeat(fixture: ShardFixture, runId: RunId) {
  const bothDecided = gate(2);
  const allocators = [1, 2].map(() =>
    fixture.allocator({ shards: waitingBeforeFirstBatch(fixture.shards, bothDecided) }),
  );
  return Promise.all(
    allocators.map((allocator) => allocator.hold(sampleHold({ runId, from: 0, to: 2 }))),
  );
}
