import type { CoachLayout } from '@interlock/domain/coach-layout';
import type { ServiceDate } from '@interlock/domain/time';
import type { TrainPlan } from '@interlock/domain/timetable/train-plan';
import type { CentralReader, CentralTransaction } from './connections.ts';

/** The newest version of every train: tens of kilobytes each. */
export async function readTrainPlans(central: CentralReader): Promise<TrainPlan[]> {
  const rows = await central.$queryRaw<{ body: TrainPlan }[]>`
    SELECT DISTINCT ON (id) body FROM train ORDER BY id, version DESC`;
  return rows.map((row) => row.body);
}

const layouts = new Map<string, CoachLayout>();

/** Thousands of trains have the same few layouts, and whoever prepares something per layout does it once. */
function withSharedLayout(plan: TrainPlan): TrainPlan {
  const text = JSON.stringify(plan.layout);
  const layout = layouts.get(text) ?? plan.layout;
  layouts.set(text, layout);
  return { ...plan, layout };
}

/** The newest version of each of these trains; those with the same layout share one object. */
export async function readPlansOfTrains(
  central: CentralReader,
  trainIds: readonly number[],
): Promise<TrainPlan[]> {
  const rows = await central.$queryRaw<{ body: TrainPlan }[]>`
    SELECT DISTINCT ON (id) body FROM train WHERE id = ANY (${[...trainIds]}::int[]) ORDER BY id, version DESC`;
  return rows.map((row) => withSharedLayout(row.body));
}

/** The ids of all trains of the timetable. */
export async function readTrainIds(central: CentralReader): Promise<number[]> {
  const rows = await central.$queryRaw<{ id: number }[]>`SELECT DISTINCT id FROM train ORDER BY id`;
  return rows.map((row) => row.id);
}

/** Adds train versions; a version already there is never changed. */
export async function saveTrainPlans(
  central: CentralTransaction,
  plans: readonly TrainPlan[],
): Promise<void> {
  for (const plan of plans) {
    await central.$executeRaw`
      INSERT INTO train (id, version, number, owner, body)
      VALUES (${plan.trainId}, ${plan.version}, ${plan.numbers[0]?.number ?? ''}, ${plan.owner}, ${JSON.stringify(plan)}::jsonb)
      ON CONFLICT DO NOTHING`;
  }
}

/** Which runs of these dates are published, as `<train id> <date>`. */
export async function publishedRuns(
  central: CentralReader,
  dates: readonly ServiceDate[],
): Promise<Set<string>> {
  const rows = await central.$queryRaw<{ train_id: number; service_date: string }[]>`
    SELECT train_id, service_date::text FROM publication WHERE service_date = ANY (${[...dates]}::date[])`;
  return new Set(rows.map((row) => `${row.train_id} ${row.service_date}`));
}

/** Notes that the inventory of these trains' runs of a date is complete on their shards. */
export async function notePublished(
  central: CentralTransaction,
  { plans, date }: { plans: readonly TrainPlan[]; date: ServiceDate },
): Promise<void> {
  await central.$executeRaw`
    INSERT INTO publication (train_id, service_date, version)
    SELECT p.train_id, ${date}::date, p.version
      FROM unnest(${plans.map(({ trainId }) => trainId)}::int[], ${plans.map(({ version }) => version)}::int[]) AS p (train_id, version)
    ON CONFLICT DO NOTHING`;
}
