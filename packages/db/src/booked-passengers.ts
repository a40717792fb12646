import {
  type BookedPassenger,
  type TicketType,
  ticketTypes,
} from '@interlock/domain/passengers/booked-passenger';

/**
 * One passenger of booking.passengers, without names of fields: they would be the larger part of the row. Ids and masked
 * numbers are written shorter (shortId, shortMask), as passengersOfRow reads them; a row may also have them as they are.
 */
export type PassengerColumns = readonly [
  travellerId: string,
  nameMasked: string,
  documentMasked: string,
  documentHash: string,
  ticketType: number,
  fareFen: number,
];

/** The passengers as booking.passengers keeps them: in their order, which is the order of the seats. */
export function passengersToRow(passengers: readonly BookedPassenger[]): PassengerColumns[] {
  return passengers.map((passenger) => [
    shortId(passenger.travellerId),
    passenger.nameMasked,
    shortMask(passenger.documentMasked),
    passenger.documentHash,
    ticketTypes.indexOf(passenger.ticketType),
    passenger.fareFen,
  ]);
}

/** The passengers of a booking row. */
export function passengersOfRow(row: readonly PassengerColumns[]): BookedPassenger[] {
  return row.map(([travellerId, nameMasked, documentMasked, documentHash, type, fareFen], ord) => ({
    ord,
    travellerId: idOfShort(travellerId),
    nameMasked,
    documentMasked: maskOfShort(documentMasked),
    documentHash,
    ticketType: ticketTypeOf(type),
    fareFen,
  }));
}

function ticketTypeOf(code: number): TicketType {
  const type = ticketTypes[code];
  if (type === undefined) throw new RangeError(`no ticket type ${code}`);
  return type;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const shortUuid = /^~[\w-]{22}$/;

/** A UUID as `~` and its 128 bits in base 64; anything else as it is. */
function shortId(id: string): string {
  if (id.length !== 36 || !uuid.test(id)) return id;
  const hex = id.slice(0, 8) + id.slice(9, 13) + id.slice(14, 18) + id.slice(19, 23) + id.slice(24);
  return `~${Buffer.from(hex, 'hex').toString('base64url')}`;
}

function idOfShort(short: string): string {
  if (!shortUuid.test(short)) return short;
  const hex = Buffer.from(short.slice(1), 'base64url').toString('hex');
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20)];
  return [...parts, hex.slice(20)].join('-');
}

/** Four asterisks or more as their number: `1101~11~02X`. */
function shortMask(masked: string): string {
  if (masked.includes('~')) return masked;
  return masked.replace(/\*{4,}/, (stars) => `~${stars.length}~`);
}

function maskOfShort(short: string): string {
  return short.replace(/~(\d{1,2})~/, (_, count: string) => '*'.repeat(Number(count)));
}
