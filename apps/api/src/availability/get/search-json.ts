import type { ShardName } from '@interlock/domain/ids';
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

/** A search as pieces of JSON, the TrainSearch of the OpenAPI document. */
export interface SearchPieces {
  readonly pieces: readonly Buffer[];
  /** Which of the pieces tell an age: of a shard, or of the whole answer (null). */
  readonly ages: readonly { readonly piece: number; readonly shard: ShardName | null }[];
}

/**
 * Most pieces were made before: an offer that has not changed is the same object as before (see trainOffer), so its
 * bytes are remembered by it.
 */
export function searchJson(search: TrainSearch): SearchPieces {
  const { trains } = search;
  const pieces = [start, ageIn(search, null), comma, from(search.from), to(search.to)];
  const ages: { piece: number; shard: ShardName | null }[] = [{ piece: 1, shard: null }];
  pieces.push(date(search.date));
  pieces.push(search.otherDates.length === 0 ? noOtherDates : otherDates(search.otherDates));
  for (const [at, train] of trains.entries()) {
    if (at > 0) pieces.push(comma);
    pieces.push(offer(train));
    ages.push({ piece: pieces.length, shard: train.shard });
    pieces.push(ageIn(search, train.shard), endOfTrain);
  }
  pieces.push(end);
  return { pieces, ages };
}

/** How old the counts of a shard are in this answer, or those of the whole answer (null); always as long, but for none. */
export function ageIn({ asOf, asOfShards }: TrainSearch, shard: ShardName | null): Buffer {
  return age(shard === null ? asOf : (asOfShards.get(shard) ?? null));
}

const start = Buffer.from('{"asOf":');
const comma = Buffer.from(',');
const beforeAge = Buffer.from(',"asOf":');
const endOfTrain = Buffer.from('}');
const end = Buffer.from(']}');

const age = pieceOfFew((asOf: Instant | null) => JSON.stringify(instantOrNull(asOf)));
const date = pieceOfFew((day: ServiceDate) => `${JSON.stringify(day)},"otherDates":`);

const from = pieceOf((stations: readonly Station[]) =>
  Buffer.from(`"from":${stationsJson(stations)},"to":`),
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
    beforeAge,
  ]);
});

function stationsJson(stations: readonly Station[]): string {
  return JSON.stringify(stations.map(stationOnWire));
}
