import { setTimeout as pause } from 'node:timers/promises';
import { seatClassCode } from '@interlock/domain/classes';
import { type CoachLayout, seatsOf } from '@interlock/domain/coach-layout';
import { type RunId, type ShardName, runIdOf } from '@interlock/domain/ids';
import type { SaleRules } from '@interlock/domain/sale-rules';
import type { ServiceDate } from '@interlock/domain/time';
import {
  type TrainPlan,
  boards,
  saleOpensAt,
  segmentsOf,
} from '@interlock/domain/timetable/train-plan';
import type { ShardTransaction, Shards } from './connections.ts';

/** Some 20 ms of work: as long as a transaction is open the counts feed waits, and holds wait behind its commit. */
const seatsPerTransactionMax = 4_000;

/** A train that shall run on a date. */
export interface RunToPublish {
  readonly plan: TrainPlan;
  readonly date: ServiceDate;
}

/** The id of a plan on its shard. */
export function planIdOf(plan: Pick<TrainPlan, 'trainId' | 'version'>): number {
  return plan.trainId * 1_000 + plan.version;
}

/** Puts one train on sale for these dates, see publishAll. */
export async function publishRuns(
  shards: Shards,
  input: { plan: TrainPlan; dates: readonly ServiceDate[]; rules: SaleRules },
): Promise<RunId[]> {
  const { plan, dates, rules } = input;
  return publishAll(shards, { runs: dates.map((date) => ({ plan, date })), rules });
}

/** Publishing that is under way in this process; whoever comes next waits for it. */
let last: Promise<unknown> = Promise.resolve();

/**
 * Puts the runs, all seats free, on their owners' shards and returns those that were not there before, several in one
 * transaction. It only inserts: a run once published keeps its stops and seats. Safe to repeat.
 *
 * Nobody waits for a timetable as a passenger waits for a seat: one transaction at a time in a process, and after each
 * a rest as long as it took, so that half of one core and of one disk is the most that sales have to share with it.
 */
export async function publishAll(
  shards: Shards,
  input: { runs: readonly RunToPublish[]; rules: SaleRules },
): Promise<RunId[]> {
  const { runs, rules } = input;
  const published: RunId[] = [];
  for (const { shard, batch } of batchesOf(shards, runs)) {
    const turn = last.then(async () => {
      const began = performance.now();
      const fresh = await shards.transact({ shard }, (transaction) =>
        insertRuns(transaction, { runs: batch, rules }),
      );
      if (fresh.length > 0) await pause(performance.now() - began);
      return fresh;
    });
    last = turn.catch(() => undefined);
    published.push(...(await turn));
  }
  return published;
}

interface Batch {
  readonly shard: ShardName;
  readonly batch: RunToPublish[];
  seats: number;
}

function batchesOf(shards: Shards, runs: readonly RunToPublish[]): Batch[] {
  const batches: Batch[] = [];
  const open = new Map<ShardName, Batch>();
  // Everybody inserts in the same order: two who publish the same runs wait for each other, and never in a circle.
  for (const run of runs.toSorted((a, b) => a.plan.trainId - b.plan.trainId)) {
    const shard = shards.shardOf(run.plan.owner);
    const seats = seatsOf(run.plan.layout).length;
    let batch = open.get(shard);
    if (batch === undefined || batch.seats + seats > seatsPerTransactionMax) {
      batch = { shard, batch: [], seats: 0 };
      open.set(shard, batch);
      batches.push(batch);
    }
    batch.batch.push(run);
    batch.seats += seats;
  }
  return batches;
}

async function insertRuns(
  transaction: ShardTransaction,
  { runs, rules }: { runs: readonly RunToPublish[]; rules: SaleRules },
): Promise<RunId[]> {
  await insertPlans(transaction, runs);
  const ids = runs.map(({ plan, date }) => runIdOf(plan.trainId, date));
  const planOfRun = new Map(runs.map(({ plan }, at) => [ids[at], plan]));
  const fresh = await transaction.$queryRaw<{ id: bigint }[]>`
    INSERT INTO run (id, train_id, service_date, plan_id, bureau, segments, sale_opens_at, departs_at)
    SELECT u.id, u.train_id, u.day::date, u.plan_id, u.bureau, u.segments, u.opens::timestamptz, u.departs::timestamptz
    FROM unnest(${ids.map(BigInt)}::bigint[], ${runs.map(({ plan }) => plan.trainId)}::int[],
      ${runs.map(({ date }) => date)}::text[], ${runs.map(({ plan }) => BigInt(planIdOf(plan)))}::bigint[],
      ${runs.map(({ plan }) => plan.owner)}::text[], ${runs.map(({ plan }) => segmentsOf(plan).length)}::smallint[],
      ${runs.map(({ plan, date }) => isoOf(saleOpensAt(plan, date, rules)))}::text[],
      ${runs.map(({ plan, date }) => isoOf(boards(plan, date, 0)))}::text[])
      AS u (id, train_id, day, plan_id, bureau, segments, opens, departs)
    ON CONFLICT DO NOTHING RETURNING id`;
  if (fresh.length === 0) return [];
  const runIds = fresh.map((row) => Number(row.id) as RunId);
  for (const [layout, sharing] of byLayout(runIds, planOfRun)) {
    await insertSeats(transaction, { layout, runIds: sharing });
  }
  await transaction.$executeRaw`INSERT INTO outbox (body) VALUES (${JSON.stringify({ published: runIds })}::jsonb)`;
  return runIds;
}

/** A plan is tens of kilobytes, and most are there already: only those that are missing are sent. */
async function insertPlans(
  transaction: ShardTransaction,
  runs: readonly RunToPublish[],
): Promise<void> {
  const plans = new Map(runs.map(({ plan }) => [planIdOf(plan), plan]));
  const known = await transaction.$queryRaw<{ id: bigint }[]>`
    SELECT id FROM train_plan WHERE id = ANY (${[...plans.keys()].map(BigInt)}::bigint[])`;
  for (const { id } of known) plans.delete(Number(id));
  for (const [id, plan] of plans) {
    await transaction.$executeRaw`
      INSERT INTO train_plan (id, train_id, version, body) VALUES (${BigInt(id)}, ${plan.trainId}, ${plan.version}, ${JSON.stringify(plan)}::jsonb)
      ON CONFLICT DO NOTHING`;
  }
}

function byLayout(
  runIds: readonly RunId[],
  planOfRun: ReadonlyMap<RunId | undefined, TrainPlan>,
): Map<CoachLayout, RunId[]> {
  const sharing = new Map<CoachLayout, RunId[]>();
  for (const runId of runIds) {
    const plan = planOfRun.get(runId);
    if (plan === undefined) throw new Error(`run ${runId} was not asked for`);
    sharing.set(plan.layout, [...(sharing.get(plan.layout) ?? []), runId]);
  }
  return sharing;
}

// A run gets all its seats in the transaction that makes it, or it does not exist.
async function insertSeats(
  transaction: ShardTransaction,
  { layout, runIds }: { layout: CoachLayout; runIds: readonly RunId[] },
): Promise<void> {
  const { indexes, classes, coaches, rows, letters } = columnsOf(layout);
  await transaction.$executeRaw`
    INSERT INTO seat (id, run_id, class, coach, row_no, letter)
    SELECT r.id * 10000 + s.index, r.id, s.class, s.coach, s.row_no, s.letter
    FROM unnest(${runIds.map(BigInt)}::bigint[]) AS r (id)
    CROSS JOIN unnest(${indexes}::text::int[], ${classes}::text::smallint[], ${coaches}::text::smallint[], ${rows}::text::smallint[],
      ${letters}::text::text[]) AS s (index, class, coach, row_no, letter)`;
}

interface SeatColumns {
  readonly indexes: string;
  readonly classes: string;
  readonly coaches: string;
  readonly rows: string;
  readonly letters: string;
}

const columns = new WeakMap<CoachLayout, SeatColumns>();

/** The seats of a layout as Postgres writes arrays: made once, because a thousand values cost more to pass than to insert. */
function columnsOf(layout: CoachLayout): SeatColumns {
  const known = columns.get(layout);
  if (known !== undefined) return known;
  const seats = seatsOf(layout);
  const made = {
    indexes: arrayText(seats.map((seat) => seat.index)),
    classes: arrayText(seats.map((seat) => seatClassCode[seat.class])),
    coaches: arrayText(seats.map((seat) => seat.coach)),
    rows: arrayText(seats.map((seat) => seat.row)),
    letters: arrayText(seats.map((seat) => seat.letter)),
  };
  columns.set(layout, made);
  return made;
}

/** Numbers and single letters need no quotes. */
function arrayText(values: readonly (number | string)[]): string {
  return `{${values.join(',')}}`;
}

function isoOf(instant: number): string {
  return new Date(instant).toISOString();
}
