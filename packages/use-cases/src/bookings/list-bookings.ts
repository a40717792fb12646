import type { ShardName } from '@interlock/domain/ids';
import { whyNot, type Actor } from '@interlock/domain/permissions';
import { refuse, type Refusal } from '@interlock/domain/refusals';
import { accountOf } from '../accounts/account-of.ts';
import type { UseCaseContext } from '../context.ts';
import { bookingView, type BookingView } from './booking-view.ts';
import { loadBookingsOnShard } from './load-booking.ts';

const perShardMax = 50;

export interface BookingList {
  readonly kind: 'bookings';
  readonly toPay: BookingView[];
  readonly coming: BookingView[];
  readonly past: BookingView[];
  /** Shards that did not answer: their bookings are missing from the lists. */
  readonly unavailable: ShardName[];
}

/** The actor's bookings from every shard; a shard that is away is named, the others are shown. */
export async function listBookings(
  context: UseCaseContext,
  actor: Actor,
): Promise<BookingList | Refusal> {
  const denied = whyNot(actor, 'read-own-bookings');
  if (denied !== null) return refuse(denied);
  const accountId = accountOf(actor);
  const unavailable: ShardName[] = [];
  const found = await Promise.all(
    context.shards.names().map(async (shard) => {
      try {
        return await loadBookingsOnShard(context, { shard, accountId, limit: perShardMax });
      } catch (error) {
        context.report('a shard is missing from a list', { shard, error });
        unavailable.push(shard);
        return [];
      }
    }),
  );
  const views = found.flat().map((parts) => bookingView(context, parts));
  const now = context.now();
  const isToPay = (view: BookingView): boolean => view.phase === 'held' || view.phase === 'paying';
  const isComing = (view: BookingView): boolean =>
    !isToPay(view) &&
    (view.state === 'ticketed' || view.phase === 'confirming') &&
    (view.to.arrivesAt ?? 0) > now;
  return {
    kind: 'bookings',
    toPay: views.filter(isToPay),
    coming: views.filter(isComing).sort(byDeparture),
    past: views
      .filter((view) => !isToPay(view) && !isComing(view))
      .sort((a, b) => byDeparture(b, a)),
    unavailable,
  };
}

function byDeparture(a: BookingView, b: BookingView): number {
  return (a.from.departsAt ?? 0) - (b.from.departsAt ?? 0);
}
