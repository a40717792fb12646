import type { ServiceDate } from '@interlock/domain/time';
import type { TrainPlan } from '@interlock/domain/timetable/train-plan';
import type { CentralReader, CentralTransaction } from './connections.ts';

/** The newest version of every train. */
export async function readTrainPlans(central: CentralReader): Promise<TrainPlan[]> {
  const rows = await central.$queryRaw<{ body: TrainPlan }[]>`
    SELECT DISTINCT ON (id) body FROM train ORDER BY id, version DESC`;
  return rows.map((row) => row.body);
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

/** Notes that a run's inventory is complete on its shard. */
export async function notePublished(
  central: CentralTransaction,
  input: { trainId: number; version: number; date: ServiceDate },
): Promise<void> {
  await central.$executeRaw`
    INSERT INTO publication (train_id, service_date, version)
    VALUES (${input.trainId}, ${input.date}::date, ${input.version}) ON CONFLICT DO NOTHING`;
}
