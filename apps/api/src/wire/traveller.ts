import type { TravellerView } from '@interlock/use-cases/travellers/traveller-view';
import { z } from 'zod';
import { ticketTypeSchema } from './booking.ts';

export const documentTypeSchema = z.enum(['resident-id', 'passport']);

export const travellerSchema = z
  .object({
    travellerId: z.string(),
    type: ticketTypeSchema,
    name: z.string().meta({ description: 'Masked' }),
    documentType: documentTypeSchema,
    document: z.string().meta({ description: 'Masked' }),
  })
  .meta({ id: 'Traveller' });

/** A traveller as programs see them; name and document never leave the vault in full. */
export function travellerOnWire(view: TravellerView): z.infer<typeof travellerSchema> {
  return {
    travellerId: view.id,
    type: view.ticketType,
    name: view.nameMasked,
    documentType: view.documentType,
    document: view.documentMasked,
  };
}
