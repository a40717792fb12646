import { seatClassOf } from '@interlock/domain/classes';
import {
  type BureauLetter,
  type RunId,
  isBureauLetter,
  seatIndexOf,
  type SeatId,
} from '@interlock/domain/ids';
import type { Instant, ServiceDate } from '@interlock/domain/time';
import type { TrainPlan } from '@interlock/domain/timetable/train-plan';
import { type RunInventory, buildRunInventory } from '@interlock/inventory/run-inventory';
import type { ShardReader } from './connections.ts';

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
  readonly departsAt: Instant;
}

export interface RunSnapshot {
  readonly plans: ReadonlyMap<number, TrainPlan>;
  readonly runs: RunHead[];
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
      FROM seat s WHERE s.run_id = r.id) AS seats
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
 * Every run from `from` on with its plan. Take the feed's cursor before it (feedStart), then no change is missed;
 * masks are needed only of runs with ver > 0 (loadRunInventories).
 */
export async function snapshotRuns(shard: ShardReader, from: ServiceDate): Promise<RunSnapshot> {
  const rows = await shard.$queryRaw<RunRow[]>`
    SELECT id, plan_id, bureau, segments, ver, sale_opens_at, departs_at FROM run WHERE service_date >= ${from}::date ORDER BY id`;
  const runs = rows.map(runHead);
  const plans = await readPlans(shard, [...new Set(runs.map((run) => run.planId))]);
  return { plans, runs };
}

/** The heads of the runs that exist, in order of id. */
export async function readRunHeads(
  shard: ShardReader,
  runIds: readonly RunId[],
): Promise<RunHead[]> {
  const rows = await shard.$queryRaw<RunRow[]>`
    SELECT id, plan_id, bureau, segments, ver, sale_opens_at, departs_at FROM run WHERE id = ANY (${runIds.map(BigInt)}::bigint[]) ORDER BY id`;
  return rows.map(runHead);
}

/** The plans by their id on the shard (RunHead.planId). */
export async function readPlans(
  shard: ShardReader,
  planIds: readonly number[],
): Promise<Map<number, TrainPlan>> {
  const rows = await shard.$queryRaw<{ id: bigint; body: TrainPlan }[]>`
    SELECT id, body FROM train_plan WHERE id = ANY (${planIds.map(BigInt)}::bigint[])`;
  return new Map(rows.map((row) => [Number(row.id), row.body]));
}

interface RunRow {
  id: bigint;
  plan_id: bigint;
  bureau: string;
  segments: number;
  ver: bigint;
  sale_opens_at: Date;
  departs_at: Date;
}

function runHead(row: RunRow): RunHead {
  if (!isBureauLetter(row.bureau)) throw new Error(`run ${row.id} belongs to no bureau`);
  return {
    runId: Number(row.id) as RunId,
    planId: Number(row.plan_id),
    bureau: row.bureau,
    segments: row.segments,
    ver: Number(row.ver),
    saleOpensAt: row.sale_opens_at.getTime() as Instant,
    departsAt: row.departs_at.getTime() as Instant,
  };
}
