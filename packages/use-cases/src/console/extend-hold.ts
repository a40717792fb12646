import type { Actor } from '@interlock/domain/permissions';
import type { Refusal } from '@interlock/domain/refusals';
import type { BookingView } from '../bookings/booking-view.ts';
import { moveDeadline } from '../bookings/extend-hold.ts';
import type { UseCaseContext } from '../context.ts';
import { audited, type StaffInput } from './audited.ts';

/** Staff give the passenger more time to pay, with a reason; it is the booking's one extension on request. */
export function extendAnyHold(
  context: UseCaseContext,
  actor: Actor,
  input: StaffInput,
): Promise<BookingView | Refusal> {
  return audited(context, actor, {
    ...input,
    act: {
      verb: 'extend-any-hold',
      action: 'extend',
      run: (step) => moveDeadline(context, step),
    },
  });
}
