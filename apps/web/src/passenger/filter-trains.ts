import { isSeatClass, type SeatClass } from '@interlock/domain/classes';
import { hasSeatsFor } from '@interlock/use-cases/availability/is-bookable';
import type { TrainOffer } from '@interlock/use-cases/availability/train-offer';
import type { SearchQuery } from '../paths.ts';

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
  classes: SeatClass[];
  /** Telecodes of the stations to board at and to leave at, where a city has several. */
  board: string[];
  leave: string[];
  bookableOnly: boolean;
  /** Seats for fewer than these are none. */
  travellers: number;
}

/** A part of the filter that can be dropped by itself. */
export const filterParts = ['bookable', 'type', 'time', 'class', 'board', 'leave'] as const;
export type FilterPart = (typeof filterParts)[number];

/** The filter an address asks for; unknown values are ignored. */
export function parseFilter(query: URLSearchParams): TrainFilter {
  const sort = sortings.find((one) => one === query.get('sort')) ?? 'departure';
  const stations = (name: string) => query.getAll(name).filter((code) => /^[A-Z]{3}$/.test(code));
  return {
    sort,
    types: trainTypes.filter((one) => query.getAll('type').includes(one)),
    times: dayParts.filter((one) => query.getAll('time').includes(one)),
    classes: [...new Set(query.getAll('class').filter(isSeatClass))],
    board: stations('board'),
    leave: stations('leave'),
    bookableOnly: query.get('bookable') === '1',
    travellers: travellersOf(query.get('n')),
  };
}

/** The parts of an address that ask for this filter. */
export function queryOfFilter(filter: TrainFilter): SearchQuery {
  return {
    ...(filter.sort === 'departure' ? {} : { sort: filter.sort }),
    ...(filter.bookableOnly ? { bookable: '1' } : {}),
    ...(filter.travellers === 1 ? {} : { n: String(filter.travellers) }),
    type: filter.types,
    time: filter.times,
    class: filter.classes,
    board: filter.board,
    leave: filter.leave,
  };
}

export function isFiltering(filter: TrainFilter): boolean {
  return partsInUse(filter).length > 0;
}

/** The parts of the filter that narrow anything. */
export function partsInUse(filter: TrainFilter): FilterPart[] {
  return filterParts.filter((part) => {
    const value = filter[fieldOf[part]];
    return Array.isArray(value) ? value.length > 0 : value === true;
  });
}

/** The filter without one of its parts. */
export function withoutPart(filter: TrainFilter, part: FilterPart): TrainFilter {
  const field = fieldOf[part];
  return { ...filter, [field]: field === 'bookableOnly' ? false : [] };
}

const fieldOf = {
  bookable: 'bookableOnly',
  type: 'types',
  time: 'times',
  class: 'classes',
  board: 'board',
  leave: 'leave',
} as const satisfies Record<FilterPart, keyof TrainFilter>;

/** The trains that pass, in the order asked for. */
export function filterTrains(trains: readonly TrainOffer[], filter: TrainFilter): TrainOffer[] {
  const price = (train: TrainOffer) => cheapest(train, filter);
  const comparators: Record<Sorting, (a: TrainOffer, b: TrainOffer) => number> = {
    departure: (a, b) => departure(a) - departure(b),
    duration: (a, b) => a.durationMinutes - b.durationMinutes || departure(a) - departure(b),
    price: (a, b) => price(a) - price(b) || departure(a) - departure(b),
  };
  return trains.filter((train) => passes(train, filter)).sort(comparators[filter.sort]);
}

/** How many travel, as an address says it: 1 to the most of one booking. */
export function travellersOf(text: string | null): number {
  return text !== null && /^[1-5]$/.test(text) ? Number(text) : 1;
}

function passes(train: TrainOffer, filter: TrainFilter): boolean {
  const { types, times, board, leave, bookableOnly } = filter;
  return (
    (types.length === 0 || types.includes(typeOfTrain(train))) &&
    (times.length === 0 || times.includes(dayPartOfTrain(train))) &&
    (board.length === 0 || board.includes(train.from.telecode)) &&
    (leave.length === 0 || leave.includes(train.to.telecode)) &&
    classesAskedFor(train, filter).some(
      (offer) => !bookableOnly || hasSeatsFor(offer, filter.travellers),
    )
  );
}

function classesAskedFor(train: TrainOffer, { classes }: TrainFilter) {
  return train.classes.filter((offer) => classes.length === 0 || classes.includes(offer.seatClass));
}

export function typeOfTrain({ number }: Pick<TrainOffer, 'number'>): TrainType {
  if (/^[GC]/.test(number)) return 'G';
  return number.startsWith('D') ? 'D' : 'other';
}

/** The quarter of the day in which the train leaves the boarding stop. */
export function dayPartOfTrain(train: TrainOffer): DayPart {
  return dayParts[Math.floor(departure(train) / 360)] ?? 'night';
}

/** A train that joins after midnight is ordered by its clock, which is what people read. */
function departure(train: TrainOffer): number {
  return (train.from.departMinutes ?? 0) % 1_440;
}

function cheapest(train: TrainOffer, filter: TrainFilter): number {
  return Math.min(...classesAskedFor(train, filter).map((offer) => offer.priceFen));
}
