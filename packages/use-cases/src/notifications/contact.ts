import type { StoredBooking } from '@interlock/db/bookings';
import type { UseCaseContext } from '../context.ts';

/** Where the customer is told; sealed in the booking row, so that tickets go out with central away. */
export interface Contact {
  readonly email: string;
  readonly phone?: string;
}

/** Seals a contact for a booking's row. */
export function sealContact(
  context: Pick<UseCaseContext, 'vault'>,
  contact: Contact,
  bookingReference: string,
): Uint8Array {
  return context.vault.seal(JSON.stringify(contact), `contact:${bookingReference}`);
}

/** The contact of a booking, or null when there is none. */
export function openContact(
  context: Pick<UseCaseContext, 'vault'>,
  booking: Pick<StoredBooking, 'contactSealed' | 'reference'>,
): Contact | null {
  if (booking.contactSealed === null) return null;
  const text = context.vault.open(booking.contactSealed, `contact:${booking.reference}`);
  return JSON.parse(text) as Contact;
}
