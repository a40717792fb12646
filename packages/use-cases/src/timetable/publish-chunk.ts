import { publishRuns } from '@interlock/db/publish-runs';
import { notePublished, readTrainPlans } from '@interlock/db/timetable';
import { seatsOf } from '@interlock/domain/coach-layout';
import type { UseCaseContext } from '../context.ts';
import type { PublishChunkInput } from './plan-publication.ts';

export interface ChunkReport {
  readonly runsCreated: number;
  readonly runsPresent: number;
  readonly seatsCreated: number;
}

/** Creates the inventory of the chunk's runs on their owners' shards, then notes it in central. Run twice = once. */
export async function publishChunk(
  context: UseCaseContext,
  chunk: PublishChunkInput,
): Promise<ChunkReport> {
  const plans = await context.central.read((central) => readTrainPlans(central));
  let report: ChunkReport = { runsCreated: 0, runsPresent: 0, seatsCreated: 0 };
  for (const plan of plans.filter((candidate) => chunk.trainIds.includes(candidate.trainId))) {
    const created = await publishRuns(context.shards, {
      plan,
      dates: [chunk.date],
      rules: context.rules,
    });
    await context.central.transact((central) =>
      notePublished(central, { trainId: plan.trainId, version: plan.version, date: chunk.date }),
    );
    report = {
      runsCreated: report.runsCreated + created.length,
      runsPresent: report.runsPresent + (created.length === 0 ? 1 : 0),
      seatsCreated: report.seatsCreated + created.length * seatsOf(plan.layout).length,
    };
  }
  return report;
}
