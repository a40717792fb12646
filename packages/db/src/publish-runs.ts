import { setTimeout as pause } from 'node:timers/promises';
import { seatClassCode } from '@interlock/domain/classes';
import { type CoachLayout, seatsOf } from '@interlock/domain/coach-layout';
import { type RunId, type ShardName, runIdOf, seatIdOf } from '@interlock/domain/ids';
import type { SaleRules } from '@interlock/domain/sale-rules';
import type { ServiceDate } from '@interlock/domain/time';
import {
  type TrainPlan,
  boards,
  saleOpensAt,
  segmentsOf,
} from '@interlock/domain/timetable/train-plan';
import type pg from 'pg';
import type { Shards } from './connections.ts';
import { binaryRow, copyRows } from './copy-rows.ts';
import { DatabaseUnavailable, isAway } from './database-errors.ts';

/** Some 9 ms of work: as long as a transaction is open the counts feed waits, and holds wait behind its commit. */
const seatsPerTransactionMax = 2_500;
/** Of the time a transaction took; nobody waits for a timetable as a passenger waits for a seat. */
const restShare = 0.3;

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
  await insertPlans(shards, runs);
  for (const { shard, batch } of batchesOf(shards, runs)) {
    const turn = last.then(async () => {
      const began = performance.now();
      const fresh = await insertRuns(shards, { shard, runs: batch, rules });
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

interface RunsOfShard {
  readonly shard: ShardName;
  readonly runs: readonly RunToPublish[];
  readonly rules: SaleRules;
}

/** A run gets all its seats in the transaction that makes it, or it does not exist. */
async function insertRuns(shards: Shards, { shard, runs, rules }: RunsOfShard): Promise<RunId[]> {
  let client: pg.PoolClient | null = null;
  try {
    client = await shards.copyPool(shard).connect();
    await client.query('BEGIN');
    const fresh = await insertHeads(client, { runs, rules });
    if (fresh.size > 0) {
      const rows = runs
        .filter(({ plan, date }) => fresh.has(runIdOf(plan.trainId, date)))
        .map(({ plan, date }) => seatRows(runIdOf(plan.trainId, date), plan.layout));
      await copyRows(client, { statement: intoSeat, rows });
    }
    await client.query('COMMIT');
    client.release();
    return [...fresh];
  } catch (error) {
    // With the connection the server drops what was not committed; whether it was, the next try finds out.
    client?.release(true);
    throw isAway(error) ? new DatabaseUnavailable(shard, error) : error;
  }
}

const intoRun = {
  name: 'publish-runs',
  text: `
    WITH fresh AS (
      INSERT INTO run (id, train_id, service_date, plan_id, bureau, segments, sale_opens_at, departs_at)
      SELECT id, train_id, day, plan_id, bureau, segments, opens, departs
        FROM jsonb_to_recordset($1::jsonb) AS r (
          id bigint, train_id int, day date, plan_id bigint, bureau text, segments smallint, opens timestamptz, departs timestamptz)
       ORDER BY id ON CONFLICT DO NOTHING RETURNING id
    ), told AS (
      INSERT INTO outbox (body) SELECT jsonb_build_object('published', jsonb_agg(id ORDER BY id)) FROM fresh HAVING count(*) > 0
    )
    SELECT id::float8 FROM fresh ORDER BY id`,
};
const intoSeat = 'COPY seat (id, run_id, class, coach, row_no, letter) FROM STDIN (FORMAT binary)';

/** Makes the runs that were not there before and tells of them; in order of id. */
async function insertHeads(
  client: pg.PoolClient,
  { runs, rules }: Pick<RunsOfShard, 'runs' | 'rules'>,
): Promise<Set<RunId>> {
  const heads = runs.map(({ plan, date }) => ({
    id: runIdOf(plan.trainId, date),
    train_id: plan.trainId,
    day: date,
    plan_id: planIdOf(plan),
    bureau: plan.owner,
    segments: segmentsOf(plan).length,
    opens: isoOf(saleOpensAt(plan, date, rules)),
    departs: isoOf(boards(plan, date, 0)),
  }));
  const { rows } = await client.query<{ id: number }>({
    ...intoRun,
    values: [JSON.stringify(heads)],
  });
  return new Set(rows.map(({ id }) => id as RunId));
}

/** A plan is tens of kilobytes, and most are there already: only those that are missing are sent, before their runs. */
async function insertPlans(shards: Shards, runs: readonly RunToPublish[]): Promise<void> {
  const byShard = new Map<ShardName, Map<number, TrainPlan>>();
  for (const { plan } of runs) {
    const shard = shards.shardOf(plan.owner);
    const plans = byShard.get(shard) ?? new Map<number, TrainPlan>();
    byShard.set(shard, plans.set(planIdOf(plan), plan));
  }
  for (const [shard, plans] of byShard) {
    const known = await shards.read(
      { shard },
      (reader) => reader.$queryRaw<{ id: bigint }[]>`
        SELECT id FROM train_plan WHERE id = ANY (${[...plans.keys()].map(BigInt)}::bigint[])`,
    );
    for (const { id } of known) plans.delete(Number(id));
    for (const [id, plan] of plans) {
      await shards.write(
        { shard },
        (statement) => statement.$executeRaw`
          INSERT INTO train_plan (id, train_id, version, body)
          VALUES (${BigInt(id)}, ${plan.trainId}, ${plan.version}, ${JSON.stringify(plan)}::jsonb) ON CONFLICT DO NOTHING`,
      );
    }
  }
}

const rowsOfLayout = new WeakMap<CoachLayout, Buffer>();
/** Where a row names its seat and its run, after the number of fields and each field's length; all rows are as long. */
const seatIdAt = 2 + 4;
const runIdAt = seatIdAt + 8 + 4;

/** The seats of a run as COPY reads them. What does not name the run is made once per layout. */
function seatRows(runId: RunId, layout: CoachLayout): Buffer {
  const seats = seatsOf(layout);
  let known = rowsOfLayout.get(layout);
  if (known === undefined) {
    known = Buffer.concat(
      seats.map((seat) =>
        binaryRow([
          Buffer.alloc(8),
          Buffer.alloc(8),
          ...[seatClassCode[seat.class], seat.coach, seat.row].map(smallint),
          Buffer.from(seat.letter),
        ]),
      ),
    );
    rowsOfLayout.set(layout, known);
  }
  const rows = Buffer.from(known);
  const length = rows.length / seats.length;
  for (const [at, seat] of seats.entries()) {
    rows.writeBigInt64BE(BigInt(seatIdOf(runId, seat.index)), at * length + seatIdAt);
    rows.writeBigInt64BE(BigInt(runId), at * length + runIdAt);
  }
  return rows;
}

function smallint(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeInt16BE(value);
  return bytes;
}

function isoOf(instant: number): string {
  return new Date(instant).toISOString();
}
