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
 * A search as pieces of JSON, the TrainSearch of the OpenAPI document. Most were made before: an offer that has not
 * changed is the same object as before (see trainOffer), so its bytes are remembered by it.
 */
export function searchJson(search: TrainSearch): Buffer[] {
  const { asOfShards, trains } = search;
  const pieces = [start(search.asOf), from(search.from), to(search.to), date(search.date)];
  pieces.push(search.otherDates.length === 0 ? noOtherDates : otherDates(search.otherDates));
  for (const train of trains) {
    if (train !== trains[0]) pieces.push(comma);
    pieces.push(offer(train), endOfTrain(asOfShards.get(train.shard) ?? null));
  }
  pieces.push(end);
  return pieces;
}

const comma = Buffer.from(',');
const end = Buffer.from(']}');

const start = pieceOfFew((asOf: Instant | null) => `{"asOf":${instantJson(asOf)},"from":`);
const date = pieceOfFew((day: ServiceDate) => `${JSON.stringify(day)},"otherDates":`);
const endOfTrain = pieceOfFew((asOf: Instant | null) => `,"asOf":${instantJson(asOf)}}`);

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

/** The largest part of an offer, the same for every ride of the run and whatever has been sold. */
const stops = pieceOf((list: readonly OfferStop[]) =>
  Buffer.from(JSON.stringify(list.map(stopOnWire))),
);

const offer = pieceOf((train: TrainOffer) => {
  const fields: Omit<TrainOfferOnWire, 'stops' | 'asOf'> = {
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
    classes: train.classes.map(classOfferOnWire),
  };
  return Buffer.concat([
    Buffer.from(`${JSON.stringify(fields).slice(0, -1)},"stops":`),
    stops(train.stops),
  ]);
});

function stationsJson(stations: readonly Station[]): string {
  return JSON.stringify(stations.map(stationOnWire));
}

function instantJson(instant: Instant | null): string {
  return JSON.stringify(instantOrNull(instant));
}
