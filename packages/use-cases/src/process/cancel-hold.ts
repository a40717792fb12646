import type { BookingId } from '@interlock/domain/ids';
import type { Standing } from '@interlock/workflows/booking/contract';
import { standingOf } from './standing.ts';
import { allocatorOf, type WorkerContext } from './worker-context.ts';

/** Releases an unpaid hold because a person asked; refused inside the database while money is on its way. */
export async function cancelHold(
  context: WorkerContext,
  input: { bookingId: BookingId; actor: string; requestId: string },
): Promise<Standing> {
  await allocatorOf(context, input.bookingId).release({
    bookingId: input.bookingId,
    expect: 'held',
    due: 'now',
    // Only the passenger's own cancellation counts towards the three of a day.
    reason: input.actor.startsWith('staff:') ? 'settled' : 'cancelled',
    actor: input.actor,
    operation: `${input.bookingId}:cancel:${input.requestId}`,
  });
  return standingOf(context, input.bookingId);
}
