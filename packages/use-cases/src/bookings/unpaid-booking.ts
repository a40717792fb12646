import { unpaidBookingOf } from '@interlock/db/intake';
import type { BookingReference } from '@interlock/domain/ids';
import type { Actor } from '@interlock/domain/permissions';
import { may } from '@interlock/domain/permissions';
import { accountOf } from '../accounts/account-of.ts';
import type { UseCaseContext } from '../context.ts';

/** The reference of the actor's unpaid booking, for the banner on every page; null when there is none or central is away. */
export async function unpaidBooking(
  context: UseCaseContext,
  actor: Actor,
): Promise<BookingReference | null> {
  if (!may(actor, 'read-own-bookings')) return null;
  try {
    const unpaid = await context.central.read((central) =>
      unpaidBookingOf(central, accountOf(actor)),
    );
    return unpaid?.reference ?? null;
  } catch (error) {
    context.report('no unpaid banner', { error });
    return null;
  }
}
