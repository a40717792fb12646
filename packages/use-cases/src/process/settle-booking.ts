import type { BookingId } from '@interlock/domain/ids';
import type { Standing } from '@interlock/workflows/booking/contract';
import { allOf } from '../all-of.ts';
import { capturePayment } from './capture-payment.ts';
import { confirmSeats } from './confirm-seats.ts';
import { finishIntakeByRow } from './finish-intake.ts';
import { issueTickets } from './issue-tickets.ts';
import { lookAtPayment } from './look-at-payment.ts';
import { refuseCapture } from './refuse-capture.ts';
import { returnMoney } from './return-money.ts';
import { readStanding, standingOf } from './standing.ts';
import type { WorkerContext } from './worker-context.ts';

/** Steps after which a booking that still moves is left to the next round. */
const stepsMax = 12;

/**
 * Looks at every intent of the booking, then takes it as far as its money allows: ticketed, released with all money
 * returned, or held with its clock running. May run beside the booking's own workflow: every step is compare-and-set.
 */
export async function settleBooking(context: WorkerContext, bookingId: BookingId): Promise<void> {
  await lookAtAllMoney(context, bookingId);
  let standing = await standingOf(context, bookingId);
  for (let step = 0; step < stepsMax; step += 1) {
    const next = await oneStep(context, bookingId, standing);
    if (next === null) return;
    standing = next;
  }
  throw new Error(`booking ${bookingId} still moves after ${stepsMax} steps of settling`);
}

/** The standing after one step, or null when nothing is left to do. */
async function oneStep(
  context: WorkerContext,
  bookingId: BookingId,
  standing: Standing,
): Promise<Standing | null> {
  switch (standing.kind) {
    case 'held':
      return null;
    case 'money': {
      const next = await confirmSeats(context, { bookingId, intentId: standing.intentId });
      return next.kind === 'held' ? null : next;
    }
    case 'confirmed': {
      const step = { bookingId, intentId: standing.intentId };
      const capture = await capturePayment(context, step);
      if (capture.kind === 'refused') return refuseCapture(context, step);
      const issued = await issueTickets(context, step);
      return { kind: 'ticketed', otherMoney: issued.otherMoney };
    }
    case 'ticketed':
      if (standing.otherMoney) await returnMoney(context, bookingId);
      await finishIntakeByRow(context, bookingId);
      return null;
    case 'released':
      if (standing.money) await returnMoney(context, bookingId);
      await finishIntakeByRow(context, bookingId);
      return null;
  }
}

async function lookAtAllMoney(context: WorkerContext, bookingId: BookingId): Promise<void> {
  const found = await readStanding(context, bookingId);
  const open = (found?.payments ?? []).filter(
    ({ state }) => state !== 'voided' && state !== 'refunded',
  );
  await allOf(open, async (payment) => {
    await lookAtPayment(context, { bookingId, payment, source: 'poll' });
  });
}
