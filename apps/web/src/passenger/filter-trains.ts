import type { TrainOffer } from '@interlock/use-cases/availability/train-offer';

export const sortings = ['departure', 'duration', 'price'] as const;
export const trainTypes = ['G', 'D', 'other'] as const;
export const dayParts = ['night', 'morning', 'afternoon', 'evening'] as const;

export type Sorting = (typeof sortings)[number];
export type TrainType = (typeof trainTypes)[number];
export type DayPart = (typeof dayParts)[number];

/** How results are narrowed and ordered; it lives in the address. */
export interface TrainFilter {
  sort: Sorting;
  types: TrainType[];
  times: DayPart[];
  bookableOnly: boolean;
}

/** The filter an address asks for; unknown values are ignored. */
export function parseFilter(query: URLSearchParams): TrainFilter {
  const sort = sortings.find((one) => one === query.get('sort')) ?? 'departure';
  return {
    sort,
    types: trainTypes.filter((one) => query.getAll('type').includes(one)),
    times: dayParts.filter((one) => query.getAll('time').includes(one)),
    bookableOnly: query.get('bookable') === '1',
  };
}

export function isFiltering(filter: TrainFilter): boolean {
  return filter.types.length > 0 || filter.times.length > 0 || filter.bookableOnly;
}

/** The trains that pass, in the order asked for. */
export function filterTrains(trains: readonly TrainOffer[], filter: TrainFilter): TrainOffer[] {
  return trains.filter((train) => passes(train, filter)).sort(comparators[filter.sort]);
}

function passes(train: TrainOffer, filter: TrainFilter): boolean {
  const isType = filter.types.length === 0 || filter.types.includes(typeOf(train.number));
  const isTime = filter.times.length === 0 || filter.times.includes(dayPartOf(departure(train)));
  return isType && isTime && (!filter.bookableOnly || isBookable(train));
}

const comparators: Record<Sorting, (a: TrainOffer, b: TrainOffer) => number> = {
  departure: (a, b) => departure(a) - departure(b),
  duration: (a, b) => a.durationMinutes - b.durationMinutes || departure(a) - departure(b),
  price: (a, b) => cheapest(a) - cheapest(b) || departure(a) - departure(b),
};

function typeOf(number: string): TrainType {
  if (/^[GC]/.test(number)) return 'G';
  return number.startsWith('D') ? 'D' : 'other';
}

function dayPartOf(minutes: number): DayPart {
  return dayParts[Math.floor((minutes % 1_440) / 360)] ?? 'night';
}

/** A train that joins after midnight is ordered by its clock, which is what people read. */
function departure(train: TrainOffer): number {
  return (train.from.departMinutes ?? 0) % 1_440;
}

function cheapest(train: TrainOffer): number {
  return Math.min(...train.classes.map((offer) => offer.priceFen));
}

function isBookable(train: TrainOffer): boolean {
  return train.classes.some(
    ({ availability }) => availability.state === 'plenty' || availability.state === 'number',
  );
}
