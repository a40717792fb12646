import { randomUUID } from 'node:crypto';
import { type RunId, type SeatId, runIdOfSeat } from '@interlock/domain/ids';
import type { BatchConnection } from './batch-connection.ts';

/** A connection that has been silent for longer may be cut without anybody having noticed. */
const silentForMs = 5_000;
/** Nobody else has written for so long: the others have gone. */
const othersGoneAfterMs = 10_000;

/** What another allocator's batch has made of a run; the seats are left out where they were too many. */
export type RunNews = readonly [runId: RunId, ver: number, seats?: readonly SeatNews[]];
export type SeatNews = readonly [seatId: SeatId, sold: string, sold2: string];

/**
 * Whether this allocator is the only one that changes seats of its shard, so that its memory is the database's. The
 * first to come holds a lock as long as its connection lasts. As soon as there are several, each is told what the
 * others' batches have changed; the database passes that on over the same connections.
 */
export interface SoleWriter {
  /** Goes with each batch. */
  name(): string;
  /** Whether others have to be told. */
  hasOthers(): boolean;
  /** Notes that a batch was decided on old masks: somebody else has changed them. */
  refused(): void;
  /** Notes an answer of the database. True when this writer has become the first just now: what it knew is old. */
  heard(isSole: boolean): boolean;
  /** Any answer shows that the connection lives. */
  alive(): void;
  isTrusted(): boolean;
}

export function createSoleWriter(
  connection: BatchConnection,
  onNews: (runs: readonly RunNews[]) => void,
): SoleWriter {
  const name = randomUUID();
  let isSole = false;
  let heardAt = 0;
  let othersAt = -Infinity;
  connection.watch({
    onNotification(payload) {
      const [writer, runs, seats] = JSON.parse(payload) as WireNews;
      if (writer === name) return;
      othersAt = performance.now();
      onNews(newsOf(runs, seats));
    },
    // Whoever was the sole writer in the session before is not any more.
    onOtherSession() {
      isSole = false;
    },
  });

  return {
    name: () => name,
    hasOthers: () => performance.now() - othersAt < othersGoneAfterMs,
    refused() {
      othersAt = performance.now();
    },
    heard(answered) {
      const became = answered && !isSole;
      isSole = answered;
      heardAt = performance.now();
      return became;
    },
    alive() {
      heardAt = performance.now();
    },
    isTrusted: () => isSole && performance.now() - heardAt < silentForMs,
  };
}

/** As commit_batch tells it; the seats are left out where they were too many. */
type WireNews = [
  writer: string | null,
  runs: [runId: RunId, ver: number, segments: number][],
  seats?: SeatNews[],
];

function newsOf(runs: WireNews[1], seats: readonly SeatNews[] | undefined): RunNews[] {
  if (seats === undefined) return runs.map(([runId, ver]) => [runId, ver]);
  const byRun = new Map<RunId, SeatNews[]>(runs.map(([runId]) => [runId, []]));
  for (const seat of seats) byRun.get(runIdOfSeat(seat[0]))?.push(seat);
  return runs.map(([runId, ver]) => [runId, ver, byRun.get(runId) ?? []]);
}
