import { settleBooking } from '@interlock/use-cases/process/settle-booking';
import type { WorkerContext } from '@interlock/use-cases/process/worker-context';
import type { SettleActivities } from '@interlock/workflows/settle/activities';

/** The settle process's one step. */
export function settleActivities(context: WorkerContext): SettleActivities {
  return { settleBooking: ({ bookingId }) => settleBooking(context, bookingId) };
}
