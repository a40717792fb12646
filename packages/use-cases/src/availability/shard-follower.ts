import type { Shards } from '@interlock/db/connections';
import { feedStart, readFeed, type FeedCursor, type FeedRow } from '@interlock/db/outbox-feed';
import {
  nextRunHeads,
  readPlans,
  readRunHeads,
  readRunMasks,
  type RunHead,
} from '@interlock/db/runs';
import { seatClassCode, type SeatClass } from '@interlock/domain/classes';
import { serviceDateOfRun, type RunId, type ShardName } from '@interlock/domain/ids';
import { addDays, serviceDateAt, type Instant, type ServiceDate } from '@interlock/domain/time';
import { segmentsOf, type TrainPlan } from '@interlock/domain/timetable/train-plan';
import {
  applyChanges,
  countFree,
  histogramOfMasks,
  untouchedHistogram,
  type ClassHistogramChange,
  type FreeRunHistogram,
} from '@interlock/inventory/free-run-histogram';
import type { UseCaseContext } from '../context.ts';
import { seatsByClass } from './layout-seats.ts';
import type { KnownRun, SeatsLeft } from './read-model.ts';
import { RunTable } from './run-table.ts';

/** Without news for this long the shard is "temporarily unavailable". */
const silentMs = 3000;
const runsPerPage = 10_000;
const loadAtOnce = 50;
const feedRowsMax = 1000;
/** A run of two nights is still under way two days after its service date. */
const keptDaysBefore = 3;

interface FollowedRun extends KnownRun {
  ver: number;
  /** By class code; null for a run never sold: its counts are those of the layout. */
  counts: Map<number, FreeRunHistogram> | null;
}

export interface FollowerParts extends Pick<UseCaseContext, 'now' | 'report' | 'railwayZone'> {
  readonly shards: Shards;
  readonly shard: ShardName;
}

/** One shard's runs and counts in memory, kept right by its feed. */
export class ShardFollower {
  readonly runs = new RunTable<FollowedRun>();
  private readonly plans = new Map<number, TrainPlan>();
  private readonly parts: FollowerParts;
  private cursor: FeedCursor | null = null;
  private heardAt: Instant | null = null;

  constructor(parts: FollowerParts) {
    this.parts = parts;
  }

  /** The last moment the counts are known to be right for. */
  asOf(): Instant | null {
    return this.heardAt;
  }

  isReachable(): boolean {
    return this.heardAt !== null && this.parts.now() - this.heardAt < silentMs;
  }

  seatsLeft(input: { runId: RunId; seatClass: SeatClass; from: number; to: number }): SeatsLeft {
    const run = this.runs.get(input.runId);
    if (run === undefined) return { kind: 'unknown' };
    if (run.counts === null) {
      const count = seatsByClass(run.plan.layout).get(input.seatClass);
      return count === undefined ? { kind: 'unknown' } : { kind: 'count', count };
    }
    const histogram = run.counts.get(seatClassCode[input.seatClass]);
    return histogram === undefined
      ? { kind: 'unknown' }
      : { kind: 'count', count: countFree(histogram, input.from, input.to) };
  }

  /** Loads the shard at first, then takes what its feed has. Throws while the shard is away. */
  async catchUp(): Promise<void> {
    const askedAt = this.parts.now();
    if (this.cursor === null) await this.load();
    else while ((await this.takeFeed(this.cursor)) === feedRowsMax);
    this.heardAt = askedAt;
  }

  private async load(): Promise<void> {
    const { shards, shard } = this.parts;
    const cursor = await shards.read({ shard }, (reader) => feedStart(reader));
    const from = this.oldestDate();
    this.runs.clear();
    let heads: RunHead[];
    let after: RunId | null = null;
    do {
      const page = { from, after, limit: runsPerPage };
      heads = await shards.read({ shard }, (reader) => nextRunHeads(reader, page));
      await this.addRuns(heads);
      after = heads.at(-1)?.runId ?? after;
    } while (heads.length === runsPerPage);
    this.cursor = cursor;
  }

  private async takeFeed(cursor: FeedCursor): Promise<number> {
    const { shards, shard } = this.parts;
    const page = await shards.read({ shard }, (reader) =>
      readFeed(reader, { cursor, limit: feedRowsMax }),
    );
    for (const row of page.rows) await this.apply(row);
    this.cursor = page.cursor;
    return page.rows.length;
  }

  private async apply({ body }: FeedRow): Promise<void> {
    if (body.published !== undefined) await this.addPublished(body.published);
    for (const change of body.runs ?? []) {
      const run = this.runs.get(change.runId);
      if (run === undefined || change.ver <= run.ver) continue;
      if (change.ver === run.ver + 1 && applied(run, change.changes)) run.ver = change.ver;
      else await this.reload([run.runId]);
    }
  }

  private async addPublished(runIds: RunId[]): Promise<void> {
    const { shards, shard } = this.parts;
    await this.addRuns(await shards.read({ shard }, (reader) => readRunHeads(reader, runIds)));
    this.runs.dropBefore(this.oldestDate());
  }

  private async addRuns(heads: readonly RunHead[]): Promise<void> {
    const { shards, shard } = this.parts;
    const planIds = new Set(heads.map((head) => head.planId));
    const unknown = [...planIds].filter((id) => !this.plans.has(id));
    const plans = await shards.read({ shard }, (reader) => readPlans(reader, unknown));
    for (const [id, plan] of plans) this.plans.set(id, plan);
    for (const head of heads) if (!this.runs.has(head.runId)) this.addUntouched(head);
    const sold = heads.filter((head) => head.ver > 0).map((head) => head.runId);
    for (let at = 0; at < sold.length; at += loadAtOnce) {
      await this.reload(sold.slice(at, at + loadAtOnce));
    }
  }

  /** Seats and version from one snapshot; what the feed says about older versions is then skipped. */
  private async reload(runIds: RunId[]): Promise<void> {
    if (runIds.length === 0) return;
    const { shards, shard } = this.parts;
    const loaded = await shards.read({ shard }, (reader) => readRunMasks(reader, runIds));
    for (const { runId, ver, classes } of loaded) {
      const run = this.runs.get(runId);
      if (run === undefined) continue;
      const segments = segmentsOf(run.plan).length;
      run.ver = ver;
      run.counts = new Map(
        classCodesOf(run.plan).map((code) => [
          code,
          histogramOfMasks(segments, classes.get(code) ?? []),
        ]),
      );
    }
  }

  /** A run never sold is read from its layout, without its seat rows. */
  private addUntouched({ runId, planId, saleOpensAt }: RunHead): void {
    const plan = this.plans.get(planId);
    if (plan === undefined) throw new Error(`run ${runId} has no plan`);
    const date = serviceDateOfRun(runId);
    const { shard } = this.parts;
    this.runs.add({ runId, date, plan, shard, saleOpensAt, ver: 0, counts: null });
  }

  private oldestDate(): ServiceDate {
    return addDays(serviceDateAt(this.parts.now(), this.parts.railwayZone), -keptDaysBefore);
  }
}

function classCodesOf(plan: TrainPlan): number[] {
  return [...seatsByClass(plan.layout).keys()].map((seatClass) => seatClassCode[seatClass]);
}

function untouchedCounts(plan: TrainPlan): Map<number, FreeRunHistogram> {
  const segments = segmentsOf(plan).length;
  return new Map(
    [...seatsByClass(plan.layout)].map(([seatClass, seats]) => [
      seatClassCode[seatClass],
      untouchedHistogram(segments, seats),
    ]),
  );
}

/** False when the changes do not fit what is in memory: the run is then loaded anew. */
function applied(run: FollowedRun, changes: readonly ClassHistogramChange[]): boolean {
  run.counts ??= untouchedCounts(run.plan);
  try {
    for (const [code, histogram] of run.counts) {
      const own = changes.filter(([classCode]) => classCode === code);
      applyChanges(
        histogram,
        own.map(([, a, b, delta]) => [a, b, delta]),
      );
    }
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
