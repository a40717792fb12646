import type { Instant, ServiceDate } from '@interlock/domain/time';
import type { Station } from '@interlock/domain/timetable/station';
import type { OfferStop } from '@interlock/use-cases/availability/offer-stop';
import type { TrainSearch } from '@interlock/use-cases/availability/search-trains';
import type { TrainOffer } from '@interlock/use-cases/availability/train-offer';
import {
  classOfferOnWire,
  instantOrNull,
  stationOnWire,
  stopOnWire,
  type TrainOfferOnWire,
} from '../../wire/trains.ts';
import { pieceOf, pieceOfFew } from './remembered-pieces.ts';

/**
 * A search as pieces of JSON, the TrainSearch of the OpenAPI document. Most were made before and are remembered by the
 * objects that they show: an offer that has not changed is the same object as before (see trainOffer).
 */
export function searchJson(search: TrainSearch): Buffer[] {
  const { asOfShards, trains } = search;
  const pieces = [start(search.asOf), from(search.from), to(search.to), date(search.date)];
  pieces.push(search.otherDates.length === 0 ? noOtherDates : otherDates(search.otherDates));
  for (const train of trains) {
    if (train !== trains[0]) pieces.push(comma);
    const asOf = asOfShards.get(train.shard) ?? null;
    pieces.push(head(train), classes(train), trainAsOf(asOf), stops(train.stops));
  }
  pieces.push(end);
  return pieces;
}

const comma = Buffer.from(',');
const end = Buffer.from(']}');

const start = pieceOfFew((asOf: Instant | null) => `{"asOf":${instantJson(asOf)},"from":`);
const date = pieceOfFew((day: ServiceDate) => `${JSON.stringify(day)},"otherDates":`);
const trainAsOf = pieceOfFew((asOf: Instant | null) => `,"asOf":${instantJson(asOf)}`);

const from = pieceOf((stations: readonly Station[]) =>
  Buffer.from(`${stationsJson(stations)},"to":`),
);
const to = pieceOf((stations: readonly Station[]) =>
  Buffer.from(`${stationsJson(stations)},"date":`),
);
const otherDates = pieceOf((days: readonly ServiceDate[]) =>
  Buffer.from(`${JSON.stringify(days)},"trains":[`),
);
const noOtherDates = otherDates([]);

/** What no sale changes; every ride has an array of numbers of its own, which is as old as these facts are. */
const heads = new WeakMap<readonly string[], Buffer>();

function head(train: TrainOffer): Buffer {
  const known = heads.get(train.numbers);
  if (known !== undefined) return known;
  const fields: Omit<TrainOfferOnWire, 'classes' | 'asOf' | 'stops'> = {
    trainId: train.trainId,
    runId: train.runId,
    date: train.date,
    number: train.number,
    numbers: train.numbers,
    from: stopOnWire(train.from),
    to: stopOnWire(train.to),
    first: train.first,
    last: train.last,
    durationMinutes: train.durationMinutes,
  };
  const piece = Buffer.from(`${JSON.stringify(fields).slice(0, -1)},"classes":`);
  heads.set(train.numbers, piece);
  return piece;
}

/** The one piece that is made anew when something was sold. */
const classes = pieceOf((train: TrainOffer) =>
  Buffer.from(JSON.stringify(train.classes.map(classOfferOnWire))),
);

/** The largest part of an offer, the same for every ride of the run and whatever has been sold. */
const stops = pieceOf((list: readonly OfferStop[]) =>
  Buffer.from(`,"stops":${JSON.stringify(list.map(stopOnWire))}}`),
);

function stationsJson(stations: readonly Station[]): string {
  return JSON.stringify(stations.map(stationOnWire));
}

function instantJson(instant: Instant | null): string {
  return JSON.stringify(instantOrNull(instant));
}
