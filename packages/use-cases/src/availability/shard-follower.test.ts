import type { ShardName } from '@interlock/domain/ids';
import type { Instant } from '@interlock/domain/time';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { cancelBooking } from '../bookings/cancel-booking.ts';
import { newBuyer } from '../testing/test-buyer.ts';
import { openTestPlatform, type TestPlatform } from '../testing/test-platform.ts';
import { railwayZone, testRun, travelDate } from '../testing/test-railway.ts';
import { ShardFollower } from './shard-follower.ts';

const north = 'north' as ShardName;
const seats = 30;
const rides = [
  [0, 1],
  [0, 2],
  [0, 3],
  [1, 2],
  [1, 3],
  [2, 3],
] as const;

let platform: TestPlatform;
let follower: ShardFollower;

beforeAll(async () => {
  platform = await openTestPlatform();
  await platform.publish({ trainId: 1, seats }, { trainId: 2, seats });
  await platform.context.availability.start();
});
beforeEach(async () => {
  follower = newFollower();
  await follower.catchUp();
});
afterAll(() => platform.close(['I8']));

test('after any holds and releases the counts in memory are those of the seats', async () => {
  const buyers = await Promise.all(
    Array.from({ length: 24 }, async (_, index) => {
      const buyer = newBuyer(platform);
      const [from, to] = rides[(index * 7) % rides.length]!;
      const { view } = await buyer.hold({ from, to });
      return { buyer, view };
    }),
  );
  const gone = buyers.filter((_, index) => index % 3 === 0);
  await Promise.all(
    gone.map(({ buyer, view }) => cancelBooking(platform.context, buyer.actor, view)),
  );
  await toBeRight(follower);
  await toBeRight(newFollower());
});

test('a run whose news has a gap is loaded anew', async () => {
  await newBuyer(platform).hold();
  await platform.copy.sql('north', 'DELETE FROM outbox WHERE id = (SELECT max(id) FROM outbox)');
  await newBuyer(platform).hold();
  await toBeRight(follower);
});

test('news that does not fit what is known is not believed', async () => {
  const run = testRun(2);
  const { ver } = follower.runs.get(run)!;
  // A seat that was half sold became free: there is no such seat.
  const body = { runs: [[run, ver + 1, 3]], seats: '1 4 1 0' };
  await platform.copy.sql('north', 'INSERT INTO outbox (body) VALUES ($1)', [JSON.stringify(body)]);
  await newBuyer(platform).hold();
  await toBeRight(follower);
});

test('news already known is skipped', async () => {
  await newBuyer(platform).hold();
  await toBeRight(follower);
  await platform.copy.sql('north', 'INSERT INTO outbox (body) SELECT body FROM outbox');
  await newBuyer(platform).hold();
  await toBeRight(follower);
});

test('runs published later appear by themselves, with all their seats', async () => {
  expect(follower.runs.has(testRun(7))).toBe(false);
  await platform.publish({ trainId: 7, seats: 12 });
  const asked = { runId: testRun(7), seatClass: 'second', from: 0, to: 3 } as const;
  const left = async () => {
    await follower.catchUp();
    return follower.seatsLeft(asked);
  };
  await expect.poll(left, patience).toEqual({ kind: 'count', count: 12 });
  expect(follower.runs.on(travelDate).map((run) => run.runId)).toContain(testRun(7));
});

test('what is not known is unknown, never a number', () => {
  const asked = { seatClass: 'second', from: 0, to: 3 } as const;
  const empty = newFollower();
  expect(empty.seatsLeft({ ...asked, runId: testRun(1) })).toEqual({ kind: 'unknown' });
  expect(follower.seatsLeft({ ...asked, runId: testRun(99) })).toEqual({ kind: 'unknown' });
  expect(follower.seatsLeft({ ...asked, runId: testRun(1), seatClass: 'business' })).toEqual({
    kind: 'unknown',
  });
  expect(empty.asOf()).toBeNull();
  expect(empty.isReachable()).toBe(false);
});

test('with its shard away the last counts stay, as of when they were right', async () => {
  const state = { now: 1_000_000, isAway: false };
  const { shards } = platform.context;
  const own = newFollower({
    now: () => state.now as Instant,
    shards: {
      ...shards,
      read: (key, work) =>
        state.isAway ? Promise.reject(new Error('away')) : shards.read(key, work),
    },
  });
  await own.catchUp();
  const before = countsOf(own);
  state.isAway = true;
  state.now += 60_000;
  await expect(own.catchUp()).rejects.toThrow('away');
  expect(own.isReachable()).toBe(false);
  expect(own.asOf()).toBe(1_000_000);
  expect(countsOf(own)).toEqual(before);
  state.isAway = false;
  await own.catchUp();
  expect([own.isReachable(), own.asOf()]).toEqual([true, 1_060_000]);
});

test('two shards are followed apart', async () => {
  await platform.publish({ trainId: 8, owner: 'H', seats: 5 });
  await follower.catchUp();
  expect(follower.runs.has(testRun(8))).toBe(false);
  const south = newFollower({ shard: 'south' as ShardName });
  await south.catchUp();
  expect(south.runs.ids()).toEqual([testRun(8)]);
});

function newFollower(changes: Partial<ConstructorParameters<typeof ShardFollower>[0]> = {}) {
  return new ShardFollower({ ...platform.context, shard: north, railwayZone, ...changes });
}

/** A row is read once no older transaction of the server runs, other suites' included: so it is asked for again. */
async function toBeRight(of: ShardFollower): Promise<void> {
  const inSql = await countsInSql();
  const counts = async () => {
    await of.catchUp();
    return countsOf(of);
  };
  await expect.poll(counts, patience).toEqual(inSql);
}

const patience = { timeout: 20_000, interval: 20 };

type Counts = Record<string, number>;

function countsOf(of: ShardFollower): Counts {
  const entries = [testRun(1), testRun(2)].flatMap((runId) =>
    rides.map(([from, to]) => {
      const left = of.seatsLeft({ runId, seatClass: 'second', from, to });
      return [`${runId} ${from}-${to}`, left.kind === 'count' ? left.count : -1] as const;
    }),
  );
  return Object.fromEntries(entries);
}

async function countsInSql(): Promise<Counts> {
  const rows = await platform.copy.sql<{ run: string; from: number; to: number; free: number }>(
    'north',
    `SELECT s.run_id AS run, f AS "from", t AS "to",
            count(*) FILTER (WHERE s.sold & (((1::bigint << t) - 1) - ((1::bigint << f) - 1)) = 0)::int AS free
       FROM seat s CROSS JOIN generate_series(0, 2) AS f CROSS JOIN generate_series(1, 3) AS t
      WHERE f < t AND s.run_id = ANY ($1) GROUP BY 1, 2, 3`,
    [[testRun(1), testRun(2)]],
  );
  return Object.fromEntries(rows.map(({ run, from, to, free }) => [`${run} ${from}-${to}`, free]));
}
