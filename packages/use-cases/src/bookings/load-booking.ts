import {
  readBookingParts,
  readPartsOfAccount,
  type BookingParts,
} from '@interlock/db/booking-parts';
import type { BookingId, BookingReference, ShardName } from '@interlock/domain/ids';
import { parseReference } from '@interlock/domain/ids';
import { whyNot, type Actor } from '@interlock/domain/permissions';
import { refuse, type Refusal } from '@interlock/domain/refusals';
import { accountOf } from '../accounts/account-of.ts';
import type { UseCaseContext } from '../context.ts';
import { heldFacts, type BookingFacts } from '../process/booking-facts.ts';
import { refusalOfFault } from '../refusal-of-fault.ts';

/** A booking with its money, tickets and train, or null when it does not exist or is only a tombstone. */
export async function loadBooking(
  context: UseCaseContext,
  key: BookingId | { reference: BookingReference },
): Promise<BookingParts | null> {
  const shardKey = typeof key === 'string' ? key : key.reference;
  return context.shards.read(shardKey, (shard) => readBookingParts(shard, key));
}

/** The account's newest bookings on one shard. */
export async function loadBookingsOnShard(
  context: UseCaseContext,
  asked: { shard: ShardName; accountId: string; limit: number },
): Promise<BookingParts[]> {
  return context.shards.read({ shard: asked.shard }, (shard) =>
    readPartsOfAccount(shard, asked.accountId, asked.limit),
  );
}

/** The actor's own booking by its reference; somebody else's is as unknown as one that does not exist. */
export async function loadOwnBooking(
  context: UseCaseContext,
  actor: Actor,
  asked: {
    reference: string;
    verb: 'read-own-bookings' | 'start-payment' | 'cancel-own-booking' | 'extend-own-hold';
  },
): Promise<(BookingParts & { readonly kind: 'own' }) | Refusal> {
  const denied = whyNot(actor, asked.verb);
  if (denied !== null) return refuse(denied);
  const reference = parseReference(asked.reference);
  if (reference === null) return refuse('unknown-booking', { field: 'reference' });
  try {
    const parts = await loadBooking(context, { reference });
    if (parts === null || parts.booking.accountId !== accountOf(actor)) {
      return refuse('unknown-booking', { field: 'reference' });
    }
    return { kind: 'own', ...parts };
  } catch (error) {
    return refusalOfFault(error);
  }
}

/** As loadOwnBooking, as far as it never changes: from memory when this process has lately answered with the hold. */
export async function ownBookingFacts(
  context: UseCaseContext,
  actor: Actor,
  asked: { reference: string; verb: 'start-payment' },
): Promise<(BookingFacts & { readonly kind: 'own' }) | Refusal> {
  const denied = whyNot(actor, asked.verb);
  if (denied !== null) return refuse(denied);
  const reference = parseReference(asked.reference);
  const known = reference === null ? undefined : heldFacts(context, reference);
  if (known !== undefined && known.booking.accountId === accountOf(actor))
    return { kind: 'own', ...known };
  return loadOwnBooking(context, actor, asked);
}
