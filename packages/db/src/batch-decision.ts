import type { RunId, SeatId } from '@interlock/domain/ids';
import { chooseSeats } from '@interlock/inventory/choose-seats';
import { take } from '@interlock/inventory/run-inventory';
import type { WaitingHold, WaitingItem } from './batch-queue.ts';
import { type WireBatch, wireConfirm, wireHold, wireRelease } from './batch-wire.ts';
import type { CachedRun, RunCache } from './run-cache.ts';
import type { HeldSeat, HoldRequest } from './seat-requests.ts';

/** What one batch asks of the database, and who waits for which part of it. */
export interface Decision {
  readonly batch: WireBatch;
  readonly committing: { item: WaitingItem; seats: HeldSeat[] }[];
  readonly soldOut: WaitingHold[];
  readonly faulty: { item: WaitingItem; error: unknown }[];
  /** Runs whose masks in memory already show the holds of this batch. */
  readonly touched: RunId[];
}

/** Chooses seats in order of arrival and takes them in memory at once; on any error the touched runs must be forgotten. */
export function decideBatch(items: readonly WaitingItem[], cache: RunCache): Decision {
  const batch: WireBatch = { runs: [], holds: [], releases: [], confirms: [] };
  const decision: Decision = { batch, committing: [], soldOut: [], faulty: [], touched: [] };
  for (const item of items) {
    try {
      if (item.kind === 'hold') decideHold(item, { cache, decision });
      else {
        if (item.kind === 'release') batch.releases.push(wireRelease(item.request));
        else batch.confirms.push(wireConfirm(item.request));
        decision.committing.push({ item, seats: [] });
      }
    } catch (error) {
      decision.faulty.push({ item, error });
    }
  }
  return decision;
}

function decideHold(
  item: WaitingHold,
  { cache, decision }: { cache: RunCache; decision: Decision },
): void {
  const { request } = item;
  const run = cache.get(request.runId);
  if (run === undefined) {
    item.resolve({ kind: 'unknown-run' });
    return;
  }
  const indexes = chooseSeats(run.inventory, {
    class: request.seatClass,
    from: request.from,
    to: request.to,
    count: request.count,
    letters: request.letters,
  });
  if (indexes === null) {
    decision.soldOut.push(item);
    return;
  }
  const seats = indexes.map((index) => heldSeat(run, index));
  const hold = wireHold(
    request,
    seats.map((seat) => seat.seatId),
  );
  take(run.inventory, indexes, { from: request.from, to: request.to });
  decision.batch.holds.push(hold);
  decision.committing.push({ item, seats });
  noteRun(decision, { run, request });
}

function noteRun(
  decision: Decision,
  { run, request }: { run: CachedRun; request: HoldRequest },
): void {
  if (decision.touched.includes(request.runId)) return;
  decision.touched.push(request.runId);
  decision.batch.runs.push({ id: request.runId, ver: run.ver });
}

function heldSeat(run: CachedRun, index: number): HeldSeat {
  const seat = run.inventory.seats[index];
  if (seat === undefined) throw new RangeError(`there is no seat ${index}`);
  return { seatId: seat.seatId as SeatId, coach: seat.coach, row: seat.row, letter: seat.letter };
}
