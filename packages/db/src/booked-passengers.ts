import {
  type BookedPassenger,
  type TicketType,
  ticketTypes,
} from '@interlock/domain/passengers/booked-passenger';

/** One passenger of booking.passengers, without names of fields: they would be the larger part of the row. */
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
    passenger.travellerId,
    passenger.nameMasked,
    passenger.documentMasked,
    passenger.documentHash,
    ticketTypes.indexOf(passenger.ticketType),
    passenger.fareFen,
  ]);
}

/** The passengers of a booking row. */
export function passengersOfRow(row: readonly PassengerColumns[]): BookedPassenger[] {
  return row.map(([travellerId, nameMasked, documentMasked, documentHash, type, fareFen], ord) => ({
    ord,
    travellerId,
    nameMasked,
    documentMasked,
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
