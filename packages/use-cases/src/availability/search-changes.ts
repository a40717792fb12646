import { isRefusal, type Refusal } from '@interlock/domain/refusals';
import type { ServiceDate } from '@interlock/domain/time';
import type { Station } from '@interlock/domain/timetable/station';
import type { UseCaseContext } from '../context.ts';
import { saleWindow } from '../timetable/sale-window.ts';
import {
  datesAround,
  firstLegs,
  pairLegs,
  secondLegs,
  type Leg,
  type LegPair,
} from './change-pairs.ts';
import { isBookable } from './is-bookable.ts';
import { readQuestion, type TrainQuestion } from './read-question.ts';
import { offerStops, rideFacts } from './ride-facts.ts';
import { trainOffer, type TrainOffer } from './train-offer.ts';

/** Two trains one after the other. Each is a booking of its own. */
export interface ChangeJourney {
  readonly legs: readonly [TrainOffer, TrainOffer];
  /** Between the arrival of the first train and the departure of the second. */
  readonly waitMinutes: number;
  /** The least a change takes there, by the station's own rule; the way between two stations of a city included. */
  readonly leastMinutes: number;
  readonly durationMinutes: number;
}

interface ChangeSearch {
  readonly kind: 'changes';
  /** Earliest departure first. */
  readonly journeys: readonly ChangeJourney[];
}

/** What a change takes where a station has no rule of its own. */
const usualChangeMinutes = 15;
const betweenStationsMinutes = 120;
const journeysMax = 12;

/**
 * Journeys with one change between two stations or cities on a day, without those that another journey, or a direct
 * train with seats, beats by leaving later and arriving sooner. From memory: no SQL.
 */
export function searchChanges(
  context: UseCaseContext,
  question: TrainQuestion,
): ChangeSearch | Refusal {
  const { availability } = context;
  const asked = readQuestion(context, question);
  if (isRefusal(asked)) return asked;
  const { places, date } = asked;
  const ends = { from: codesOf(places.from), to: codesOf(places.to) };
  const firsts = availability
    .runsCalling([...ends.from], date)
    .flatMap((run) => firstLegs(run, ends));
  const seconds = datesAround(date, saleWindow(context)).flatMap((day: ServiceDate) =>
    availability.runsCalling([...ends.to], day).flatMap((run) => secondLegs(run, ends)),
  );
  const direct = availability
    .ridesBetween(places, date)
    .map((ride) => trainOffer(context, ride))
    .filter(isBookable)
    .map((train) => spanOf(train, train));
  const offers = new Map<string, TrainOffer>();
  const journeys = pairLegs(firsts, seconds, (telecode) => onwardStations(context, telecode))
    .map((pair) => journeyOf(context, pair, offers))
    .filter(({ legs }) => legs.every((leg) => !isClosed(leg)));
  return { kind: 'changes', journeys: bestOf(journeys, direct) };
}

function codesOf(stations: readonly Station[]): Set<string> {
  return new Set(stations.map(({ telecode }) => telecode));
}

function onwardStations(context: UseCaseContext, telecode: string) {
  const index = context.availability.stations();
  const station = index.byTelecode.get(telecode);
  const inCity = station === undefined ? [] : (index.cities.get(station.cityZh) ?? []);
  const others = inCity.filter((other) => other.telecode !== telecode);
  return [
    { telecode, minutes: station?.changeMinutes ?? usualChangeMinutes },
    ...others.map((other) => ({ telecode: other.telecode, minutes: betweenStationsMinutes })),
  ];
}

function journeyOf(
  context: UseCaseContext,
  pair: LegPair,
  offers: Map<string, TrainOffer>,
): ChangeJourney {
  const { first, second, waitMinutes } = pair;
  const legs = [first, second].map((leg) => offerOfLeg(context, leg, offers));
  const [one, two] = legs;
  if (one === undefined || two === undefined) throw new RangeError('a journey of two trains');
  const way = onwardStations(context, first.changesAt);
  return {
    legs: [one, two],
    waitMinutes,
    leastMinutes: way.find(({ telecode }) => telecode === second.changesAt)?.minutes ?? 0,
    durationMinutes: (spanOf(one, two).arrivesAt - spanOf(one, two).departsAt) / 60_000,
  };
}

function offerOfLeg(
  context: UseCaseContext,
  { run, from, to }: Leg,
  offers: Map<string, TrainOffer>,
): TrainOffer {
  const key = `${run.runId} ${from} ${to}`;
  const known = offers.get(key);
  if (known !== undefined) return known;
  const stops = offerStops(run, (telecode) => context.availability.station(telecode));
  const facts = rideFacts(run, { from, to, stops });
  const offer = trainOffer(context, { run, from, to, facts, latest: null });
  offers.set(key, offer);
  return offer;
}

interface Span {
  readonly departsAt: number;
  readonly arrivesAt: number;
}

function spanOf(first: TrainOffer, last: TrainOffer): Span {
  return { departsAt: first.from.departsAt ?? 0, arrivesAt: last.to.arrivesAt ?? 0 };
}

function isClosed(train: TrainOffer): boolean {
  return train.classes.every(({ availability }) => availability.state === 'closed');
}

/** Journeys that nothing bookable beats; a sold-out one beats none that has seats. */
function bestOf(journeys: readonly ChangeJourney[], direct: readonly Span[]): ChangeJourney[] {
  const known = journeys.map((journey) => ({
    journey,
    span: spanOf(...journey.legs),
    hasSeats: journey.legs.every(isBookable),
  }));
  return known
    .filter(
      (one) =>
        !direct.some((span) => isAsGood(span, one.span)) &&
        !known.some(
          (other) =>
            beats(other.span, one.span) && (other.hasSeats || !one.hasSeats) && other !== one,
        ),
    )
    .map(({ journey }) => journey)
    .sort((a, b) => a.durationMinutes - b.durationMinutes)
    .slice(0, journeysMax)
    .sort((a, b) => spanOf(...a.legs).departsAt - spanOf(...b.legs).departsAt);
}

function beats(a: Span, b: Span): boolean {
  return isAsGood(a, b) && !isAsGood(b, a);
}

/** Leaves no sooner and arrives no later. */
function isAsGood(a: Span, b: Span): boolean {
  return a.departsAt >= b.departsAt && a.arrivesAt <= b.arrivesAt;
}
