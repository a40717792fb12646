import { abandonHold } from '@interlock/use-cases/process/abandon-hold';
import { cancelHold } from '@interlock/use-cases/process/cancel-hold';
import { capturePayment } from '@interlock/use-cases/process/capture-payment';
import { confirmSeats } from '@interlock/use-cases/process/confirm-seats';
import { finishIntakeByRow } from '@interlock/use-cases/process/finish-intake';
import { issueTickets } from '@interlock/use-cases/process/issue-tickets';
import { meetDeadline } from '@interlock/use-cases/process/meet-deadline';
import { refuseCapture } from '@interlock/use-cases/process/refuse-capture';
import { returnMoney } from '@interlock/use-cases/process/return-money';
import { sendNotifications } from '@interlock/use-cases/process/send-notifications';
import { takeSeats } from '@interlock/use-cases/process/take-seats';
import type { WorkerContext } from '@interlock/use-cases/process/worker-context';
import type { BookingActivities } from '@interlock/workflows/booking/activities';

/** The booking process's steps, each one use case. */
export function bookingActivities(context: WorkerContext): BookingActivities {
  return {
    holdSeats: ({ bookingId }) => takeSeats(context, bookingId),
    abandonHold: (step) => abandonHold(context, step),
    meetDeadline: ({ bookingId }) => meetDeadline(context, bookingId),
    cancelHold: (step) => cancelHold(context, step),
    confirmSeats: (step) => confirmSeats(context, step),
    capturePayment: (step) => capturePayment(context, step),
    refuseCapture: (step) => refuseCapture(context, step),
    issueTickets: (step) => issueTickets(context, step),
    returnMoney: ({ bookingId }) => returnMoney(context, bookingId),
    async closeIntake({ bookingId }) {
      await finishIntakeByRow(context, bookingId);
    },
    notify: ({ bookingId }) => sendNotifications(context, bookingId),
  };
}
