import type { ShardName } from '@interlock/domain/ids';
import { isRefusal, type Refusal } from '@interlock/domain/refusals';
import type { Instant, ServiceDate } from '@interlock/domain/time';
import type { Station } from '@interlock/domain/timetable/station';
import type { UseCaseContext } from '../context.ts';
import { readQuestion, type TrainQuestion } from './read-question.ts';
import { trainOffer, type TrainOffer } from './train-offer.ts';

export interface TrainSearch {
  readonly kind: 'trains';
  /** The older of the shards' counts; null while nothing has been loaded. */
  readonly asOf: Instant | null;
  /** The moment each shard's counts are right for. */
  readonly asOfShards: ReadonlyMap<ShardName, Instant | null>;
  readonly from: Station[];
  readonly to: Station[];
  readonly date: ServiceDate;
  readonly trains: TrainOffer[];
  /** Other days of the sale window with a train, when this one has none. */
  readonly otherDates: ServiceDate[];
}

/** Trains between two stations or cities (`city:北京`) on a day, earliest departure first. From memory: no SQL. */
export function searchTrains(
  context: UseCaseContext,
  question: TrainQuestion,
): TrainSearch | Refusal {
  const { availability } = context;
  const asked = readQuestion(context, question);
  if (isRefusal(asked)) return asked;
  const { places, date } = asked;
  const { from, to } = places;
  const now = context.now();
  const rides = availability.ridesBetween(places, date);
  const trains = rides.map((ride) => trainOffer(context, ride, now));
  const asOfShards = new Map(
    context.shards.names().map((shard) => [shard, availability.asOf(shard)]),
  );
  const otherDates = trains.length > 0 ? [] : availability.datesBetween(places);
  const asOf = oldest([...asOfShards.values()]);
  return { kind: 'trains', asOf, asOfShards, from, to, date, trains, otherDates };
}

function oldest(moments: readonly (Instant | null)[]): Instant | null {
  return moments.reduce((a, b) => (a === null || b === null ? (a ?? b) : a < b ? a : b), null);
}
