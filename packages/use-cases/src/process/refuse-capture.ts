import { refuseCapture as refuseInRow } from '@interlock/db/bookings';
import type { BookingId, IntentId } from '@interlock/domain/ids';
import type { Standing } from '@interlock/workflows/booking/contract';
import { standingOf } from './standing.ts';
import { allocatorOf, type WorkerContext } from './worker-context.ts';

/** The card failed at the last step: seats are held for another card, or freed when the deadline has passed. */
export async function refuseCapture(
  context: WorkerContext,
  input: { bookingId: BookingId; intentId: IntentId },
): Promise<Standing> {
  await context.shards.transact(input.bookingId, (tx) =>
    refuseInRow(tx, { id: input.bookingId, intentId: input.intentId, actor: 'workflow' }),
  );
  const standing = await standingOf(context, input.bookingId);
  if (standing.kind !== 'held' || standing.payInMs > 0) return standing;
  await allocatorOf(context, input.bookingId).release({
    bookingId: input.bookingId,
    expect: 'held',
    due: 'pay-by',
    reason: 'refused',
    actor: 'workflow',
    operation: `${input.bookingId}:${input.intentId}:refused`,
  });
  return standingOf(context, input.bookingId);
}
