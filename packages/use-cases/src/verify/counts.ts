import { loadRunInventories, readPlans, readRunHeads } from '@interlock/db/runs';
import type { Breach } from '@interlock/db/verify/shard-check';
import type { SeatClass } from '@interlock/domain/classes';
import { serviceDateOfRun, type RunId, type ShardName } from '@interlock/domain/ids';
import type { ServiceDate } from '@interlock/domain/time';
import type { TrainPlan } from '@interlock/domain/timetable/train-plan';
import { buildHistogram, countFree } from '@interlock/inventory/free-run-histogram';
import type { VerifyContext, WideCheck } from './invariant.ts';

/** How many seats a search says are free; `at-least` where the answer hides the exact number. */
export interface SeatCount {
  readonly seatClass: SeatClass;
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly precision: 'exact' | 'at-least';
}

export interface CountedRun {
  readonly runId: RunId;
  readonly date: ServiceDate;
  readonly plan: TrainPlan;
}

/** Where searches get their counts from: the read model of a process, or its public answer. */
export interface CountsSource {
  /** Null while the counts of the run are unknown: that is an honest answer, not a wrong one. */
  countsOf(run: CountedRun): Promise<readonly SeatCount[] | null>;
}

const runsMax = 200;

export const countChecks: readonly WideCheck[] = [
  {
    number: 'I7',
    says: 'the counts that searches show are those of the seats',
    spans: 'two-systems',
    find: countsAreTrue,
  },
];

async function countsAreTrue(context: VerifyContext): Promise<Breach[]> {
  const { counts } = context;
  if (counts === null) return [];
  const found: Breach[] = [];
  for (const shard of context.shards.names()) {
    for (const run of await soldRuns(context, shard)) {
      const shown = await counts.countsOf(run);
      if (shown !== null) found.push(...(await differences(context, { shard, run, shown })));
    }
  }
  return found;
}

/** The runs that have sold and still leave; the newest first, no more than a report can use. */
async function soldRuns(context: VerifyContext, shard: ShardName): Promise<CountedRun[]> {
  return context.shards.read({ shard }, async (reader) => {
    const rows = await reader.$queryRaw<{ id: bigint }[]>`
      SELECT id FROM run WHERE ver > 0 AND departs_at > clock_timestamp() ORDER BY ver DESC, id LIMIT ${runsMax}`;
    const heads = await readRunHeads(
      reader,
      rows.map((row) => Number(row.id) as RunId),
    );
    const plans = await readPlans(reader, [...new Set(heads.map(({ planId }) => planId))]);
    return heads.flatMap(({ runId, planId }) => {
      const plan = plans.get(planId);
      return plan === undefined ? [] : [{ runId, date: serviceDateOfRun(runId), plan }];
    });
  });
}

async function differences(
  context: VerifyContext,
  of: { shard: ShardName; run: CountedRun; shown: readonly SeatCount[] },
): Promise<Breach[]> {
  const { shard, run, shown } = of;
  const loaded = await context.shards.read({ shard }, (reader) =>
    loadRunInventories(reader, [run.runId]),
  );
  const inventory = loaded.get(run.runId)?.inventory;
  if (inventory === undefined) return [];
  return shown.flatMap(({ seatClass, from, to, count, precision }) => {
    const truth = countFree(buildHistogram(inventory, seatClass), from, to);
    const isRight = precision === 'exact' ? count === truth : count <= truth;
    const place = `run ${run.runId} ${seatClass} ${from}-${to}`;
    return isRight ? [] : [{ id: place, why: `shown ${count}, free ${truth}` }];
  });
}
