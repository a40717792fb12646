import type { BookingId } from '@interlock/domain/ids';

export interface SettleActivities {
  /** Brings one booking and all its money to an end, or to a state that has its own clock. */
  settleBooking(step: { bookingId: BookingId }): Promise<void>;
}
