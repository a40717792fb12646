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
import { DatabaseUnavailable, isAway, sqlStateOf } from './database-errors.ts';

/** The first thousand rows of a COPY cost three times as much as the others; but as long as it is open the counts feed waits. */
const seatsPerTransactionMax = 10_000;
/** The seats of a run keep the server busy for about 1 ms; the rest is for the sales beside it. */
const msPerRun = 1.7;

/** A train that shall run on a date. */
export interface RunToPublish {
  readonly plan: TrainPlan;
  readonly date: ServiceDate;
}

function idOf({ plan, date }: RunToPublish): RunId {
  return runIdOf(plan.trainId, date);
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

/** Publishing that is under way in this process, with its rest; whoever comes next waits for it. */
let last: Promise<unknown> = Promise.resolve();

/**
 * Puts the runs, all seats free, on their owners' shards and returns those that were not there before, several in one
 * transaction. It only inserts: a run once published keeps its stops and seats. Safe to repeat.
 * One transaction at a time in a process, and a rest after each run, so that sales go on beside it.
 */
export async function publishAll(
  shards: Shards,
  input: { runs: readonly RunToPublish[]; rules: SaleRules },
): Promise<RunId[]> {
  const { runs, rules } = input;
  const published: RunId[] = [];
  await insertPlans(shards, runs);
  for (const { shard, batch } of batchesOf(shards, runs)) {
    const inserted = last.then(() => insertRuns(shards, { shard, runs: batch, rules }));
    last = inserted.then(() => pause(msPerRun)).catch(() => undefined);
    published.push(...(await inserted));
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
  for (const run of runs.toSorted((a, b) => idOf(a) - idOf(b))) {
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
  let fresh = runs;
  try {
    client = await shards.copyPool(shard).connect();
    while (fresh.length > 0 && !(await areInserted(client, { runs: fresh, rules })))
      fresh = await withoutKnown(client, fresh);
    client.release();
    return fresh.map(idOf);
  } catch (error) {
    // With the connection the server drops what was not committed; whether it was, the next try finds out.
    client?.release(true);
    throw isAway(error) ? new DatabaseUnavailable(shard, error) : error;
  }
}

/** False: one of the runs is there already, and nothing was inserted. */
async function areInserted(
  client: pg.PoolClient,
  { runs, rules }: Pick<RunsOfShard, 'runs' | 'rules'>,
): Promise<boolean> {
  const ids = runs.map(idOf);
  const heads = runs.map((run) => `(${headOf(client, run, rules).join(', ')})`);
  const news = client.escapeLiteral(JSON.stringify({ published: ids }));
  const statements = [
    `INSERT INTO run (id, train_id, service_date, plan_id, bureau, segments, sale_opens_at, departs_at) VALUES ${heads.join(', ')}`,
    `INSERT INTO outbox (body) VALUES (${news})`,
    'COPY seat (id, run_id, class, coach, row_no, letter) FROM STDIN (FORMAT binary)',
  ];
  try {
    await copyRows(client, { statements, pieces: seatsAtPace(runs) });
    return true;
  } catch (error) {
    if (sqlStateOf(error) === uniqueViolation) return false;
    throw error;
  }
}

/** The seats of one run after the other, made when they are needed: those of a whole transaction take a processor for milliseconds. */
async function* seatsAtPace(runs: readonly RunToPublish[]): AsyncGenerator<Buffer> {
  let due = performance.now();
  for (const run of runs) {
    const rows = seatRows(run);
    const early = due - performance.now();
    if (early > 0) await pause(early);
    yield rows;
    due += msPerRun;
  }
}

const uniqueViolation = '23505';

/** The columns of a run as SQL writes them. */
function headOf(client: pg.PoolClient, run: RunToPublish, rules: SaleRules): (number | string)[] {
  const { plan, date } = run;
  const words = [plan.owner, isoOf(saleOpensAt(plan, date, rules)), isoOf(boards(plan, date, 0))];
  const [owner = '', opens = '', departs = ''] = words.map((word) => client.escapeLiteral(word));
  const day = client.escapeLiteral(date);
  const segments = segmentsOf(plan).length;
  return [idOf(run), plan.trainId, day, planIdOf(plan), owner, segments, opens, departs];
}

async function withoutKnown(
  client: pg.PoolClient,
  runs: readonly RunToPublish[],
): Promise<RunToPublish[]> {
  const { rows } = await client.query<{ id: string }>('SELECT id FROM run WHERE id = ANY ($1)', [
    runs.map(idOf),
  ]);
  const known = new Set(rows.map(({ id }) => Number(id)));
  return runs.filter((run) => !known.has(idOf(run)));
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
function seatRows(run: RunToPublish): Buffer {
  const runId = idOf(run);
  const { layout } = run.plan;
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
