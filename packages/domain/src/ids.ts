import { checkDigitOf } from './check-digit.ts';
import { crockfordValue, fromCrockford, toCrockford } from './crockford.ts';
import { type ServiceDate, dateOfDayNumber, dayNumber } from './time.ts';

/** The bureaus are the buckets of the shard map; their telegraph letter starts every id and reference. */
export const bureauLetters = [
  'B',
  'T',
  'P',
  'V',
  'C',
  'F',
  'N',
  'Y',
  'K',
  'H',
  'G',
  'Q',
  'Z',
  'W',
  'M',
  'J',
  'R',
  'O',
] as const;
export type BureauLetter = (typeof bureauLetters)[number];

/** Bureau letter + 13 Crockford digits of a 63-bit number: 41 bits of Unix milliseconds, 22 random bits. */
export type BookingId = string & { readonly brand: 'BookingId' };
/** What people see: bureau letter + 8 random Crockford digits + check digit. */
export type BookingReference = string & { readonly brand: 'BookingReference' };
export type RunId = number & { readonly brand: 'RunId' };
export type SeatId = number & { readonly brand: 'SeatId' };
export type ShardName = string & { readonly brand: 'ShardName' };
export type AccountId = string & { readonly brand: 'AccountId' };
export type TravellerId = string & { readonly brand: 'TravellerId' };
/** The payment provider's name of one intent. */
export type IntentId = string & { readonly brand: 'IntentId' };

const randomBits = 22n;
const millisMax = 2 ** 41 - 1;
const trainsPerDay = 10_000_000;
/** Until June 2149; with more, seat ids would pass 2^53. */
const daysMax = 65_536;
/** Seat ids of a run are those from its id times this on. */
export const seatsPerRun = 10_000;

export function isBureauLetter(text: string): text is BureauLetter {
  return (bureauLetters as readonly string[]).includes(text);
}

/** A new booking id. `atMs` is Unix milliseconds (41 bits last until September 2039), `random22` is 0..2^22-1. */
export function makeBookingId(parts: {
  bureau: BureauLetter;
  atMs: number;
  random22: number;
}): BookingId {
  if (!Number.isInteger(parts.atMs) || parts.atMs < 0 || parts.atMs > millisMax) {
    throw new RangeError(`no booking id at ${parts.atMs} ms`);
  }
  if (!Number.isInteger(parts.random22) || parts.random22 < 0 || parts.random22 >= 2 ** 22) {
    throw new RangeError(`${parts.random22} is not 22 random bits`);
  }
  return bookingIdOf(parts.bureau, (BigInt(parts.atMs) << randomBits) | BigInt(parts.random22));
}

/** The id of the booking with this number in the database. Throws RangeError beyond 63 bits. */
export function bookingIdOf(bureau: BureauLetter, number: bigint): BookingId {
  if (number < 0n || number >= 1n << 63n) throw new RangeError(`${number} is not a 63-bit number`);
  return (bureau + toCrockford(number, 13)) as BookingId;
}

/** The 63-bit number of the id, as the database keeps it. */
export function bookingNumber(id: BookingId): bigint {
  const number = fromCrockford(id.slice(1));
  if (number === null) throw new RangeError(`${id} is not a booking id`);
  return number;
}

/** Unix milliseconds at which the id was made. */
export function bookingMillis(id: BookingId): number {
  return millisOfNumber(bookingNumber(id));
}

/** The same from the number of the id. */
export function millisOfNumber(number: bigint): number {
  return Number(number >> randomBits);
}

/** The id if `text` is one in its only spelling (capital letters), else null: ids come from programs, not from typing. */
export function parseBookingId(text: string): BookingId | null {
  if (text.length !== 14 || !isBureauLetter(text.charAt(0))) return null;
  const number = fromCrockford(text.slice(1));
  return number !== null && number < 1n << 63n ? (text as BookingId) : null;
}

/** A reference from 40 random bits. The check digit guards against typing, not against guessing. */
export function makeReference(parts: { bureau: BureauLetter; random40: bigint }): BookingReference {
  const body = toCrockford(parts.random40, 8);
  return (parts.bureau + body + checkOf(parts.bureau, body)) as BookingReference;
}

/**
 * The reference a person typed, or null. Case, full width, blanks and hyphens are folded; after the bureau letter
 * I and L read as 1 and O as 0; a leading 0 can only be the bureau letter O.
 */
export function parseReference(text: string): BookingReference | null {
  if (text.length > 40) return null;
  const folded = text.normalize('NFKC').toUpperCase().replaceAll(/[\s-]/g, '');
  if (folded.length !== 10) return null;
  const letter = folded.startsWith('0') ? 'O' : folded.charAt(0);
  if (!isBureauLetter(letter)) return null;
  const rest = folded.slice(1).replaceAll(/[IL]/g, '1').replaceAll('O', '0');
  if (Array.from(rest).some((digit) => crockfordValue(digit) === null)) return null;
  return rest.charAt(8) === checkOf(letter, rest.slice(0, 8))
    ? ((letter + rest) as BookingReference)
    : null;
}

/** The letter O, which Crockford lacks, counts as the 0 it is read as. */
function checkOf(bureau: BureauLetter, body: string): string {
  return checkDigitOf((bureau === 'O' ? '0' : bureau) + body);
}

/** The bureau whose shard holds the booking. */
export function bureauOf(id: BookingId | BookingReference): BureauLetter {
  const letter = id.charAt(0);
  if (!isBureauLetter(letter)) throw new RangeError(`${id} starts with no bureau letter`);
  return letter;
}

/** One train on one service date. Later days have greater ids: what is published last is appended to every index. */
export function runIdOf(trainId: number, date: ServiceDate): RunId {
  const day = dayNumber(date);
  if (!Number.isInteger(trainId) || trainId < 0 || trainId >= trainsPerDay)
    throw new RangeError(`no train ${trainId}`);
  if (day < 0 || day >= daysMax) throw new RangeError(`no run on ${date}`);
  return (day * trainsPerDay + trainId) as RunId;
}

export function trainIdOfRun(runId: RunId): number {
  return runId % trainsPerDay;
}

export function serviceDateOfRun(runId: RunId): ServiceDate {
  return dateOfDayNumber(Math.floor(runId / trainsPerDay));
}

/** The seat at `index` of the run's layout (see seatsOf in coach-layout.ts). */
export function seatIdOf(runId: RunId, index: number): SeatId {
  if (!Number.isInteger(index) || index < 0 || index >= seatsPerRun)
    throw new RangeError(`no seat index ${index}`);
  return (runId * seatsPerRun + index) as SeatId;
}

export function runIdOfSeat(seatId: SeatId): RunId {
  return Math.floor(seatId / seatsPerRun) as RunId;
}

export function seatIndexOf(seatId: SeatId): number {
  return seatId % seatsPerRun;
}
