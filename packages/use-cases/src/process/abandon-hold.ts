import type { BookingId } from '@interlock/domain/ids';
import type { AbandonReason, Standing } from '@interlock/workflows/booking/contract';
import { finishIntake } from './finish-intake.ts';
import { standingOf } from './standing.ts';
import { allocatorOf, type WorkerContext } from './worker-context.ts';

/**
 * Undo of takeSeats, by id: releases what may have been taken, or leaves a tombstone so that a late attempt is refused.
 * Then closes the intake; with central away that is the janitor's.
 */
export async function abandonHold(
  context: WorkerContext,
  input: { bookingId: BookingId; why: AbandonReason },
): Promise<Standing> {
  const answer = await allocatorOf(context, input.bookingId).release({
    bookingId: input.bookingId,
    expect: 'held',
    due: 'now',
    reason: 'refused',
    actor: 'workflow',
    operation: `${input.bookingId}:abandon`,
  });
  if (answer.kind !== 'tombstoned') {
    const standing = await standingOf(context, input.bookingId);
    if (standing.kind !== 'released') return standing;
  }
  await finishIntakeIfCentralAnswers(context, input);
  return { kind: 'released', money: false };
}

async function finishIntakeIfCentralAnswers(
  context: WorkerContext,
  input: { bookingId: BookingId; why: AbandonReason },
): Promise<void> {
  try {
    await finishIntake(context, { bookingId: input.bookingId, outcome: input.why });
  } catch (error) {
    context.report('intake left to the janitor', { bookingId: input.bookingId, error });
  }
}
