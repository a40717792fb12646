import type { BookingId } from '@interlock/domain/ids';
import { proxyActivities } from '@temporalio/workflow';
import type { SettleActivities } from './activities.ts';

const { settleBooking } = proxyActivities<SettleActivities>({
  startToCloseTimeout: '60 s',
  retry: { initialInterval: '1 s', backoffCoefficient: 2, maximumInterval: '1 min' },
});

/** Money never gives up: the activity is retried until the provider and the shard have answered. */
export async function settle(input: { bookingId: BookingId }): Promise<void> {
  await settleBooking({ bookingId: input.bookingId });
}
