import type { RunId, SeatId } from '@interlock/domain/ids';
import { parseSeatCode, seatCode, type SeatPlace } from '@interlock/domain/seat-place';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readTakenSeats } from './sold-seats.ts';
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

test('two passengers race for the same wished seat: one gets it, the other hears which one is free near it', async () => {
  const runId = await shard.publish({ stops: 3, seats: 10 });
  const answers = await raceForOneSeat(shard, runId);
  expect(answers.find(({ kind }) => kind === 'held')).toMatchObject({
    seats: [{ coach: 1, row: 1, letter: 'F' }],
  });
  expect(answers.find(({ kind }) => kind !== 'held')).toEqual({
    kind: 'seats-taken',
    lost: places('1-1F'),
    nearest: places('1-1A'),
  });
  expect(await shard.breaches()).toEqual([]);
});

test('two passengers race for the same wished seat: without version check and seat guard both would get it', async () => {
  const unguarded = await createShardFixture();
  try {
    for (const text of ['NOT are_fresh', 'moved_count <> wanted_count'])
      await replaceInFunction(unguarded, { name: 'commit_batch', text, by: 'false' });
    const runId = await unguarded.publish({ stops: 3, seats: 10 });
    const answers = await raceForOneSeat(unguarded, runId);
    expect(answers.map(({ kind }) => kind)).toEqual(['held', 'held']);
    const broken = (await unguarded.breaches()).map((line) => line.split(' ')[0]);
    expect(broken).toEqual(['I1', 'I2']);
  } finally {
    await unguarded.close('broken');
  }
});

test('wished seats are held in the order of the passengers, whatever fits better', async () => {
  const runId = await shard.publish({ stops: 3, seats: 10 });
  const answer = await shard.allocator().hold(wishing(runId, '1-2F', '1-1B'));
  expect(codesOf(answer)).toEqual(['1-2F', '1-1B']);
});

test('a hold that lost one of its wished seats holds none of them', async () => {
  const runId = await shard.publish({ stops: 3, seats: 10 });
  const allocator = shard.allocator();
  await allocator.hold(wishing(runId, '1-1C'));
  expect(await allocator.hold(wishing(runId, '1-1B', '1-1C'))).toEqual({
    kind: 'seats-taken',
    lost: places('1-1C'),
    nearest: places('1-1D'),
  });
  expect([...(await takenOn(runId))]).toEqual([2]);
  expect(codesOf(await allocator.hold(wishing(runId, '1-1B')))).toEqual(['1-1B']);
});

test('a wished seat is free again where somebody alights, and when a hold ends', async () => {
  const runId = await shard.publish({ stops: 4, seats: 5 });
  const allocator = shard.allocator();
  const first = { ...wishing(runId, '1-1A'), from: 0, to: 1 };
  await allocator.hold(first);
  const whole = { ...wishing(runId, '1-1A'), from: 0, to: 3 };
  expect(await allocator.hold(whole)).toMatchObject({ kind: 'seats-taken' });
  const rest = { ...wishing(runId, '1-1A'), from: 1, to: 3 };
  expect(codesOf(await allocator.hold(rest))).toEqual(['1-1A']);
  for (const { bookingId } of [first, rest]) await allocator.release(sampleRelease(bookingId));
  expect(codesOf(await allocator.hold({ ...whole, bookingId: newBookingId() }))).toEqual(['1-1A']);
});

test('the same request again is never told that its own seats are taken', async () => {
  const runId = await shard.publish({ stops: 3, seats: 5 });
  const [one, two] = [shard.allocator(), shard.allocator()];
  const request = wishing(runId, '1-1A', '1-1B');
  const together = await Promise.all([one.hold(request), one.hold(request), two.hold(request)]);
  const [first] = together;
  expect(codesOf(first)).toEqual(['1-1A', '1-1B']);
  for (const answer of [
    ...together,
    await two.hold(request),
    await shard.allocator().hold(request),
  ])
    expect(answer).toEqual(first);
});

test('four allocators selling wished seats leave every seat as the bookings say', async () => {
  const runId = await shard.publish({ stops: 6, seats: 10 });
  const allocators = Array.from({ length: 4 }, () => shard.allocator());
  const letters = ['A', 'B', 'C', 'D', 'F'];
  const kinds = await Promise.all(
    allocators.flatMap((allocator, lane) =>
      Array.from({ length: 25 }, async (_, turn) => {
        const from = (lane + turn) % 4;
        const seat = `1-${1 + (turn % 2)}${letters[(lane * turn) % 5]}`;
        const request = { ...wishing(runId, seat), from, to: from + 1 + (turn % 2) };
        const answer = await allocator.hold(request);
        if (answer.kind === 'held' && turn % 2 === 0)
          await allocator.release(sampleRelease(request.bookingId));
        return answer.kind;
      }),
    ),
  );
  expect(new Set(kinds)).toEqual(new Set(['held', 'seats-taken']));
  expect(await shard.breaches()).toEqual([]);
});

test('the read of taken seats is what the bookings of the ride say', async () => {
  const runId = await shard.publish({ stops: 70, seats: 5 });
  const allocator = shard.allocator();
  await allocator.hold({ ...wishing(runId, '1-1B'), from: 0, to: 2 });
  await allocator.hold({ ...wishing(runId, '1-1D'), from: 62, to: 69 });
  const taken = async (from: number, to: number) =>
    [...(await takenOn(runId, { from, to }))].sort((a, b) => a - b);
  expect(await taken(0, 69)).toEqual([1, 3]);
  expect(await taken(2, 62)).toEqual([]);
  expect(await taken(1, 3)).toEqual([1]);
  expect(await taken(63, 64)).toEqual([3]);
});

function wishing(runId: RunId, ...codes: string[]) {
  return sampleHold({ runId, from: 0, to: 2, count: codes.length, places: places(...codes) });
}

function places(...codes: string[]): SeatPlace[] {
  return codes.map((code) => parseSeatCode(code)!);
}

function codesOf(answer: { kind: string; seats?: (SeatPlace & { seatId: SeatId })[] } | undefined) {
  return answer?.seats?.map(seatCode) ?? answer?.kind;
}

function takenOn(runId: RunId, ride = { from: 0, to: 2 }): Promise<ReadonlySet<number>> {
  return shard.shards.read({ shard: north }, (reader) =>
    readTakenSeats(reader, { runId, seatClass: 'second', ...ride }),
  );
}

/** Both allocators decide on the same masks before either sends its batch. */
function raceForOneSeat(fixture: ShardFixture, runId: RunId) {
  const bothDecided = gate(2);
  const allocators = [1, 2].map(() =>
    fixture.allocator({ shards: waitingBeforeFirstBatch(fixture.shards, bothDecided) }),
  );
  return Promise.all(allocators.map((allocator) => allocator.hold(wishing(runId, '1-1F'))));
}
