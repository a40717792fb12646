import type { Actor } from '@interlock/domain/permissions';
import type { Refusal } from '@interlock/domain/refusals';
import type { BookingView } from '../bookings/booking-view.ts';
import { releaseThroughProcess } from '../bookings/release-through-process.ts';
import type { UseCaseContext } from '../context.ts';
import { audited, type StaffInput } from './audited.ts';

/** Staff give an unpaid hold's seats back, with a reason. */
export function releaseHold(
  context: UseCaseContext,
  actor: Actor,
  input: StaffInput,
): Promise<BookingView | Refusal> {
  return audited(context, actor, {
    ...input,
    act: {
      verb: 'release-any-hold',
      action: 'release',
      run: (step) => releaseThroughProcess(context, step),
    },
  });
}
