import type { RunId, ShardName } from '@interlock/domain/ids';
import { seatIndexOf } from '@interlock/domain/ids';
import { free } from '@interlock/inventory/run-inventory';
import type { WireAnswer } from './batch-wire.ts';
import type { Shards } from './connections.ts';
import { type LoadedRun, loadRunInventories } from './runs.ts';

/** A run of 1,200 seats is about a quarter of a megabyte. */
const runsMax = 400;

export interface CachedRun {
  ver: number;
  readonly inventory: LoadedRun['inventory'];
}

/** The masks of the runs being sold. Only a cache: whoever doubts a run forgets it, and it is read again. */
export interface RunCache {
  /** Loads what is missing, in one query. */
  ensure(runIds: readonly RunId[]): Promise<void>;
  get(runId: RunId): CachedRun | undefined;
  forget(runIds: Iterable<RunId>): void;
  forgetAll(): void;
  forgetAllBut(runIds: { has(runId: RunId): boolean }): void;
  /** Follows a committed batch: frees the released seats and moves on to the new versions; a gap forgets the run. */
  follow(batch: Pick<WireAnswer, 'runs' | 'released'>): void;
}

export function createRunCache(shards: Shards, shard: ShardName): RunCache {
  const runs = new Map<RunId, CachedRun>();

  return {
    async ensure(runIds) {
      const missing = [...new Set(runIds)].filter((runId) => !runs.has(runId));
      if (missing.length === 0) return;
      const loaded = await shards.read({ shard }, (reader) => loadRunInventories(reader, missing));
      for (const [runId, run] of loaded)
        runs.set(runId, { ver: run.ver, inventory: run.inventory });
      const wanted = new Set(runIds);
      for (const runId of runs.keys()) {
        if (runs.size <= runsMax) break;
        if (!wanted.has(runId)) runs.delete(runId);
      }
    },
    get(runId) {
      const run = runs.get(runId);
      if (run !== undefined) {
        // Re-inserting keeps the runs in order of use.
        runs.delete(runId);
        runs.set(runId, run);
      }
      return run;
    },
    forget(runIds) {
      for (const runId of runIds) runs.delete(runId);
    },
    forgetAll() {
      runs.clear();
    },
    forgetAllBut(kept) {
      for (const runId of runs.keys()) if (!kept.has(runId)) runs.delete(runId);
    },
    follow(batch) {
      for (const [runId, ver] of batch.runs ?? []) {
        const cached = runs.get(runId);
        if (cached === undefined) continue;
        if (cached.ver + 1 === ver) cached.ver = ver;
        else runs.delete(runId);
      }
      for (const [, , runId, from, to, seatIds] of batch.released) {
        const cached = runs.get(runId);
        if (cached !== undefined) free(cached.inventory, seatIds.map(seatIndexOf), { from, to });
      }
    },
  };
}
