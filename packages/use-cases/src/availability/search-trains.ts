import type { ShardName } from '@interlock/domain/ids';
import { refuse, type Refusal } from '@interlock/domain/refusals';
import { parseServiceDate, type Instant, type ServiceDate } from '@interlock/domain/time';
import type { Station } from '@interlock/domain/timetable/station';
import type { UseCaseContext } from '../context.ts';
import { saleWindow } from '../timetable/sale-window.ts';
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
  input: { from: string; to: string; date: string },
): TrainSearch | Refusal {
  const { availability } = context;
  const places = availability.placesOf(input);
  const { from, to } = places;
  if (from.length === 0) return refuse('unknown-station', { field: 'from' });
  if (to.length === 0) return refuse('unknown-station', { field: 'to' });
  if (input.from === input.to) return refuse('same-station', { field: 'to' });
  const date = checkDate(context, input.date);
  if (typeof date !== 'string') return date;
  const trains = availability.ridesBetween(places, date).map((ride) => trainOffer(context, ride));
  const asOfShards = new Map(
    context.shards.names().map((shard) => [shard, availability.asOf(shard)]),
  );
  const otherDates = trains.length > 0 ? [] : availability.datesBetween(places);
  const asOf = oldest([...asOfShards.values()]);
  return { kind: 'trains', asOf, asOfShards, from, to, date, trains, otherDates };
}

/** The date within the sale window, by the railway's clock. */
function checkDate(context: UseCaseContext, text: string): ServiceDate | Refusal {
  const window = saleWindow(context);
  const onSale = window.find((date) => date === text);
  if (onSale !== undefined) return onSale;
  const date = parseServiceDate(text);
  if (date === null) return refuse('invalid-date', { field: 'date' });
  const last = window.at(-1) ?? date;
  if (date < last) return refuse('date-in-the-past', { field: 'date' });
  return refuse('date-beyond-sale-window', { field: 'date', detail: { last } });
}

function oldest(moments: readonly (Instant | null)[]): Instant | null {
  return moments.reduce((a, b) => (a === null || b === null ? (a ?? b) : a < b ? a : b), null);
}
