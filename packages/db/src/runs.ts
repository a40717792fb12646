import { seatClassOf } from '@interlock/domain/classes';
import {
  type BureauLetter,
  type RunId,
  isBureauLetter,
  seatIndexOf,
  seatsPerRun,
  type SeatId,
} from '@interlock/domain/ids';
import type { Instant, ServiceDate } from '@interlock/domain/time';
import type { TrainPlan } from '@interlock/domain/timetable/train-plan';
import type { SoldMask } from '@interlock/inventory/free-run-histogram';
import {
  type RunInventory,
  buildRunInventory,
  publicPool,
} from '@interlock/inventory/run-inventory';
import type { ShardReader } from './connections.ts';
import { layoutOf, learnLayouts } from './layout-memory.ts';

/** A run's seats with their masks, both of one moment: `ver` tells whether they are still true. */
export interface LoadedRun {
  readonly runId: RunId;
  readonly ver: number;
  readonly inventory: RunInventory;
}

/** A run without its seats. */
export interface RunHead {
  readonly runId: RunId;
  readonly planId: number;
  readonly bureau: BureauLetter;
  readonly segments: number;
  /** 0: never sold, its seats are those of the layout, all free. */
  readonly ver: number;
  readonly saleOpensAt: Instant;
}

/** How many public seats of a run have which mask, by class code. */
export interface RunMasks {
  readonly runId: RunId;
  readonly ver: number;
  readonly classes: ReadonlyMap<number, (SoldMask & { readonly seats: number })[]>;
}

type SeatTuple = [
  id: number,
  classCode: number,
  coach: number,
  row: number,
  letter: string,
  pool: number,
  sold: string,
  sold2: string,
];

/** The runs among `runIds` that exist, seats and version from one snapshot. */
export async function loadRunInventories(
  shard: ShardReader,
  runIds: readonly RunId[],
): Promise<Map<RunId, LoadedRun>> {
  const rows = await shard.$queryRaw<
    { id: bigint; ver: bigint; segments: number; seats: SeatTuple[] | null }[]
  >`
    SELECT r.id, r.ver, r.segments, (
      SELECT json_agg(json_build_array(s.id, s.class, s.coach, s.row_no, s.letter, s.pool, s.sold::text, s.sold2::text) ORDER BY s.id)
      FROM seat s WHERE s.id >= r.id * ${seatsPerRun} AND s.id < (r.id + 1) * ${seatsPerRun}) AS seats
    FROM run r WHERE r.id = ANY (${runIds.map(BigInt)}::bigint[])`;
  return new Map(
    rows.map((row) => {
      const runId = Number(row.id) as RunId;
      return [
        runId,
        { runId, ver: Number(row.ver), inventory: inventoryOf(row.segments, row.seats ?? []) },
      ];
    }),
  );
}

/**
 * The masks of the runs among `runIds` that exist, masks and version from one snapshot. A run of a thousand seats has
 * few different ones: a reader of counts needs no more.
 */
export async function readRunMasks(
  shard: ShardReader,
  runIds: readonly RunId[],
): Promise<RunMasks[]> {
  const rows = await shard.$queryRaw<{ id: number; ver: number; masks: MaskTuple[] | null }[]>`
    SELECT r.id::float8, r.ver::float8, (
      SELECT json_agg(json_build_array(m.class, m.sold::text, m.sold2::text, m.seats))
        FROM (SELECT s.class, s.sold, s.sold2, count(*) AS seats FROM seat s
               WHERE s.id >= r.id * ${seatsPerRun} AND s.id < (r.id + 1) * ${seatsPerRun} AND s.pool & ${publicPool}::int <> 0 GROUP BY 1, 2, 3) m) AS masks
      FROM run r WHERE r.id = ANY (${runIds.map(BigInt)}::bigint[])`;
  return rows.map(({ id, ver, masks }) => ({
    runId: id as RunId,
    ver,
    classes: masksByClass(masks ?? []),
  }));
}

type MaskTuple = [classCode: number, sold: string, sold2: string, seats: number];

function masksByClass(rows: readonly MaskTuple[]): RunMasks['classes'] {
  const classes = new Map<number, (SoldMask & { readonly seats: number })[]>();
  for (const [code, sold, sold2, seats] of rows) {
    const masks = classes.get(code) ?? [];
    masks.push({ sold: BigInt(sold), sold2: BigInt(sold2), seats });
    classes.set(code, masks);
  }
  return classes;
}

function inventoryOf(segments: number, rows: readonly SeatTuple[]): RunInventory {
  return buildRunInventory({
    segments,
    seats: rows.map(([seatId, classCode, coach, row, letter, pool]) => ({
      seatId,
      index: seatIndexOf(seatId as SeatId),
      class: seatClassOf(classCode),
      coach,
      row,
      letter,
      pool,
    })),
    masks: rows.map(([, , , , , , sold, sold2]) => ({ sold: BigInt(sold), sold2: BigInt(sold2) })),
  });
}

/** Plans kept per connection to a shard; a plan is some tens of kilobytes. */
const plansKeptMax = 300;
const keptPlans = new WeakMap<ShardReader, Map<number, TrainPlan>>();

/** A plan by its id on the shard, from memory if it was read before: a plan once there never changes. Throws for none. */
export async function readPlan(shard: ShardReader, planId: number): Promise<TrainPlan> {
  const kept = keptPlans.get(shard) ?? new Map<number, TrainPlan>();
  keptPlans.set(shard, kept);
  const plan = kept.get(planId) ?? (await readPlans(shard, [planId])).get(planId);
  if (plan === undefined) throw new Error(`there is no train plan ${planId}`);
  // Asked for again it becomes the youngest.
  kept.delete(planId);
  kept.set(planId, plan);
  const [oldest] = kept.keys();
  if (kept.size > plansKeptMax && oldest !== undefined) kept.delete(oldest);
  return plan;
}

/**
 * The next runs from `from` on in order of id, after the run `after`. Take the feed's cursor before the first page
 * (feedStart), then no change is missed; masks are needed only of runs with ver > 0 (loadRunInventories).
 */
export async function nextRunHeads(
  shard: ShardReader,
  page: { from: ServiceDate; after: RunId | null; limit: number },
): Promise<RunHead[]> {
  const rows = await shard.$queryRaw<RunRow[]>`
    SELECT id::float8, plan_id::float8, bureau, segments, ver::float8, epoch_ms(sale_opens_at)::float8 AS sale_opens_at
      FROM run WHERE service_date >= ${page.from}::date AND id > ${BigInt(page.after ?? -1)}::bigint
     ORDER BY id LIMIT ${page.limit}::int`;
  return rows.map(runHead);
}

/** The heads of the runs that exist, in order of id. */
export async function readRunHeads(
  shard: ShardReader,
  runIds: readonly RunId[],
): Promise<RunHead[]> {
  const rows = await shard.$queryRaw<RunRow[]>`
    SELECT id::float8, plan_id::float8, bureau, segments, ver::float8, epoch_ms(sale_opens_at)::float8 AS sale_opens_at
      FROM run WHERE id = ANY (${runIds.map(BigInt)}::bigint[]) ORDER BY id`;
  return rows.map(runHead);
}

const plansAtOnce = 500;

/** The plans by their id on the shard (RunHead.planId). Those with the same layout share one object. */
export async function readPlans(
  shard: ShardReader,
  planIds: readonly number[],
): Promise<Map<number, TrainPlan>> {
  const plans = new Map<number, TrainPlan>();
  for (let start = 0; start < planIds.length; start += plansAtOnce) {
    const ids = planIds.slice(start, start + plansAtOnce).map(BigInt);
    const rows = await shard.$queryRaw<{ id: number; hash: string; body: PlanBody }[]>`
      SELECT id::float8, md5(body ->> 'layout') AS hash, body - 'layout' AS body FROM train_plan WHERE id = ANY (${ids}::bigint[])`;
    await learnLayouts(
      new Map(rows.map(({ hash, id }) => [hash, id])),
      (known) => shard.$queryRaw`
        SELECT md5(body ->> 'layout') AS hash, body -> 'layout' AS layout FROM train_plan WHERE id = ANY (${known.map(BigInt)}::bigint[])`,
    );
    for (const { id, hash, body } of rows) plans.set(id, { ...body, layout: layoutOf(hash) });
  }
  return plans;
}

type PlanBody = Omit<TrainPlan, 'layout'>;

interface RunRow {
  id: number;
  plan_id: number;
  bureau: string;
  segments: number;
  ver: number;
  sale_opens_at: number;
}

function runHead(row: RunRow): RunHead {
  if (!isBureauLetter(row.bureau)) throw new Error(`run ${row.id} belongs to no bureau`);
  return {
    runId: row.id as RunId,
    planId: row.plan_id,
    bureau: row.bureau,
    segments: row.segments,
    ver: row.ver,
    saleOpensAt: row.sale_opens_at as Instant,
  };
}
