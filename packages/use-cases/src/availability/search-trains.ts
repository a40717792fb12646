import type { ShardName } from '@interlock/domain/ids';
import { refuse, type Refusal } from '@interlock/domain/refusals';
import type { SaleRules } from '@interlock/domain/sale-rules';
import { parseServiceDate, type Instant, type ServiceDate } from '@interlock/domain/time';
import type { Station } from '@interlock/domain/timetable/station';
import type { UseCaseContext } from '../context.ts';
import { saleWindow } from '../timetable/sale-window.ts';
import { LatelyUsed } from './lately-used.ts';
import type { Availability, KnownRide, Places } from './read-model.ts';
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
  readonly trains: readonly TrainOffer[];
  /** Other days of the sale window with a train, when this one has none. */
  readonly otherDates: readonly ServiceDate[];
}

/** An answer, and what it was made from besides the read model. */
interface Remembered {
  search: TrainSearch;
  rides: readonly KnownRide[];
  rules: SaleRules;
  /** Availability.news at the time. */
  news: number;
  madeAt: Instant;
}

/** Sales open and close by the clock, of which no news comes: so long an answer is given again without a look at it. */
const repeatedMs = 100;
/** A remembered answer takes about 1 kB besides its offers, which are remembered with the rides. */
const answersMax = 20_000;
const remembered = new WeakMap<Availability, LatelyUsed<string, Remembered>>();

/**
 * Trains between two stations or cities (`city:北京`) on a day, earliest departure first. From memory: no SQL. The very
 * same answer as before as long as there is no news, and the same list of trains as long as none of them has changed.
 */
export function searchTrains(
  context: UseCaseContext,
  input: { from: string; to: string; date: string },
): TrainSearch | Refusal {
  const { availability, rules } = context;
  const answers = answersOf(availability);
  const key = `${input.from}>${input.to}>${input.date}`;
  const known = answers.get(key);
  const news = availability.news();
  const now = context.now();
  if (known !== undefined && known.news === news && known.rules === rules) {
    const age = now - known.madeAt;
    if (age >= 0 && age < repeatedMs) return known.search;
  }
  const asked = checked(context, input);
  if (asked.kind === 'refused') return asked;
  const rides = availability.ridesBetween(asked.places, asked.date);
  const search = searchOf(context, { ...asked, rides, known, now });
  const latest: Remembered = { search, rides, rules, news, madeAt: now };
  if (known === undefined) answers.set(key, latest);
  else Object.assign(known, latest);
  return search;
}

function answersOf(availability: Availability): LatelyUsed<string, Remembered> {
  const known = remembered.get(availability);
  if (known !== undefined) return known;
  const made = new LatelyUsed<string, Remembered>(answersMax);
  remembered.set(availability, made);
  return made;
}

interface Asked {
  readonly kind: 'asked';
  readonly places: Places;
  readonly date: ServiceDate;
}

function checked(
  context: UseCaseContext,
  input: { from: string; to: string; date: string },
): Asked | Refusal {
  const places = context.availability.placesOf(input);
  if (places.from.length === 0) return refuse('unknown-station', { field: 'from' });
  if (places.to.length === 0) return refuse('unknown-station', { field: 'to' });
  if (input.from === input.to) return refuse('same-station', { field: 'to' });
  const date = checkDate(context, input.date);
  return typeof date === 'string' ? { kind: 'asked', places, date } : date;
}

interface Found extends Omit<Asked, 'kind'> {
  readonly rides: readonly KnownRide[];
  /** What was answered the last time. */
  readonly known: Remembered | undefined;
  readonly now: Instant;
}

function searchOf(context: UseCaseContext, found: Found): TrainSearch {
  const { availability } = context;
  const { places, date, rides, known, now } = found;
  const { from, to } = places;
  const shards = context.shards.names();
  const asOfShards = new Map(shards.map((shard) => [shard, availability.asOf(shard)]));
  return {
    kind: 'trains',
    asOf: oldest([...asOfShards.values()]),
    asOfShards,
    from,
    to,
    date,
    trains: offersOf(context, { rides, known, now }),
    otherDates: rides.length > 0 ? none : availability.datesBetween(places),
  };
}

const none: readonly ServiceDate[] = [];

/** The list of the last time, if it is still right. */
function offersOf(
  context: UseCaseContext,
  { rides, known, now }: Pick<Found, 'rides' | 'known' | 'now'>,
): readonly TrainOffer[] {
  const before = known?.rides === rides ? known.search.trains : null;
  let isSame = before !== null;
  const offers = rides.map((ride, at) => {
    const offer = trainOffer(context, ride, now);
    if (offer !== before?.[at]) isSame = false;
    return offer;
  });
  return isSame && before !== null ? before : offers;
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
