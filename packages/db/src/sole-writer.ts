import { randomUUID } from 'node:crypto';
import type { RunId, SeatId } from '@interlock/domain/ids';
import type pg from 'pg';

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
  /** Goes with each batch; null while there is no connection to be told on. */
  name(): string | null;
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
  pool: pg.Pool,
  onNews: (runs: readonly RunNews[]) => void,
): SoleWriter {
  const name = randomUUID();
  const line = lineOf(pool);
  let isSole = false;
  let heardAt = 0;
  let othersAt = -Infinity;
  line.listeners.add({
    onNews(writer, runs) {
      if (writer === name) return;
      othersAt = performance.now();
      onNews(runs);
    },
    onLost() {
      isSole = false;
    },
  });

  return {
    // Before the first connection there is nothing to have missed.
    name: () => (line.isOpen || pool.totalCount === 0 ? name : null),
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

/** What comes over the one connection of a pool, for every allocator on it. */
interface Line {
  isOpen: boolean;
  readonly listeners: Set<{
    onNews(writer: string | null, runs: readonly RunNews[]): void;
    onLost(): void;
  }>;
}

const lines = new WeakMap<pg.Pool, Line>();

function lineOf(pool: pg.Pool): Line {
  const known = lines.get(pool);
  if (known !== undefined) return known;
  const line: Line = { isOpen: false, listeners: new Set() };
  lines.set(pool, line);
  function lost(isOpen: boolean): void {
    line.isOpen = isOpen;
    for (const listener of line.listeners) listener.onLost();
  }
  // Each connection is another session: whoever was the sole writer on the one before is not any more.
  pool.on('connect', (client) => {
    lost(true);
    client.on('notification', ({ payload }) => {
      const [writer, runs] = JSON.parse(payload ?? '[null, []]') as [string | null, RunNews[]];
      for (const listener of line.listeners) listener.onNews(writer, runs);
    });
  });
  pool.on('remove', () => lost(false));
  return line;
}
