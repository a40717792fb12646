import { auditOf, type AuditRow } from '@interlock/db/audit';
import type { BookingParts } from '@interlock/db/booking-parts';
import { eventsOfBooking, type StoredEvent } from '@interlock/db/bookings';
import { notificationsOfBooking, type NotificationView } from '@interlock/db/notifications';
import type { StoredPayment } from '@interlock/db/payments';
import { bookingCan } from '@interlock/domain/bookings/booking-can';
import { parseReference, type BookingReference } from '@interlock/domain/ids';
import { whyNot, type Actor } from '@interlock/domain/permissions';
import { refuse, type Refusal, type RefusalCode } from '@interlock/domain/refusals';
import type { Instant } from '@interlock/domain/time';
import type { HistoryEvent } from '@interlock/workflows/booking/contract';
import { bookingView, type BookingView } from '../bookings/booking-view.ts';
import { buttonFacts } from '../bookings/button-facts.ts';
import { loadBooking } from '../bookings/load-booking.ts';
import type { UseCaseContext } from '../context.ts';
import { waitingIntent } from '../process/standing.ts';
import { refusalOfFault } from '../refusal-of-fault.ts';
import { staffNamesOf } from './staff-names.ts';

/** Everything staff see of one booking; what cannot be read right now is null and said so. */
export interface BookingCase {
  readonly kind: 'case';
  readonly booking: BookingView;
  readonly events: StoredEvent[];
  readonly payments: StoredPayment[];
  readonly notifications: NotificationView[];
  /** Raw workflow events; null while Temporal is away or has forgotten. */
  readonly history: HistoryEvent[] | null;
  readonly process: 'open' | 'closed' | 'unavailable';
  readonly audit: AuditRow[] | null;
  /** What the staff who acted are called, by actor; one who is missing here is just staff. */
  readonly staffNames: Readonly<Record<string, string>>;
  /** What happens next by itself, and when. */
  readonly next: { readonly what: 'release' | 'ticket' | 'nothing'; readonly at: Instant | null };
  readonly actions: { readonly release: true | RefusalCode; readonly extend: true | RefusalCode };
}

/** One booking for the console. */
export async function getCase(
  context: UseCaseContext,
  actor: Actor,
  input: { reference: string },
): Promise<BookingCase | Refusal> {
  const denied = whyNot(actor, 'read-any-booking');
  if (denied !== null) return refuse(denied);
  const reference = parseReference(input.reference);
  if (reference === null) return refuse('unknown-booking', { field: 'reference' });
  try {
    const parts = await loadBooking(context, { reference });
    if (parts === null) return refuse('unknown-booking', { field: 'reference' });
    return await caseOf(context, parts, reference);
  } catch (error) {
    return refusalOfFault(error);
  }
}

async function caseOf(
  context: UseCaseContext,
  parts: BookingParts,
  reference: BookingReference,
): Promise<BookingCase> {
  const { booking } = parts;
  const [story, history, process, audit] = await Promise.all([
    context.shards.read(booking.id, async (shard) => ({
      events: await eventsOfBooking(shard, booking.id),
      notifications: await notificationsOfBooking(shard, booking.id),
    })),
    context.processes.history(booking.id),
    context.processes.stateOf(booking.id),
    auditIfThere(context, reference),
  ]);
  const actors = [...story.events, ...(audit ?? [])].map((line) => line.actor);
  return {
    kind: 'case',
    booking: bookingView(context, parts),
    ...story,
    payments: parts.payments,
    history,
    process: process.kind,
    audit,
    staffNames: await staffNamesOf(context, actors),
    next: nextStep(parts),
    actions: actionsOn(context, parts),
  };
}

async function auditIfThere(
  context: UseCaseContext,
  reference: BookingReference,
): Promise<AuditRow[] | null> {
  try {
    return await context.central.read((central) => auditOf(central, reference));
  } catch (error) {
    context.report('no audit rows for the console', { error });
    return null;
  }
}

function nextStep({ booking, payments }: BookingParts): BookingCase['next'] {
  if (booking.state === 'confirmed') return { what: 'ticket', at: null };
  if (booking.state !== 'held') return { what: 'nothing', at: null };
  return waitingIntent(booking, payments) === null
    ? { what: 'release', at: booking.payBy }
    : { what: 'ticket', at: null };
}

/** What staff may do now: true, or the refusal that says why not. */
export function actionsOn(context: UseCaseContext, parts: BookingParts): BookingCase['actions'] {
  const facts = buttonFacts(context, parts);
  return { release: bookingCan.release(facts), extend: bookingCan.extend(facts) };
}
