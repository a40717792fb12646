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

/** Some 50 ms of work: as long as a transaction is open the counts feed waits, and holds wait behind its commit. */
const seatsPerTransactionMax = 8_000;
/** Of the time a transaction took; nobody waits for a timetable as a passenger waits for a seat. */
const restShare = 0.5;

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
 * One transaction at a time in a process and a rest after each, so that sales go on beside it.
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
      if (fresh.length > 0) await pause((performance.now() - began) * restShare);
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

/** Runs, seats and news in one statement: a run gets all its seats in the transaction that makes it, or it does not exist. */
async function insertRuns(
  transaction: ShardTransaction,
  { runs, rules }: { runs: readonly RunToPublish[]; rules: SaleRules },
): Promise<RunId[]> {
  await insertPlans(transaction, runs);
  const layouts = [...new Set(runs.map(({ plan }) => plan.layout))];
  const runRows = runs.map(({ plan, date }) => ({
    id: runIdOf(plan.trainId, date),
    train_id: plan.trainId,
    day: date,
    plan_id: planIdOf(plan),
    bureau: plan.owner,
    segments: segmentsOf(plan).length,
    opens: isoOf(saleOpensAt(plan, date, rules)),
    departs: isoOf(boards(plan, date, 0)),
    layout: layouts.indexOf(plan.layout),
  }));
  const fresh = await transaction.$queryRaw<{ id: bigint }[]>`
    WITH asked AS MATERIALIZED (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(runRows)}::jsonb) AS r (
        id bigint, train_id int, day date, plan_id bigint, bureau text, segments smallint, opens timestamptz, departs timestamptz, layout int)
    ), fresh AS (
      INSERT INTO run (id, train_id, service_date, plan_id, bureau, segments, sale_opens_at, departs_at)
      SELECT id, train_id, day, plan_id, bureau, segments, opens, departs FROM asked ORDER BY id
      ON CONFLICT DO NOTHING RETURNING id
    ), seats AS (
      INSERT INTO seat (id, run_id, class, coach, row_no, letter)
      SELECT a.id * 10000 + s.index, a.id, s.class, s.coach, s.row_no, s.letter
        FROM fresh JOIN asked a USING (id)
        JOIN jsonb_to_recordset(${layoutRows(layouts)}::jsonb) AS l (layout int, indexes text, classes text, coaches text, rows text, letters text)
          ON l.layout = a.layout
        CROSS JOIN LATERAL unnest(l.indexes::int[], l.classes::smallint[], l.coaches::smallint[], l.rows::smallint[], l.letters::text[])
          AS s (index, class, coach, row_no, letter)
    ), told AS (
      INSERT INTO outbox (body) SELECT jsonb_build_object('published', jsonb_agg(id ORDER BY id)) FROM fresh HAVING count(*) > 0
    )
    SELECT id FROM fresh ORDER BY id`;
  return fresh.map((row) => Number(row.id) as RunId);
}

function layoutRows(layouts: readonly CoachLayout[]): string {
  return JSON.stringify(layouts.map((layout, at) => ({ layout: at, ...columnsOf(layout) })));
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
