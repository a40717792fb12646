import type { BookingId, IntentId } from '@interlock/domain/ids';
import type { Standing } from '@interlock/workflows/booking/contract';
import { standingOf } from './standing.ts';
import { allocatorOf, type WorkerContext } from './worker-context.ts';

/** Confirms by compare-and-set; every other outcome is read back from the row. */
export async function confirmSeats(
  context: WorkerContext,
  input: { bookingId: BookingId; intentId: IntentId },
): Promise<Standing> {
  const answer = await allocatorOf(context, input.bookingId).confirm({
    bookingId: input.bookingId,
    intentId: input.intentId,
    actor: 'workflow',
  });
  if (answer.kind === 'confirmed') return { kind: 'confirmed', intentId: input.intentId };
  const standing = await standingOf(context, input.bookingId);
  // Refused or wrong money is no reason to confirm again: the hold goes on waiting for another card.
  if (standing.kind === 'money' && standing.intentId === input.intentId) {
    return { kind: 'held', payInMs: 1000 };
  }
  return standing;
}
