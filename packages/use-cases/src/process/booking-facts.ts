import { readBookingParts } from '@interlock/db/booking-parts';
import type { StoredBooking } from '@interlock/db/bookings';
import type { BookingId, BookingReference } from '@interlock/domain/ids';
import type { TrainPlan } from '@interlock/domain/timetable/train-plan';
import { LatelyUsed } from '../availability/lately-used.ts';
import type { UseCaseContext } from '../context.ts';

/** What holds from the hold to the end of a booking, whatever its state: the parts that are never written again. */
export type FixedBooking = Pick<
  StoredBooking,
  | 'id'
  | 'reference'
  | 'accountId'
  | 'runId'
  | 'seatClass'
  | 'from'
  | 'to'
  | 'seatIds'
  | 'priceFen'
  | 'currency'
  | 'language'
  | 'passengers'
  | 'contactSealed'
  | 'createdAt'
>;

export interface BookingFacts {
  readonly booking: FixedBooking;
  readonly plan: TrainPlan;
}

/** As many as one process brings from hold to message within half a minute; a few kilobytes each. */
const keptMax = 2_000;

interface Kept {
  readonly facts: LatelyUsed<BookingId, BookingFacts>;
  readonly held: LatelyUsed<BookingReference, BookingFacts>;
  readonly ticketed: LatelyUsed<BookingId, true>;
}

const keptBy = new WeakMap<UseCaseContext['shards'], Kept>();

function keptOf({ shards }: Pick<UseCaseContext, 'shards'>): Kept {
  const kept = keptBy.get(shards) ?? {
    facts: new LatelyUsed<BookingId, BookingFacts>(keptMax),
    held: new LatelyUsed<BookingReference, BookingFacts>(keptMax),
    ticketed: new LatelyUsed<BookingId, true>(keptMax),
  };
  keptBy.set(shards, kept);
  return kept;
}

/** The fixed parts of a booking with its train: the steps of one process read them once. Throws when it has no row. */
export async function bookingFacts(
  context: Pick<UseCaseContext, 'shards'>,
  id: BookingId,
): Promise<BookingFacts> {
  const { facts } = keptOf(context);
  const known = facts.get(id);
  if (known !== undefined) return known;
  const parts = await context.shards.read(id, (shard) => readBookingParts(shard, id));
  if (parts === null) throw new Error(`booking ${id} has no row`);
  const { booking, plan } = parts;
  const found = { booking, plan };
  // A released booking is nobody's to bring on, and its contact may be erased one day.
  if (booking.state === 'confirmed' || booking.state === 'ticketed') facts.set(id, found);
  return found;
}

/** A hold that was just answered: whoever pays for it at once comes to this process. */
export function rememberHeld(context: Pick<UseCaseContext, 'shards'>, facts: BookingFacts): void {
  const { booking, plan } = facts;
  keptOf(context).held.set(booking.reference, { booking, plan });
}

/** What was remembered of a hold; undefined only means that it must be asked for. */
export function heldFacts(
  context: Pick<UseCaseContext, 'shards'>,
  reference: BookingReference,
): BookingFacts | undefined {
  return keptOf(context).held.get(reference);
}

/** From now on this process knows without asking: a ticketed booking stays ticketed. */
export function rememberTicketed(context: Pick<UseCaseContext, 'shards'>, id: BookingId): void {
  keptOf(context).ticketed.set(id, true);
}

/** False only means that it must be asked for. */
export function isKnownTicketed(context: Pick<UseCaseContext, 'shards'>, id: BookingId): boolean {
  return keptOf(context).ticketed.get(id) === true;
}
