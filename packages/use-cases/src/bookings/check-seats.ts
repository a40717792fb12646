import { readTakenSeats } from '@interlock/db/sold-seats';
import { type IndexedSeat, seatsOf } from '@interlock/domain/coach-layout';
import { refuse, type Refusal } from '@interlock/domain/refusals';
import { nearestPlaces, seatCode, type SeatPlace } from '@interlock/domain/seat-place';
import type { KnownRun } from '../availability/read-model.ts';
import type { UseCaseContext } from '../context.ts';
import type { HoldInput } from './hold-input.ts';

type Asked = Pick<HoldInput, 'seats' | 'seatClass' | 'from' | 'to'>;

/** Whether the train has the asked seats, in this class: asks the layout alone. */
export function refusalOfPlaces(run: KnownRun, asked: Asked): Refusal | null {
  const byCode = new Map(
    asked.seats.length === 0 ? [] : seatsOf(run.plan.layout).map((seat) => [seatCode(seat), seat]),
  );
  for (const [ord, place] of asked.seats.entries()) {
    const seat = byCode.get(seatCode(place));
    const field = `seats.${ord}`;
    const detail = { seat: seatCode(place) };
    if (seat === undefined) return refuse('unknown-seat', { field, detail });
    if (seat.class !== asked.seatClass) return refuse('seat-of-another-class', { field, detail });
  }
  return null;
}

/**
 * Whether the asked seats are free at this moment, so that a seat already lost costs no workflow; who gets a free one is
 * decided by the allocator.
 */
export async function refusalOfTaken(
  context: UseCaseContext,
  run: KnownRun,
  asked: Asked,
): Promise<Refusal | null> {
  if (asked.seats.length === 0) return null;
  const { seatClass, from, to } = asked;
  const taken = await context.shards.read({ shard: run.shard }, (shard) =>
    readTakenSeats(shard, { runId: run.runId, seatClass, from, to }),
  );
  const wished = new Set(asked.seats.map(seatCode));
  const isWished = (seat: IndexedSeat) => wished.has(seatCode(seat));
  const seats = seatsOf(run.plan.layout).filter((seat) => seat.class === seatClass);
  const lost = seats.filter((seat) => isWished(seat) && taken.has(seat.index));
  if (lost.length === 0) return null;
  const free = seats.filter((seat) => !isWished(seat) && !taken.has(seat.index));
  return seatsTaken({ lost, nearest: nearestPlaces(lost, free) });
}

/** Which seats were lost, and the nearest free ones, each as codes parted by spaces. */
export function seatsTaken(seats: {
  lost: readonly (SeatPlace | string)[];
  nearest: readonly (SeatPlace | string)[];
}): Refusal {
  const codes = (list: readonly (SeatPlace | string)[]) =>
    list.map((one) => (typeof one === 'string' ? one : seatCode(one))).join(' ');
  return refuse('seats-taken', {
    field: 'seats',
    detail: { lost: codes(seats.lost), nearest: codes(seats.nearest) },
  });
}
