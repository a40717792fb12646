import type { BookingId } from '@interlock/domain/ids';
import { proxyActivities } from '@temporalio/workflow';
import { withAlarm } from '../alarm.ts';
import type { SettleActivities } from './activities.ts';

const { settleBooking } = proxyActivities<SettleActivities>({
  startToCloseTimeout: '60 s',
  retry: { initialInterval: '1 s', backoffCoefficient: 2, maximumInterval: '1 min' },
});

const alarmAfterMs = 120_000;

/** Money never gives up: the activity is retried until the provider and the shard have answered. */
export async function settle(input: { bookingId: BookingId }): Promise<void> {
  await withAlarm(settleBooking({ bookingId: input.bookingId }), alarmAfterMs);
}
