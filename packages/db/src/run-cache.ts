import type { RunId, ShardName } from '@interlock/domain/ids';
import { seatIndexOf } from '@interlock/domain/ids';
import { free } from '@interlock/inventory/run-inventory';
import type { WireRelease } from './batch-wire.ts';
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
  /** Follows a committed batch: frees the released seats and moves on to the new versions; a gap forgets the run. */
  follow(batch: {
    runs: readonly { id: RunId; ver: number }[];
    releases: readonly WireRelease[];
  }): void;
}

export function createRunCache(shards: Shards, shard: ShardName): RunCache {
  const runs = new Map<RunId, CachedRun>();

  function followRun(run: { id: RunId; ver: number }, releases: readonly WireRelease[]): void {
    const cached = runs.get(run.id);
    if (cached === undefined) return;
    if (cached.ver + 1 !== run.ver) {
      runs.delete(run.id);
      return;
    }
    for (const { runId, seatIds, from, to } of releases) {
      if (runId === run.id && seatIds !== undefined && from !== undefined && to !== undefined) {
        free(cached.inventory, seatIds.map(seatIndexOf), { from, to });
      }
    }
    cached.ver = run.ver;
  }

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
    follow(batch) {
      for (const run of batch.runs) followRun(run, batch.releases);
    },
  };
}
