import { refuse, type Refusal } from '@interlock/domain/refusals';
import {
  addDays,
  parseServiceDate,
  serviceDateAt,
  type Instant,
  type ServiceDate,
} from '@interlock/domain/time';
import { stationsOfKey, type Station } from '@interlock/domain/timetable/station';
import { intervalsBetween } from '@interlock/domain/timetable/train-plan';
import type { UseCaseContext } from '../context.ts';
import { trainOffer, type TrainOffer } from './train-offer.ts';

export interface TrainSearch {
  readonly kind: 'trains';
  /** The older of the shards' counts; null while nothing has been loaded. */
  readonly asOf: Instant | null;
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
  const index = context.availability.stations();
  const from = stationsOfKey(index, input.from);
  const to = stationsOfKey(index, input.to);
  if (from.length === 0) return refuse('unknown-station', { field: 'from' });
  if (to.length === 0) return refuse('unknown-station', { field: 'to' });
  if (input.from === input.to) return refuse('same-station', { field: 'to' });
  const date = checkDate(context, input.date);
  if (typeof date !== 'string') return date;
  const codes = { from: from.map(telecodeOf), to: to.map(telecodeOf) };
  const trains = context.availability
    .runsBetween({ ...codes, date })
    .flatMap((run) => {
      const ride = codes.from
        .flatMap((a) => codes.to.flatMap((b) => intervalsBetween(run.plan, a, b)))
        .sort((a, b) => a.to - a.from - (b.to - b.from))[0];
      return ride === undefined ? [] : [trainOffer(context, { run, ...ride })];
    })
    .sort((a, b) => (a.from.departsAt ?? 0) - (b.from.departsAt ?? 0));
  return {
    kind: 'trains',
    asOf: oldest(context),
    from,
    to,
    date,
    trains,
    otherDates: trains.length > 0 ? [] : context.availability.datesBetween(codes),
  };
}

/** The date within the sale window, by the railway's clock. */
function checkDate(context: UseCaseContext, text: string): ServiceDate | Refusal {
  const date = parseServiceDate(text);
  if (date === null) return refuse('invalid-date', { field: 'date' });
  const today = serviceDateAt(context.now(), context.railwayZone);
  if (date < today) return refuse('date-in-the-past', { field: 'date' });
  const last = addDays(today, context.rules.saleWindowDays - 1);
  if (date > last) return refuse('date-beyond-sale-window', { field: 'date', detail: { last } });
  return date;
}

function oldest(context: UseCaseContext): Instant | null {
  const moments = context.shards.names().map((shard) => context.availability.asOf(shard));
  return moments.reduce((a, b) => (a === null || b === null ? (a ?? b) : a < b ? a : b), null);
}

function telecodeOf(station: Station): string {
  return station.telecode;
}
