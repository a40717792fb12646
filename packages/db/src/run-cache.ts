import type { RunId, ShardName } from '@interlock/domain/ids';
import { seatIndexOf } from '@interlock/domain/ids';
import { free, setRowMask } from '@interlock/inventory/run-inventory';
import type { DecidedHold, WireAnswer } from './batch-wire.ts';
import type { Shards } from './connections.ts';
import { type LoadedRun, loadRunInventories } from './runs.ts';
import type { RunNews } from './sole-writer.ts';

/** A run of 1,200 seats is about a quarter of a megabyte. */
const runsMax = 400;
/** From here on it matters which was used last. */
const manyRuns = 300;

export interface CachedRun {
  ver: number;
  /** So many batches under way will raise the version. */
  raises: number;
  /** It was changed by others while it was being read: what was read may be of before or after. */
  isDoubtful: boolean;
  readonly inventory: LoadedRun['inventory'];
}

/** The masks of the runs being sold. Only a cache: whoever doubts a run forgets it, and it is read again. */
export interface RunCache {
  has(runIds: readonly RunId[]): boolean;
  /** Loads what is missing, in one query; the runs that do not exist are returned. */
  ensure(runIds: readonly RunId[]): Promise<ReadonlySet<RunId>>;
  get(runId: RunId): CachedRun | undefined;
  forget(runIds: Iterable<RunId>): void;
  forgetAllBut(runIds: { has(runId: RunId): boolean }): void;
  /** What others have changed; while batches are under way it waits until they have ended. */
  learn(news: readonly RunNews[]): void;
  /** From here on memory shows holds that the database may refuse. Returns those that will be raised, for the batch's end. */
  batchBegins(raises: ReadonlySet<RunId>): CachedRun[];
  /**
   * Follows a committed batch: frees the released seats and moves on to the new versions; a gap forgets the run. On any
   * error everything is forgotten.
   */
  batchCommitted(answer: Pick<WireAnswer, 'runs' | 'released'>, raised: readonly CachedRun[]): void;
  /** Takes back the holds of a batch that was refused for something else than its runs, the only one under way. */
  batchTakenBack(batch: EndedBatch): void;
  /** The same for one that was decided on old masks: a run of which nothing new is known is forgotten. */
  batchRefused(batch: EndedBatch): void;
  /** Others may have been decided on it: all runs that any of them touches are forgotten. */
  batchRefusedBesideOthers(): void;
  /** Nobody knows what became of a batch: everything is forgotten. */
  batchLost(): void;
}

/** A batch that the database refused. */
export interface EndedBatch {
  readonly holds: readonly DecidedHold[];
  readonly raised: readonly CachedRun[];
}

export function createRunCache(shards: Shards, shard: ShardName): RunCache {
  return new LoadedRuns(shards, shard);
}

class LoadedRuns implements RunCache {
  private readonly shards: Shards;
  private readonly shard: ShardName;
  private readonly runs = new Map<RunId, CachedRun>();
  /** Changed by others while they were being read. */
  private readonly changed = new Set<RunId>();
  private underWay = 0;
  /** News that came while batches were under way. */
  private waiting: RunNews[] = [];

  constructor(shards: Shards, shard: ShardName) {
    this.shards = shards;
    this.shard = shard;
  }

  has(runIds: readonly RunId[]): boolean {
    return runIds.every((runId) => this.runs.has(runId));
  }

  async ensure(runIds: readonly RunId[]): Promise<ReadonlySet<RunId>> {
    const missing = [...new Set(runIds)].filter((runId) => !this.runs.has(runId));
    if (missing.length === 0) return new Set();
    this.changed.clear();
    const { shards, shard } = this;
    const loaded = await shards.read({ shard }, (reader) => loadRunInventories(reader, missing));
    for (const [runId, { ver, inventory }] of loaded)
      this.runs.set(runId, { ver, raises: 0, inventory, isDoubtful: this.changed.has(runId) });
    const wanted = new Set(runIds);
    for (const runId of this.runs.keys()) {
      if (this.runs.size <= runsMax) break;
      if (!wanted.has(runId)) this.runs.delete(runId);
    }
    return new Set(missing.filter((runId) => !loaded.has(runId)));
  }

  get(runId: RunId): CachedRun | undefined {
    const run = this.runs.get(runId);
    if (run !== undefined && this.runs.size > manyRuns) {
      // Re-inserting keeps the runs in order of use.
      this.runs.delete(runId);
      this.runs.set(runId, run);
    }
    return run;
  }

  forget(runIds: Iterable<RunId>): void {
    for (const runId of runIds) this.runs.delete(runId);
  }

  forgetAllBut(runIds: { has(runId: RunId): boolean }): void {
    for (const runId of this.runs.keys()) if (!runIds.has(runId)) this.runs.delete(runId);
  }

  learn(news: readonly RunNews[]): void {
    if (this.underWay === 0) for (const run of news) this.apply(run);
    else this.waiting.push(...news);
  }

  batchBegins(raises: ReadonlySet<RunId>): CachedRun[] {
    this.underWay += 1;
    const raised = [...raises].flatMap((runId) => this.runs.get(runId) ?? []);
    for (const run of raised) run.raises += 1;
    return raised;
  }

  batchCommitted(
    { runs, released }: Pick<WireAnswer, 'runs' | 'released'>,
    raised: readonly CachedRun[],
  ): void {
    this.batchEnds(raised, () => {
      const own = new Map(runs?.map(([runId, ver]) => [runId, ver]));
      // Others' batches before ours, ours, and those after it: each version follows the one before.
      const later: RunNews[] = [];
      for (const news of this.waiting) {
        const [runId, ver] = news;
        if (ver > (own.get(runId) ?? 0)) later.push(news);
        // Another batch's holds are in the masks, and the news knows nothing of them.
        else if (this.underWay > 0) this.runs.delete(runId);
        else this.apply(news);
      }
      this.waiting = later;
      for (const [runId, ver] of own) this.moveOn(runId, ver);
      for (const [, runId, from, to, seatIds] of released) {
        const cached = this.runs.get(runId);
        if (cached !== undefined) free(cached.inventory, seatIds.map(seatIndexOf), { from, to });
      }
    });
  }

  batchTakenBack({ holds, raised }: EndedBatch): void {
    this.batchEnds(raised, () => this.takeBack(holds));
  }

  batchRefused({ holds, raised }: EndedBatch): void {
    const before = new Map(
      holds.map(({ item: { request } }) => [request.runId, this.runs.get(request.runId)?.ver]),
    );
    this.batchEnds(raised, () => this.takeBack(holds));
    for (const [runId, ver] of before)
      if (this.runs.get(runId)?.ver === ver) this.runs.delete(runId);
  }

  batchRefusedBesideOthers(): void {
    this.batchEnds([], () => {
      for (const [runId, run] of this.runs) if (run.raises > 0) this.runs.delete(runId);
    });
  }

  batchLost(): void {
    this.batchEnds([], () => this.runs.clear());
  }

  private takeBack(holds: readonly DecidedHold[]): void {
    for (const { item, seats } of holds) {
      const { runId, from, to } = item.request;
      const cached = this.runs.get(runId);
      if (cached === undefined) continue;
      const indexes = seats.map(({ seatId }) => seatIndexOf(seatId));
      free(cached.inventory, indexes, { from, to });
    }
  }

  /** Counts the batch off, whatever `follow` meets, and applies the news when it was the last one under way. */
  private batchEnds(raised: readonly CachedRun[], follow: () => void): void {
    this.underWay -= 1;
    for (const run of raised) run.raises -= 1;
    try {
      follow();
      if (this.underWay > 0) return;
      const { waiting } = this;
      this.waiting = [];
      for (const news of waiting) this.apply(news);
    } catch (error) {
      this.runs.clear();
      throw error;
    }
  }

  private moveOn(runId: RunId, ver: number): void {
    const cached = this.runs.get(runId);
    if (cached === undefined) return;
    if (cached.ver + 1 === ver) {
      cached.ver = ver;
      cached.isDoubtful = false;
    } else {
      this.runs.delete(runId);
    }
  }

  private apply([runId, ver, seats]: RunNews): void {
    this.changed.add(runId);
    const cached = this.runs.get(runId);
    if (cached === undefined || ver <= cached.ver) return;
    if (seats === undefined || ver !== cached.ver + 1) {
      this.runs.delete(runId);
      return;
    }
    for (const [seatId, sold, sold2] of seats)
      setRowMask(cached.inventory, seatIndexOf(seatId), {
        sold: BigInt(sold),
        sold2: BigInt(sold2),
      });
    cached.ver = ver;
  }
}
