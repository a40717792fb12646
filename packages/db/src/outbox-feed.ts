import type { RunId } from '@interlock/domain/ids';
import {
  freeRunsOf,
  type ClassHistogramChange,
  type SoldMask,
} from '@interlock/inventory/free-run-histogram';
import type { ShardReader } from './connections.ts';

/** Where a reader stands, as decimal text: row ids are not in the order of commits, so the transaction comes first. */
export interface FeedCursor {
  readonly xid: string;
  readonly id: string;
}

/** One committed batch or publication. */
export interface FeedRow {
  readonly body: {
    /** The run's counts move from version `ver` - 1 to `ver` by these cells. */
    readonly runs?: readonly {
      readonly runId: RunId;
      readonly ver: number;
      readonly changes: readonly ClassHistogramChange[];
    }[];
    /** Runs new on the shard, never sold. */
    readonly published?: RunId[];
  };
}

/**
 * As commit_batch and publishing write it. `seats`: the public seats that changed, parted by commas: place of the run in
 * `runs` (from 1), class, mask before and after; where a run is longer than 63 segments also the two of the rest.
 */
interface OutboxBody {
  runs?: [runId: RunId, ver: number, segments: number][];
  seats?: string;
  published?: RunId[];
}

/** The cursor before everything that has not been committed yet; take it before a snapshot, then nothing is missed. */
export async function feedStart(shard: ShardReader): Promise<FeedCursor> {
  const rows = await shard.$queryRaw<{ xid: string }[]>`
    SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS xid`;
  const row = rows[0];
  if (row === undefined) throw new Error('the shard named no transaction horizon');
  return { xid: row.xid, id: '-1' };
}

/**
 * The next rows after the cursor, only of transactions before the oldest one still running: a later commit can then
 * never appear behind the cursor. Within the answer a run's versions ascend.
 */
export async function readFeed(
  shard: ShardReader,
  input: { cursor: FeedCursor; limit: number },
): Promise<{ rows: FeedRow[]; cursor: FeedCursor }> {
  const { cursor, limit } = input;
  const rows = await shard.$queryRaw<{ xid: string; id: bigint; body: OutboxBody }[]>`
    SELECT xid::text, id, body FROM outbox
     WHERE (xid, id) > (${cursor.xid}::text::xid8, ${BigInt(cursor.id)}::bigint)
       AND xid < pg_snapshot_xmin(pg_current_snapshot())
     ORDER BY xid, id LIMIT ${limit}::int`;
  const last = rows.at(-1);
  // The row is written under the locks of its runs, so per run the ids ascend with the versions; transaction ids need not.
  const ordered = rows.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return {
    rows: ordered.map((row) => ({ body: bodyOf(row.body) })),
    cursor: last === undefined ? cursor : { xid: last.xid, id: String(last.id) },
  };
}

function bodyOf({ runs, seats = '', published }: OutboxBody): FeedRow['body'] {
  const changed: string[][] = runs?.map(() => []) ?? [];
  if (seats !== '')
    for (const seat of seats.split(',')) changed[Number.parseInt(seat, 10) - 1]?.push(seat);
  const told = runs?.map(([runId, ver, segments], at) => ({
    runId,
    ver,
    changes: changesOf(changed[at] ?? [], segments),
  }));
  return {
    ...(told === undefined ? {} : { runs: told }),
    ...(published === undefined ? {} : { published }),
  };
}

/** The cells that differ: each free run that went counts -1, each that came +1; gains first, so no cell passes below zero. */
function changesOf(seats: readonly string[], segments: number): ClassHistogramChange[] {
  const cells = new Map<string, ClassHistogramChange>();
  for (const seat of seats) {
    const [, code, before = '', after = '', before2 = '0', after2 = '0'] = seat.split(' ');
    const went = freeRunsOf(maskOf(before, before2), segments);
    const came = freeRunsOf(maskOf(after, after2), segments);
    for (const [a, b] of went) addTo(cells, [Number(code), a, b, -1]);
    for (const [a, b] of came) addTo(cells, [Number(code), a, b, 1]);
  }
  const changes = [...cells.values()].filter(([, , , delta]) => delta !== 0);
  return changes.sort((x, y) => y[3] - x[3]);
}

function addTo(cells: Map<string, ClassHistogramChange>, change: ClassHistogramChange): void {
  const [code, a, b, delta] = change;
  const cell = cells.get(`${code}/${a}/${b}`);
  if (cell === undefined) cells.set(`${code}/${a}/${b}`, change);
  else cell[3] += delta;
}

function maskOf(sold: string, sold2: string): SoldMask {
  return { sold: BigInt(sold), sold2: BigInt(sold2) };
}
