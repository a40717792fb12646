import type { BookingId } from '@interlock/domain/ids';
import { refuse, type Refusal } from '@interlock/domain/refusals';
import type { UseCaseContext } from '../context.ts';

/** Asks the booking's process to release the hold; null when it has. */
export async function releaseThroughProcess(
  context: UseCaseContext,
  input: { bookingId: BookingId; requestId: string; actor: string },
): Promise<Refusal | null> {
  const reply = await context.processes.cancel(input);
  switch (reply.kind) {
    case 'released':
      return null;
    case 'already-ticketed':
      return refuse('already-ticketed');
    case 'payment-in-progress':
      return refuse('payment-in-progress');
    // Without its process the hold ends at its deadline through the sweep.
    case 'gone':
    case 'no-answer':
    case 'unavailable':
      return refuse('process-unavailable');
  }
}
