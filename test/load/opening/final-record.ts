import type { InterlockNetwork } from '@interlock/dev-env/network';
import { askShards } from '../bookings/shard-rows.ts';
import type { RushLoadAnswer } from './rush-load.ts';

/** What the rush left behind, by the rows alone. */
export interface FinalRecord {
  /** Unix milliseconds at which the last two free seats went; null: some were left. */
  readonly lastSeatAt: number | null;
  readonly bookings: number;
  /** Holds that buyers were told of and that are not there. */
  readonly lost: number;
  /** Seats that two living bookings have. */
  readonly soldTwice: number;
  /** "Sold out" said while two seats were free all the time from before the question to the answer. */
  readonly toldWrongly: number;
}

interface Row {
  reference: string;
  state: number;
  from: Date;
  until: Date | null;
  seats: string[];
}

/** Memory may be this much behind the database when it says "none left". */
const behindMs = 500;

/** Judges every answer of the rush by the booking rows of its run. */
export async function judge(
  network: InterlockNetwork,
  rush: { runId: number; seats: number; answer: Pick<RushLoadAnswer, 'held' | 'soldOut'> },
): Promise<FinalRecord> {
  const rows = await askShards<Row>(
    network,
    `SELECT reference, state, created_at AS "from", CASE WHEN state = 4 THEN closed_at END AS until,
            seat_ids::text[] AS seats
       FROM booking WHERE run_id = $1 AND release_reason IS DISTINCT FROM 'tombstone'`,
    [rush.runId],
  );
  const known = new Set(rows.map((row) => row.reference));
  const living = rows.filter((row) => row.state !== 4).flatMap((row) => row.seats);
  const free = freeOverTime(rows, rush.seats);
  const soldOutFrom = free.find(([, left]) => left < 2)?.[0] ?? null;
  return {
    lastSeatAt: soldOutFrom,
    bookings: rows.length,
    lost: rush.answer.held.filter(({ reference }) => !known.has(reference)).length,
    soldTwice: living.length - new Set(living).size,
    toldWrongly: rush.answer.soldOut.filter(
      ([askedAt, toldAt]) => leastFree(free, { from: askedAt - behindMs, to: toldAt }) >= 2,
    ).length,
  };
}

/** Free seats from each moment on, in order. */
function freeOverTime(rows: readonly Row[], seats: number): [at: number, left: number][] {
  const changes = rows
    .flatMap((row): [number, number][] => [
      [row.from.getTime(), -row.seats.length],
      ...(row.until === null ? [] : [[row.until.getTime(), row.seats.length] as [number, number]]),
    ])
    .toSorted(([a], [b]) => a - b);
  let left = seats;
  return changes.map(([at, change]) => [at, (left += change)]);
}

function leastFree(free: readonly [number, number][], span: { from: number; to: number }): number {
  const before = free.findLast(([at]) => at <= span.from)?.[1] ?? Number.POSITIVE_INFINITY;
  const during = free.filter(([at]) => at > span.from && at <= span.to).map(([, left]) => left);
  return Math.min(before, ...during);
}
