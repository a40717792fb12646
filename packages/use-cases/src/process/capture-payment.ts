import type { BookingId, IntentId } from '@interlock/domain/ids';
import type { CaptureStep } from '@interlock/workflows/booking/contract';
import type { UseCaseContext } from '../context.ts';
import { bookingFacts } from './booking-facts.ts';

/** Takes the authorised money of a confirmed booking; the key makes every repetition the same capture. */
export async function capturePayment(
  context: UseCaseContext,
  input: { bookingId: BookingId; intentId: IntentId },
): Promise<CaptureStep> {
  const { booking } = await bookingFacts(context, input.bookingId);
  const answer = await context.payments.capture({ ...input, amountFen: booking.priceFen });
  context.faultPoint('after-capture');
  switch (answer.kind) {
    case 'captured':
      return isWholePrice(answer, booking) ? { kind: 'captured' } : { kind: 'refused' };
    case 'refused':
      return { kind: 'refused' };
    case 'already-ended': {
      const taken = { amountFen: answer.money.capturedFen, currency: answer.money.currency };
      const isTaken = answer.money.state === 'captured' && isWholePrice(taken, booking);
      return { kind: isTaken ? 'captured' : 'refused' };
    }
  }
}

function isWholePrice(
  taken: { amountFen: number; currency: string },
  booking: { priceFen: number; currency: string },
): boolean {
  return taken.amountFen === booking.priceFen && taken.currency === booking.currency;
}
