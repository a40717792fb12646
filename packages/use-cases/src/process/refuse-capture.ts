import { refuseCapture as refuseInShard } from '@interlock/db/capture-refusal';
import type { BookingId, IntentId } from '@interlock/domain/ids';
import type { Standing } from '@interlock/workflows/booking/contract';
import { standingOf } from './standing.ts';
import { allocatorOf, type WorkerContext } from './worker-context.ts';

/** The card failed at the last step: seats are held for another card, or freed when the deadline has passed. */
export async function refuseCapture(
  context: WorkerContext,
  input: { bookingId: BookingId; intentId: IntentId },
): Promise<Standing> {
  const { bookingId, intentId } = input;
  const answer = await refuseInShard(
    { shards: context.shards, allocator: allocatorOf(context, bookingId) },
    { id: bookingId, intentId, actor: 'workflow' },
  );
  if (answer.kind === 'impossible') context.report('capture refused of an unknown intent', input);
  return standingOf(context, bookingId);
}
