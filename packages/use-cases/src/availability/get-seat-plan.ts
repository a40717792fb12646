import type { Shards } from '@interlock/db/connections';
import { readTakenSeats } from '@interlock/db/sold-seats';
import type { SeatClass } from '@interlock/domain/classes';
import { seatsOf } from '@interlock/domain/coach-layout';
import type { RunId, ShardName } from '@interlock/domain/ids';
import { isRefusal, type Refusal } from '@interlock/domain/refusals';
import type { SeatPlace } from '@interlock/domain/seat-place';
import type { Instant } from '@interlock/domain/time';
import { checkRide } from '../bookings/check-ride.ts';
import type { UseCaseContext } from '../context.ts';
import { refusalOfFault } from '../refusal-of-fault.ts';

export interface PlannedSeat extends SeatPlace {
  /** Sold on a part of the ride, or not for everybody. */
  readonly isTaken: boolean;
}

export interface PlannedCoach {
  readonly no: number;
  readonly dining: boolean;
  readonly accessible: boolean;
  /** Those of the class, in the order of the layout. */
  readonly seats: readonly PlannedSeat[];
}

/** The seats of a class on a run as they are for one ride; a hint, the hold decides. */
export interface SeatPlan {
  readonly kind: 'seat-plan';
  readonly asOf: Instant;
  /** Those with seats of the class. */
  readonly coaches: readonly PlannedCoach[];
}

/** Who looks at the same seats within this time shares one read. */
const sharedForMs = 500;
const sharedMax = 500;

interface SharedRead {
  readonly asOf: Instant;
  readonly taken: Promise<ReadonlySet<number>>;
}

const sharedReads = new WeakMap<Shards, Map<string, SharedRead>>();

/** Every coach of the class with its seats, free or taken for the ride, as of a moment. */
export async function getSeatPlan(
  context: UseCaseContext,
  ride: { runId: number; from: number; to: number; seatClass: SeatClass },
): Promise<SeatPlan | Refusal> {
  const asked = { ...ride, runId: ride.runId as RunId };
  const checked = checkRide(context, { ...asked, travellers: [] });
  if (isRefusal(checked)) return checked;
  const { run } = checked;
  try {
    const { asOf, taken } = readShared(context, run.shard, asked);
    const takenIndexes = await taken;
    const seats = seatsOf(run.plan.layout).filter((seat) => seat.class === ride.seatClass);
    const coaches = run.plan.layout.coaches.map(({ no, dining, accessible }) => ({
      no,
      dining,
      accessible,
      seats: seats
        .filter((seat) => seat.coach === no)
        .map(({ index, coach, row, letter }) => ({
          coach,
          row,
          letter,
          isTaken: takenIndexes.has(index),
        })),
    }));
    return { kind: 'seat-plan', asOf, coaches: coaches.filter((coach) => coach.seats.length > 0) };
  } catch (error) {
    return refusalOfFault(error);
  }
}

function readShared(
  context: UseCaseContext,
  shard: ShardName,
  asked: Parameters<typeof readTakenSeats>[1],
): SharedRead {
  const reads = sharedReads.get(context.shards) ?? new Map<string, SharedRead>();
  sharedReads.set(context.shards, reads);
  const key = `${asked.runId} ${asked.seatClass} ${asked.from} ${asked.to}`;
  const known = reads.get(key);
  const now = context.now();
  if (known !== undefined && Math.abs(now - known.asOf) < sharedForMs) return known;
  const taken = context.shards.read({ shard }, (reader) => readTakenSeats(reader, asked));
  const read = { asOf: now, taken };
  reads.delete(key);
  reads.set(key, read);
  // What failed is asked again at once.
  taken.catch(() => reads.get(key) === read && reads.delete(key));
  const [oldest] = reads.keys();
  if (reads.size > sharedMax && oldest !== undefined) reads.delete(oldest);
  return read;
}
