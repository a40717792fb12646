import type { StoredTraveller } from '@interlock/db/travellers';

/** A saved traveller as pages and programs see it: masked. */
export interface TravellerView {
  readonly kind: 'traveller';
  readonly id: string;
  readonly ticketType: 'adult' | 'child' | 'student';
  readonly documentType: 'resident-id' | 'passport';
  readonly nameMasked: string;
  readonly documentMasked: string;
}

/** Leaves out everything that is sealed. */
export function travellerView(traveller: StoredTraveller): TravellerView {
  return {
    kind: 'traveller',
    id: traveller.id,
    ticketType: traveller.kind,
    documentType: traveller.documentType,
    nameMasked: traveller.nameMasked,
    documentMasked: traveller.documentMasked,
  };
}
