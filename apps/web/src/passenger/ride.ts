import { isSeatClass, type SeatClass } from '@interlock/domain/classes';
import { type SeatLetter, seatLetters } from '@interlock/domain/coach-layout';
import { isTicketType, type TicketType } from '@interlock/domain/passengers/booked-passenger';
import { parseSeatCode } from '@interlock/domain/seat-place';
import type { RideQuery, TripQuery } from '../paths.ts';
import { travellersOf } from './filter-trains.ts';

const placesMax = 9;

export interface ChosenTraveller {
  travellerId: string;
  ticketType: TicketType;
}

/** A way on a train as its address tells it, checked only for shape; use cases check the rest. */
export interface Trip extends TripQuery {
  travellers: ChosenTraveller[];
  n: number;
}

/** As Trip, in one class. */
export interface Ride extends RideQuery, Trip {
  letters: SeatLetter[];
  places: string[];
  n: number;
}

/** The ride an address asks for, or null when it is none. */
export function parseRide(runIdText: string, query: URLSearchParams): Ride | null {
  const trip = parseTrip(runIdText, query);
  const seatClass = query.get('class') ?? '';
  if (trip === null || !isSeatClass(seatClass)) return null;
  return {
    ...trip,
    seatClass,
    letters: seatLetters.filter((letter) => query.getAll('seat').includes(letter)),
    places: placesOf(query),
  };
}

/** The way on a train that an address asks for, in whatever class; null when it is none. */
export function parseTrip(runIdText: string, query: URLSearchParams): Trip | null {
  const runId = wholeNumber(runIdText);
  const from = wholeNumber(query.get('from'));
  const to = wholeNumber(query.get('to'));
  if (runId === null || from === null || to === null) return null;
  const travellers = query
    .getAll('with')
    .map(parseTraveller)
    .filter((one) => one !== null);
  const onward = query.get('onward') ?? '';
  return {
    ...(parseOnward(onward) === null ? {} : { onward }),
    runId,
    from,
    to,
    travellers,
    passengers: travellers.map((one) => `${one.travellerId}.${one.ticketType}`),
    n: Math.max(travellersOf(query.get('n')), travellers.length),
  };
}

/** The ride on the second train that an address carries along, or null when it is none. */
export function parseOnward(text: string): { runId: number; from: number; to: number } | null {
  const [, runId, from, to] = /^(\d{1,12})\.(\d{1,3})\.(\d{1,3})$/.exec(text) ?? [];
  if (runId === undefined) return null;
  return { runId: Number(runId), from: Number(from), to: Number(to) };
}

/** The ride on a second train as addresses carry it along. */
export function onwardText({ runId, from, to }: Pick<TripQuery, 'runId' | 'from' | 'to'>): string {
  return `${runId}.${from}.${to}`;
}

/** Each seat once, and no more than anybody may hold at once. */
function placesOf(query: URLSearchParams): string[] {
  const codes = query.getAll('at').filter((code) => parseSeatCode(code) !== null);
  return [...new Set(codes)].slice(0, placesMax);
}

/** A whole number of an address, or null. */
export function wholeNumber(text: string | null): number | null {
  return text !== null && /^\d{1,12}$/.test(text) ? Number(text) : null;
}

function parseTraveller(text: string): ChosenTraveller | null {
  const [travellerId = '', ticketType = ''] = text.split('.');
  return /^[\w-]{1,64}$/.test(travellerId) && isTicketType(ticketType)
    ? { travellerId, ticketType }
    : null;
}

/** The wishes one can have in a class: letters of seats, levels of berths, none where seats are only numbered. */
export const wishesOf: Record<SeatClass, SeatLetter[]> = {
  business: ['A', 'C', 'F'],
  premier: ['A', 'C', 'F'],
  first: ['A', 'C', 'D', 'F'],
  second: ['A', 'B', 'C', 'D', 'F'],
  softSleeper: ['L', 'U'],
  hardSleeper: ['L', 'M', 'U'],
  emuSleeper: ['L', 'U'],
  hardSeat: [],
};
