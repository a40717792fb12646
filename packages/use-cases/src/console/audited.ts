import { closeAudit, writeAudit } from '@interlock/db/audit';
import { parseReference, type BookingId } from '@interlock/domain/ids';
import { whyNot, type Actor, type Verb } from '@interlock/domain/permissions';
import { refuse, type Refusal, type RefusalCode } from '@interlock/domain/refusals';
import { accountOf } from '../accounts/account-of.ts';
import { bookingView, type BookingView } from '../bookings/booking-view.ts';
import { loadBooking } from '../bookings/load-booking.ts';
import type { UseCaseContext } from '../context.ts';
import { refusalOfFault } from '../refusal-of-fault.ts';
import { actionsOn, type BookingCase } from './get-case.ts';

const reasonMax = 500;
/** What nobody sees, and no database takes; line ends and tabs may stay. */
const unseen = /[^\P{Cc}\n\t]/gu;

export interface StaffInput {
  readonly reference: string;
  readonly reason: string;
}

export interface StaffAct {
  readonly verb: Extract<Verb, 'release-any-hold' | 'extend-any-hold'>;
  readonly action: keyof BookingCase['actions'];
  /** Does it; null when done. `requestId` is the audit row's number. */
  run(input: { bookingId: BookingId; requestId: string; actor: string }): Promise<Refusal | null>;
}

/** A staff act on a booking: reason asked, audit row before, act, outcome noted. Answers the booking afterwards. */
export async function audited(
  context: UseCaseContext,
  actor: Actor,
  input: StaffInput & { act: StaffAct },
): Promise<BookingView | Refusal> {
  const { act } = input;
  const denied = whyNot(actor, act.verb);
  if (denied !== null) return refuse(denied);
  const reason = input.reason.replaceAll(unseen, '').trim();
  if (reason === '' || reason.length > reasonMax)
    return refuse('reason-missing', { field: 'reason' });
  const reference = parseReference(input.reference);
  if (reference === null) return refuse('unknown-booking', { field: 'reference' });
  try {
    const parts = await loadBooking(context, { reference });
    if (parts === null) return refuse('unknown-booking', { field: 'reference' });
    const allowed: true | RefusalCode = actionsOn(context, parts)[act.action];
    if (allowed !== true) return refuse(allowed);
    const staff = `staff:${accountOf(actor)}`;
    const auditId = await context.central.transact((central) =>
      writeAudit(central, {
        actor: staff,
        action: act.verb,
        subject: reference,
        reason,
        before: { state: parts.booking.state, payBy: parts.booking.payBy },
      }),
    );
    const refused = await act.run({
      bookingId: parts.booking.id,
      requestId: `audit-${auditId}`,
      actor: staff,
    });
    const after = await loadBooking(context, { reference });
    await context.central.transact((central) =>
      closeAudit(central, {
        id: auditId,
        outcome: refused === null ? 'done' : refused.code,
        after: { state: after?.booking.state ?? null, payBy: after?.booking.payBy ?? null },
      }),
    );
    if (refused !== null) return refused;
    return after === null ? refuse('unknown-booking') : bookingView(context, after);
  } catch (error) {
    return refusalOfFault(error);
  }
}
