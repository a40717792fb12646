import { seatClassCode } from '@interlock/domain/classes';
import { seatsOf } from '@interlock/domain/coach-layout';
import { type RunId, runIdOf } from '@interlock/domain/ids';
import type { SaleRules } from '@interlock/domain/sale-rules';
import type { ServiceDate } from '@interlock/domain/time';
import {
  type TrainPlan,
  boards,
  saleOpensAt,
  segmentsOf,
} from '@interlock/domain/timetable/train-plan';
import type { ShardTransaction, Shards } from './connections.ts';

/** Keeps a publishing transaction well under 200 ms: as long as it is open the counts feed waits. */
const seatsPerTransactionMax = 8_000;

/** The id of a plan on its shard. */
export function planIdOf(plan: Pick<TrainPlan, 'trainId' | 'version'>): number {
  return plan.trainId * 1_000 + plan.version;
}

/**
 * Puts the train's runs of these dates, all seats free, on the owner's shard and returns those that were not there before.
 * It only inserts: a run once published keeps its stops and seats. Safe to repeat.
 */
export async function publishRuns(
  shards: Shards,
  input: { plan: TrainPlan; dates: readonly ServiceDate[]; rules: SaleRules },
): Promise<RunId[]> {
  const { plan, dates, rules } = input;
  const perTransaction = Math.max(
    1,
    Math.floor(seatsPerTransactionMax / Math.max(1, seatsOf(plan.layout).length)),
  );
  const published: RunId[] = [];
  for (let start = 0; start < dates.length; start += perTransaction) {
    const chunk = dates.slice(start, start + perTransaction);
    published.push(
      ...(await shards.transact(plan.owner, (transaction) =>
        insertRuns(transaction, { plan, dates: chunk, rules }),
      )),
    );
  }
  return published;
}

async function insertRuns(
  transaction: ShardTransaction,
  input: { plan: TrainPlan; dates: readonly ServiceDate[]; rules: SaleRules },
): Promise<RunId[]> {
  const { plan, dates, rules } = input;
  const planId = BigInt(planIdOf(plan));
  await transaction.$executeRaw`
    INSERT INTO train_plan (id, train_id, version, body) VALUES (${planId}, ${plan.trainId}, ${plan.version}, ${JSON.stringify(plan)}::jsonb)
    ON CONFLICT DO NOTHING`;
  const fresh = await transaction.$queryRaw<{ id: bigint }[]>`
    INSERT INTO run (id, train_id, service_date, plan_id, bureau, segments, sale_opens_at, departs_at)
    SELECT u.id, ${plan.trainId}, u.day::date, ${planId}, ${plan.owner}, ${segmentsOf(plan).length}::smallint, u.opens::timestamptz, u.departs::timestamptz
    FROM unnest(${dates.map((date) => BigInt(runIdOf(plan.trainId, date)))}::bigint[], ${[...dates]}::text[],
      ${dates.map((date) => isoOf(saleOpensAt(plan, date, rules)))}::text[], ${dates.map((date) => isoOf(boards(plan, date, 0)))}::text[]) AS u (id, day, opens, departs)
    ON CONFLICT DO NOTHING RETURNING id`;
  if (fresh.length === 0) return [];
  await insertSeats(transaction, { plan, runIds: fresh.map((row) => row.id) });
  const runIds = fresh.map((row) => Number(row.id) as RunId);
  await transaction.$executeRaw`INSERT INTO outbox (body) VALUES (${JSON.stringify({ published: runIds })}::jsonb)`;
  return runIds;
}

// A run gets all its seats in the transaction that makes it, or it does not exist.
async function insertSeats(
  transaction: ShardTransaction,
  input: { plan: TrainPlan; runIds: bigint[] },
): Promise<void> {
  const seats = seatsOf(input.plan.layout);
  await transaction.$executeRaw`
    INSERT INTO seat (id, run_id, class, coach, row_no, letter)
    SELECT r.id * 10000 + s.index, r.id, s.class, s.coach, s.row_no, s.letter
    FROM unnest(${input.runIds}::bigint[]) AS r (id)
    CROSS JOIN unnest(${seats.map((seat) => seat.index)}::int[], ${seats.map((seat) => seatClassCode[seat.class])}::smallint[],
      ${seats.map((seat) => seat.coach)}::smallint[], ${seats.map((seat) => seat.row)}::smallint[], ${seats.map((seat) => seat.letter)}::text[])
      AS s (index, class, coach, row_no, letter)`;
}

function isoOf(instant: number): string {
  return new Date(instant).toISOString();
}
