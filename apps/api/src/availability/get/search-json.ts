import type { Instant } from '@interlock/domain/time';
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

/**
 * A search as bytes of JSON, the TrainSearch of the OpenAPI document. It is put together from pieces that were made
 * before: an offer that has not changed is the same object as before (see trainOffer), so its bytes are remembered by
 * it; the stops of a run, the largest part, by theirs.
 */
export function searchJson(search: TrainSearch): Buffer {
  const ends = new Map([...search.asOfShards].map(([shard, asOf]) => [shard, endOfTrain(asOf)]));
  const pieces: Buffer[] = [Buffer.from(startOf(search))];
  for (const train of search.trains) {
    if (pieces.length > 1) pieces.push(comma);
    pieces.push(startOfTrain(train), stopsOf(train), ends.get(train.shard) ?? endOfTrain(null));
  }
  pieces.push(endOfSearch);
  return Buffer.concat(pieces);
}

const comma = Buffer.from(',');
const endOfSearch = Buffer.from(']}');

function startOf({ asOf, date, from, to, otherDates }: TrainSearch): string {
  const days = JSON.stringify(otherDates);
  return `{"asOf":${instantJson(asOf)},"date":"${date}","from":${stationsJson(from)},"to":${stationsJson(to)},"otherDates":${days},"trains":[`;
}

const trainsKnown = new WeakMap<TrainOffer, Buffer>();

function startOfTrain(offer: TrainOffer): Buffer {
  const known = trainsKnown.get(offer);
  if (known !== undefined) return known;
  const fields: Omit<TrainOfferOnWire, 'stops' | 'asOf'> = {
    trainId: offer.trainId,
    runId: offer.runId,
    date: offer.date,
    number: offer.number,
    numbers: offer.numbers,
    from: stopOnWire(offer.from),
    to: stopOnWire(offer.to),
    first: offer.first,
    last: offer.last,
    durationMinutes: offer.durationMinutes,
    classes: offer.classes.map(classOfferOnWire),
  };
  const start = Buffer.from(`${JSON.stringify(fields).slice(0, -1)},"stops":`);
  trainsKnown.set(offer, start);
  return start;
}

const stopsKnown = new WeakMap<readonly OfferStop[], Buffer>();

function stopsOf({ stops }: TrainOffer): Buffer {
  const known = stopsKnown.get(stops);
  if (known !== undefined) return known;
  const made = Buffer.from(JSON.stringify(stops.map(stopOnWire)));
  stopsKnown.set(stops, made);
  return made;
}

const stationsKnown = new WeakMap<Station[], string>();

function stationsJson(stations: Station[]): string {
  const known = stationsKnown.get(stations);
  if (known !== undefined) return known;
  const made = JSON.stringify(stations.map(stationOnWire));
  stationsKnown.set(stations, made);
  return made;
}

/** Each shard's counts have one age at a time, so a few are enough. */
const agesMax = 8;
const agesKnown = new Map<Instant | null, Buffer>();

function endOfTrain(asOf: Instant | null): Buffer {
  const known = agesKnown.get(asOf);
  if (known !== undefined) return known;
  if (agesKnown.size >= agesMax) agesKnown.clear();
  const made = Buffer.from(`,"asOf":${instantJson(asOf)}}`);
  agesKnown.set(asOf, made);
  return made;
}

function instantJson(instant: Instant | null): string {
  return JSON.stringify(instantOrNull(instant));
}
