import { publishedRuns, readTrainIds } from '@interlock/db/timetable';
import type { ServiceDate } from '@interlock/domain/time';
import type { UseCaseContext } from '../context.ts';

/** Trains per chunk: one or two transactions per shard, and a retry stays cheap. */
const trainsPerChunk = 20;

export interface PublishChunkInput {
  readonly trainIds: number[];
  readonly date: ServiceDate;
}

/** Splits the wished trains and days into chunks, leaving out runs already published. Empty `trainIds`: every train. */
export async function planPublication(
  context: UseCaseContext,
  input: { readonly trainIds: readonly number[]; readonly dates: readonly ServiceDate[] },
): Promise<PublishChunkInput[]> {
  const { all, done } = await context.central.read(async (central) => ({
    all: await readTrainIds(central),
    done: await publishedRuns(central, input.dates),
  }));
  const wanted = new Set(input.trainIds);
  const wished = wanted.size === 0 ? all : all.filter((trainId) => wanted.has(trainId));
  return input.dates.flatMap((date) => {
    const missing = wished.filter((trainId) => !done.has(`${trainId} ${date}`));
    const chunks: PublishChunkInput[] = [];
    for (let at = 0; at < missing.length; at += trainsPerChunk) {
      chunks.push({ trainIds: missing.slice(at, at + trainsPerChunk), date });
    }
    return chunks;
  });
}
