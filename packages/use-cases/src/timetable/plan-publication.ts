import { publishedRuns, readTrainPlans } from '@interlock/db/timetable';
import type { ServiceDate } from '@interlock/domain/time';
import type { UseCaseContext } from '../context.ts';

/** Trains per chunk: a chunk's transactions stay short and its retry cheap. */
const trainsPerChunk = 8;

export interface PublishChunkInput {
  readonly trainIds: number[];
  readonly date: ServiceDate;
}

/** Splits the wished trains and days into chunks, leaving out runs already published. Empty `trainIds`: every train. */
export async function planPublication(
  context: UseCaseContext,
  input: { readonly trainIds: readonly number[]; readonly dates: readonly ServiceDate[] },
): Promise<PublishChunkInput[]> {
  const { plans, done } = await context.central.read(async (central) => ({
    plans: await readTrainPlans(central),
    done: await publishedRuns(central, input.dates),
  }));
  const wished =
    input.trainIds.length === 0
      ? plans
      : plans.filter((plan) => input.trainIds.includes(plan.trainId));
  return input.dates.flatMap((date) => {
    const missing = wished.filter((plan) => !done.has(`${plan.trainId} ${date}`));
    const chunks: PublishChunkInput[] = [];
    for (let at = 0; at < missing.length; at += trainsPerChunk) {
      const trainIds = missing.slice(at, at + trainsPerChunk).map((plan) => plan.trainId);
      chunks.push({ trainIds, date });
    }
    return chunks;
  });
}
