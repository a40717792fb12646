import type { ServiceDate } from '@interlock/domain/time';
import type { TrainPlan } from '@interlock/domain/timetable/train-plan';
import type { CentralReader, CentralTransaction } from './connections.ts';
import { layoutOf, learnLayouts } from './layout-memory.ts';

/** The newest version of every train: tens of kilobytes each. */
export async function readTrainPlans(central: CentralReader): Promise<TrainPlan[]> {
  const rows = await central.$queryRaw<{ body: TrainPlan }[]>`
    SELECT DISTINCT ON (id) body || jsonb_build_object('layout', layout) AS body FROM train ORDER BY id, version DESC`;
  return rows.map((row) => row.body);
}

/** The newest version of each of these trains; those with the same layout share one object. */
export async function readPlansOfTrains(
  central: CentralReader,
  trainIds: readonly number[],
): Promise<TrainPlan[]> {
  const rows = await central.$queryRaw<{ hash: string; body: Omit<TrainPlan, 'layout'> }[]>`
    SELECT DISTINCT ON (id) layout_hash AS hash, body FROM train WHERE id = ANY (${[...trainIds]}::int[]) ORDER BY id, version DESC`;
  await learnLayouts(
    new Map(rows.map(({ hash, body }) => [hash, body.trainId])),
    (known) => central.$queryRaw`
      SELECT layout_hash AS hash, layout FROM train WHERE id = ANY (${known}::int[])`,
  );
  return rows.map(({ hash, body }) => ({ ...body, layout: layoutOf(hash) }));
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
  for (const { layout, ...body } of plans) {
    await central.$executeRaw`
      INSERT INTO train (id, version, number, owner, body, layout)
      VALUES (${body.trainId}, ${body.version}, ${body.numbers[0]?.number ?? ''}, ${body.owner}, ${JSON.stringify(body)}::jsonb,
        ${JSON.stringify(layout)}::jsonb)
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
