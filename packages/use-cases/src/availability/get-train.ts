import type { RunId } from '@interlock/domain/ids';
import { refuse, type Refusal } from '@interlock/domain/refusals';
import type { Instant } from '@interlock/domain/time';
import { refusalOfDirection } from '@interlock/domain/timetable/ride-direction';
import type { UseCaseContext } from '../context.ts';
import { offerStops, rideFacts } from './ride-facts.ts';
import { trainOffer, type TrainOffer } from './train-offer.ts';

/** An offer with the moment its counts are right for; null while nothing has been loaded. */
export interface DatedTrainOffer extends TrainOffer {
  readonly asOf: Instant | null;
}

/** One run for a ride between two of its stops, from memory. */
export function getTrainOffer(
  context: UseCaseContext,
  input: { runId: number; from: number; to: number },
): DatedTrainOffer | Refusal {
  const { availability } = context;
  const run = availability.run(input.runId as RunId);
  if (run === null) return refuse('unknown-run', { field: 'runId' });
  const wrongWay = refusalOfDirection(input);
  if (wrongWay !== null) return wrongWay;
  const from = run.plan.stops[input.from];
  const to = run.plan.stops[input.to];
  if (from?.departMinutes == null) return refuse('unknown-station', { field: 'from' });
  if (to?.arriveMinutes == null) return refuse('unknown-station', { field: 'to' });
  const ride = { from: input.from, to: input.to };
  const stops = offerStops(run, (telecode) => availability.station(telecode));
  const facts = rideFacts(run, { ...ride, stops });
  const offer = trainOffer(context, { run, ...ride, facts, latest: null });
  return { ...offer, asOf: availability.asOf(run.shard) };
}
