export const ticketTypes = ['adult', 'child', 'student'] as const;
export type TicketType = (typeof ticketTypes)[number];

export function isTicketType(text: string): text is TicketType {
  return (ticketTypes as readonly string[]).includes(text);
}

/** A passenger as the booking row keeps it: masked, with a keyed hash of the document and never the number. */
export type BookedPassenger = {
  /** 0-based order in the booking; seat `ord` of the seat list is this passenger's. */
  ord: number;
  travellerId: string;
  nameMasked: string;
  documentMasked: string;
  documentHash: string;
  ticketType: TicketType;
  fareFen: number;
};
