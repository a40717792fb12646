import { randomInt } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { RunId } from '@interlock/domain/ids';
import type { ServiceDate } from '@interlock/domain/time';
import {
  type FreeRunHistogram,
  applyChanges,
  buildHistogram,
  untouchedHistogram,
} from '@interlock/inventory/free-run-histogram';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FeedCursor, type FeedRow, feedStart, readFeed } from './outbox-feed.ts';
import { loadRunInventories, nextRunHeads, readPlans, readRunHeads, type RunHead } from './runs.ts';
import {
  type ShardFixture,
  createShardFixture,
  sampleHold,
  sampleRelease,
} from './testing/shard-fixture.ts';
import { withClient } from './testing/test-databases.ts';

let shard: ShardFixture;

beforeAll(async () => {
  shard = await createShardFixture();
});

afterAll(() => shard.close());

test('the feed brings a histogram of counts exactly to what the seats say, without a gap', async () => {
  const runId = await shard.publish({ stops: 70, seats: 8 });
  const cursor = await start();
  await sellAndGiveBack(runId);
  const histogram = untouchedHistogram(69, 8);
  const versions = applyAll(histogram, { runId, rows: (await readAll(cursor)).rows });
  expect(versions).toEqual(versions.map((_, at) => at + 1));
  expect(histogram.cells).toEqual(await cellsOf(runId));
});

test('a row whose transaction ends later is not skipped, however the row ids are ordered', async () => {
  const cursor = await start();
  const insert = (run: number) => `INSERT INTO outbox (body) VALUES ('{"published": [${run}]}')`;
  const seen = await withClient(shard.database.adminUrl, (slow) =>
    withClient(shard.database.adminUrl, async (quick) => {
      await quick.query('BEGIN');
      await quick.query('SELECT pg_current_xact_id()');
      await slow.query('BEGIN');
      await slow.query(insert(1));
      await quick.query(insert(2));
      await quick.query('COMMIT');
      const first = await shard.shards.read('B', (reader) =>
        readFeed(reader, { cursor, limit: 1_000 }),
      );
      await slow.query('COMMIT');
      const second = await readAll(first.cursor);
      return [...first.rows, ...second.rows].flatMap((row) => row.body.published ?? []);
    }),
  );
  expect(seen.toSorted((a, b) => a - b)).toEqual([1, 2]);
});

test('two allocators on one run write one unbroken row of versions', async () => {
  const runId = await shard.publish({ stops: 10, seats: 20 });
  const cursor = await start();
  await Promise.all([sellAndGiveBack(runId), sellAndGiveBack(runId)]);
  const histogram = untouchedHistogram(9, 20);
  const versions = applyAll(histogram, { runId, rows: (await readAll(cursor)).rows });
  expect(versions).toEqual(versions.map((_, at) => at + 1));
  expect(histogram.cells).toEqual(await cellsOf(runId));
});

test('reading in small portions gives the same as reading at once', async () => {
  const cursor = await start();
  const runId = await shard.publish({ stops: 10, seats: 5 });
  await sellAndGiveBack(runId);
  const whole = await readAll(cursor);
  const parts = await readAll(cursor, 1);
  expect(parts.rows).toEqual(whole.rows);
  expect(whole.rows.flatMap((row) => row.body.published ?? [])).toEqual([runId]);
});

test('the runs are read page by page, each once, with plan and version', async () => {
  const runId = await shard.publish({ stops: 4, seats: 5 });
  await shard.allocator().hold(sampleHold({ runId, from: 0, to: 2 }));
  const heads: RunHead[] = [];
  for (let after: RunId | null = null; ;) {
    const page = { from: '2030-05-01' as ServiceDate, after, limit: 2 };
    const next: RunHead[] = await shard.shards.read('B', (reader) => nextRunHeads(reader, page));
    if (next.length === 0) break;
    heads.push(...next);
    after = next.at(-1)?.runId ?? null;
  }
  const { rows } = await shard.admin.query<{ id: string }>('SELECT id FROM run ORDER BY id');
  expect(heads.map((head) => String(head.runId))).toEqual(rows.map(({ id }) => id));
  const head = heads.find((run) => run.runId === runId);
  expect(head).toMatchObject({ ver: 1, segments: 3, bureau: 'B' });
  const plans = await shard.shards.read('B', (reader) => readPlans(reader, [head?.planId ?? 0]));
  expect(plans.get(head?.planId ?? 0)?.stops).toHaveLength(4);
});

test('trains with the same coaches share one layout in memory, and get their own when they differ', async () => {
  const runs = [
    await shard.publish({ stops: 4, seats: 6 }),
    await shard.publish({ stops: 5, seats: 6 }),
    await shard.publish({ stops: 4, seats: 7 }),
  ];
  const heads = await shard.shards.read('B', (reader) => readRunHeads(reader, runs));
  const planIds = heads.map(({ planId }) => planId);
  const plans = await shard.shards.read('B', (reader) => readPlans(reader, planIds));
  const [a, b, c] = planIds.map((id) => plans.get(id)?.layout);
  expect(a).toBe(b);
  expect([a, c].map((layout) => layout?.coaches[0]?.seats.length)).toEqual([6, 7]);
});

function start(): Promise<FeedCursor> {
  return shard.shards.read('B', feedStart);
}

/** Reads until a row written now has come: other transactions of the server may hold the feed back for a while. */
async function readAll(
  cursor: FeedCursor,
  limit = 1_000,
): Promise<{ rows: FeedRow[]; cursor: FeedCursor }> {
  const marker = -randomInt(2 ** 40);
  await shard.admin.query('INSERT INTO outbox (body) VALUES ($1)', [{ published: [marker] }]);
  const rows: FeedRow[] = [];
  let at = cursor;
  for (;;) {
    const page = await shard.shards.read('B', (reader) => readFeed(reader, { cursor: at, limit }));
    at = page.cursor;
    rows.push(...page.rows.filter((row) => row.body.published?.[0] !== marker));
    if (page.rows.some((row) => row.body.published?.[0] === marker))
      return { rows: rows.filter((row) => !isMarker(row)), cursor: at };
    if (page.rows.length === 0) await delay(5);
  }
}

function isMarker(row: FeedRow): boolean {
  return (row.body.published?.[0] ?? 0) < 0;
}

async function sellAndGiveBack(runId: RunId): Promise<void> {
  const allocator = shard.allocator();
  for (let turn = 0; turn < 6; turn++) {
    const requests = [
      sampleHold({ runId, from: turn, to: turn + 3, count: 2 }),
      sampleHold({ runId, from: 5, to: 8 }),
    ];
    const answers = await Promise.all(requests.map((request) => allocator.hold(request)));
    if (answers[0]?.kind === 'held' && requests[0])
      await allocator.release(sampleRelease(requests[0].bookingId));
  }
}

function applyAll(histogram: FreeRunHistogram, feed: { runId: RunId; rows: FeedRow[] }): number[] {
  const runs = feed.rows
    .flatMap((row) => row.body.runs ?? [])
    .filter((run) => run.runId === feed.runId);
  for (const run of runs)
    applyChanges(
      histogram,
      run.changes.map(([, a, b, delta]) => [a, b, delta]),
    );
  return runs.map((run) => run.ver);
}

async function cellsOf(runId: RunId): Promise<Int32Array | undefined> {
  const runs = await shard.shards.read('B', (reader) => loadRunInventories(reader, [runId]));
  const inventory = runs.get(runId)?.inventory;
  return inventory && buildHistogram(inventory, 'second').cells;
}
