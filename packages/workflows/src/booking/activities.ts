import type { BookingId, IntentId } from '@interlock/domain/ids';
import type { AbandonReason, CaptureStep, HoldStep, Standing } from './contract.ts';

export interface BookingStep {
  bookingId: BookingId;
}

export interface MoneyStep extends BookingStep {
  intentId: IntentId;
}

/**
 * What the booking workflow needs done; bound to use cases in apps/worker. Every answer is a value;
 * a thrown error means "unknown, try again".
 */
export interface BookingActivities {
  /** Holds the seats. Undo: abandonHold. */
  holdSeats(step: BookingStep): Promise<HoldStep>;
  /** Tombstone or release, then closes the intake. A row with money or beyond held goes on from its state. */
  abandonHold(step: BookingStep & { why: AbandonReason }): Promise<Standing>;
  /** At pay-by: asks the provider once, then extends, confirms money or releases. */
  meetDeadline(step: BookingStep): Promise<Standing>;
  /** Releases for a person who asked. */
  cancelHold(step: BookingStep & { actor: string; requestId: string }): Promise<Standing>;
  /** Compare-and-set; undo: refuseCapture. */
  confirmSeats(step: MoneyStep): Promise<Standing>;
  capturePayment(step: MoneyStep): Promise<CaptureStep>;
  refuseCapture(step: MoneyStep): Promise<Standing>;
  issueTickets(step: MoneyStep): Promise<{ otherMoney: boolean }>;
  /** Ends every payment that did not buy a ticket: expired, voided or refunded. */
  returnMoney(step: BookingStep): Promise<void>;
  closeIntake(step: BookingStep): Promise<void>;
  notify(step: BookingStep): Promise<void>;
}
