import { publishAll } from '@interlock/db/publish-runs';
import { notePublished, readPlansOfTrains } from '@interlock/db/timetable';
import { seatsOf } from '@interlock/domain/coach-layout';
import { trainIdOfRun } from '@interlock/domain/ids';
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
  const plans = await context.central.read((central) => readPlansOfTrains(central, chunk.trainIds));
  const created = await publishAll(context.shards, {
    runs: plans.map((plan) => ({ plan, date: chunk.date })),
    rules: context.rules,
  });
  await context.central.transact((central) => notePublished(central, { plans, date: chunk.date }));
  const isNew = new Set(created.map(trainIdOfRun));
  const seats = plans.map(({ trainId, layout }) =>
    isNew.has(trainId) ? seatsOf(layout).length : 0,
  );
  return {
    runsCreated: created.length,
    runsPresent: plans.length - created.length,
    seatsCreated: seats.reduce((sum, count) => sum + count, 0),
  };
}
