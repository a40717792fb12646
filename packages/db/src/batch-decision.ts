import type { RunId, SeatId } from '@interlock/domain/ids';
import { chooseSeats } from '@interlock/inventory/choose-seats';
import { take } from '@interlock/inventory/run-inventory';
import type { WaitingConfirm, WaitingHold, WaitingItem, WaitingRelease } from './batch-queue.ts';
import type { DecidedHold } from './batch-wire.ts';
import type { CachedRun, RunCache } from './run-cache.ts';
import type { HeldSeat } from './seat-requests.ts';

/** What one batch asks of the database. */
export interface Decision {
  readonly holds: DecidedHold[];
  /** Releases first. */
  readonly ends: (WaitingRelease | WaitingConfirm)[];
  /** Versions that the holds were decided on. Masks in memory already show these holds. */
  readonly runs: Map<RunId, number>;
  readonly soldOut: WaitingHold[];
  /** Their run was changed by others just before they were decided. */
  readonly again: WaitingHold[];
  readonly faulty: { item: WaitingItem; error: unknown }[];
}

/** Chooses seats in order of arrival and takes them in memory at once; on any error the runs must be forgotten. */
export function decideBatch(
  items: readonly WaitingItem[],
  memory: { cache: RunCache; unknownRuns: ReadonlySet<RunId> },
): Decision {
  const ends = [
    ...items.filter((item) => item.kind === 'release'),
    ...items.filter((item) => item.kind === 'confirm'),
  ];
  const decision: Decision = {
    holds: [],
    ends,
    runs: new Map(),
    soldOut: [],
    again: [],
    faulty: [],
  };
  for (const item of items) {
    if (item.kind !== 'hold') continue;
    try {
      if (memory.unknownRuns.has(item.request.runId)) item.resolve({ kind: 'unknown-run' });
      else decideHold(item, { cache: memory.cache, decision });
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
    decision.again.push(item);
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
  take(run.inventory, indexes, { from: request.from, to: request.to });
  decision.runs.set(request.runId, run.ver);
  decision.holds.push({ item, seats: indexes.map((index) => heldSeat(run, index)) });
}

function heldSeat(run: CachedRun, index: number): HeldSeat {
  const seat = run.inventory.seats[index];
  if (seat === undefined) throw new RangeError(`there is no seat ${index}`);
  return { seatId: seat.seatId as SeatId, coach: seat.coach, row: seat.row, letter: seat.letter };
}
