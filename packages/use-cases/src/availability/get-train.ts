import type { RunId } from '@interlock/domain/ids';
import { refuse, type Refusal } from '@interlock/domain/refusals';
import type { UseCaseContext } from '../context.ts';
import { trainOffer, type TrainOffer } from './train-offer.ts';

/** One run for a ride between two of its stops, from memory. */
export function getTrainOffer(
  context: UseCaseContext,
  input: { runId: number; from: number; to: number },
): TrainOffer | Refusal {
  const run = context.availability.run(input.runId as RunId);
  if (run === null) return refuse('unknown-run', { field: 'runId' });
  const from = run.plan.stops[input.from];
  const to = run.plan.stops[input.to];
  if (from?.departMinutes == null) return refuse('unknown-station', { field: 'from' });
  if (to?.arriveMinutes == null || input.to <= input.from)
    return refuse('unknown-station', { field: 'to' });
  return trainOffer(context, { run, from: input.from, to: input.to });
}
