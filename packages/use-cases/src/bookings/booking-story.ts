import { eventsOfBooking, type StoredEvent } from '@interlock/db/bookings';
import type { Actor } from '@interlock/domain/permissions';
import { isRefusal, type Refusal } from '@interlock/domain/refusals';
import type { Instant } from '@interlock/domain/time';
import type { UseCaseContext } from '../context.ts';
import { refusalOfFault } from '../refusal-of-fault.ts';
import { loadOwnBooking } from './load-booking.ts';

/** What happened to a booking, as its passenger would tell it. */
export interface StoryLine {
  readonly at: Instant;
  readonly what: StoryEvent;
}

export type StoryEvent =
  | 'held'
  | 'more-time'
  | 'paid'
  | 'declined'
  | 'ticketed'
  | 'cancelled'
  | 'released'
  | 'ended'
  | 'money-back';

/** The story of one of the actor's own bookings, oldest line first; what only the railway cares about is left out. */
export async function bookingStory(
  context: UseCaseContext,
  actor: Actor,
  input: { reference: string },
): Promise<{ readonly kind: 'story'; readonly lines: StoryLine[] } | Refusal> {
  const own = await loadOwnBooking(context, actor, { ...input, verb: 'read-own-bookings' });
  if (isRefusal(own)) return own;
  try {
    const { id } = own.booking;
    const events = await context.shards.read(id, (shard) => eventsOfBooking(shard, id));
    return { kind: 'story', lines: events.flatMap(storyLine) };
  } catch (error) {
    return refusalOfFault(error);
  }
}

function storyLine(event: StoredEvent): StoryLine[] {
  const what = storyEvent(event);
  return what === null ? [] : [{ at: event.at, what }];
}

function storyEvent({ event, actor, detail }: StoredEvent): StoryEvent | null {
  switch (event) {
    case 'hold':
      return 'held';
    case 'deadline-moved':
      // Money extends the time, too; the passenger then reads that it came.
      return detail['cause'] === 'asked' ? 'more-time' : null;
    case 'money-authorised':
      return 'paid';
    case 'capture-refused':
      return 'declined';
    case 'issue':
      return 'ticketed';
    case 'cancel':
      return actor.startsWith('staff:') ? 'released' : 'cancelled';
    case 'deadline':
      return 'ended';
    case 'money-voided':
    case 'money-refunded':
      return 'money-back';
    default:
      return null;
  }
}
