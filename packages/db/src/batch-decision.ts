import type { RunId, SeatId } from '@interlock/domain/ids';
import { chooseSeats } from '@interlock/inventory/choose-seats';
import { chooseWished } from '@interlock/inventory/choose-wished';
import { take } from '@interlock/inventory/run-inventory';
import type { WaitingConfirm, WaitingHold, WaitingItem, WaitingRelease } from './batch-queue.ts';
import type { DecidedHold } from './batch-wire.ts';
import type { CachedRun, RunCache } from './run-cache.ts';
import type { HeldSeat, HoldRequest, NotFree } from './seat-requests.ts';

/** What one batch asks of the database. */
export interface Decision {
  readonly holds: DecidedHold[];
  /** Releases first. */
  readonly ends: (WaitingRelease | WaitingConfirm)[];
  /** Versions that the holds were decided on. Masks in memory already show these holds. */
  readonly runs: Map<RunId, number>;
  readonly notFree: RefusedHold[];
  /** Their run was changed by others just before they were decided. */
  readonly again: WaitingHold[];
  readonly faulty: { item: WaitingItem; error: unknown }[];
}

/** A hold that memory has no seats for. */
export interface RefusedHold {
  readonly item: WaitingHold;
  readonly answer: NotFree;
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
    notFree: [],
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
  const indexes = seatsFor(run, request);
  if ('kind' in indexes) {
    decision.notFree.push({ item, answer: indexes });
    return;
  }
  take(run.inventory, indexes, { from: request.from, to: request.to });
  decision.runs.set(request.runId, run.ver + run.raises);
  decision.holds.push({ item, seats: indexes.map((index) => heldSeat(run, index)) });
}

/** Whether memory has seats for the hold now. */
export function hasSeats(run: CachedRun, request: HoldRequest): boolean {
  return !('kind' in seatsFor(run, request));
}

function seatsFor(run: CachedRun, request: HoldRequest): number[] | NotFree {
  const { seatClass, from, to, count, letters, places } = request;
  if (places === undefined) {
    const chosen = chooseSeats(run.inventory, { class: seatClass, from, to, count, letters });
    return chosen ?? { kind: 'sold-out' };
  }
  if (places.length !== count) throw new RangeError(`${places.length} places for ${count}`);
  const choice = chooseWished(run.inventory, { class: seatClass, from, to, places });
  if (choice.kind === 'free') return choice.indexes;
  return { kind: 'seats-taken', lost: choice.lost, nearest: choice.nearest };
}

function heldSeat(run: CachedRun, index: number): HeldSeat {
  const seat = run.inventory.seats[index];
  if (seat === undefined) throw new RangeError(`there is no seat ${index}`);
  return { seatId: seat.seatId as SeatId, coach: seat.coach, row: seat.row, letter: seat.letter };
}
