import type { BookingId } from '@interlock/domain/ids';
import type { ServiceDate } from '@interlock/domain/time';
import { timetableTaskQueue } from '@interlock/workflows/publish/contract';
import { settleWorkflowId } from '@interlock/workflows/settle/contract';
import { failing, gate } from './fake-steps.ts';
import type { Stage } from './stage.ts';

/** Every way a process can end that is recorded; each plays it once and answers the workflow's id. */
export const outcomes = {
  'booking/ticketed': ticketed,
  'booking/ticketed-after-failed-tries': ticketedAfterFailedTries,
  'booking/expired': expired,
  'booking/sold-out': soldOut,
  'booking/cancelled': cancelled,
  'booking/late-money-voided': lateMoneyVoided,
  'settle/settled': settled,
  'publish/published': published,
} as const;

export type OutcomeName = keyof typeof outcomes;

async function ticketed(stage: Stage): Promise<string> {
  const booking = stage.book();
  await booking.hold();
  await booking.pay('pi_1');
  await booking.end();
  return booking.workflowId;
}

/** Both calls that leave the house fail at their one local try. */
async function ticketedAfterFailedTries(stage: Stage): Promise<string> {
  const booking = stage.book({
    capturePayment: failing(1, { kind: 'captured' } as const),
    notify: failing(1, undefined),
  });
  await booking.hold();
  await booking.pay('pi_1');
  await booking.end();
  return booking.workflowId;
}

/** An open payment page is closed after the release. */
async function expired(stage: Stage): Promise<string> {
  const booking = stage.book({
    holdSeats: () => Promise.resolve({ kind: 'held', payInMs: 50 }),
    meetDeadline: () => Promise.resolve({ kind: 'released', money: true }),
  });
  await booking.hold();
  await booking.end();
  return booking.workflowId;
}

async function soldOut(stage: Stage): Promise<string> {
  const booking = stage.book({ holdSeats: () => Promise.resolve({ kind: 'sold-out' }) });
  await booking.hold();
  await booking.end();
  return booking.workflowId;
}

async function cancelled(stage: Stage): Promise<string> {
  const booking = stage.book();
  await booking.hold();
  await booking.cancel();
  await booking.end();
  return booking.workflowId;
}

/** Money is announced while the released booking is still closing its payment page. */
async function lateMoneyVoided(stage: Stage): Promise<string> {
  const closing = gate();
  const booking = stage.book({
    cancelHold: () => Promise.resolve({ kind: 'released', money: true }),
    returnMoney: failing(1, closing.passed),
  });
  await booking.hold();
  await booking.cancel();
  await booking.pay('pi_late');
  closing.open();
  await booking.end();
  return booking.workflowId;
}

async function settled(stage: Stage): Promise<string> {
  const booking = stage.book();
  const queue = `bookings.settle-${booking.id}`;
  const worker = await stage.work(queue, { settleBooking: failing(1, undefined) });
  const handle = await stage.client.workflow.start('settle', {
    workflowId: settleWorkflowId(booking.id),
    taskQueue: queue,
    args: [{ bookingId: booking.id satisfies BookingId }],
  });
  await handle.result();
  await worker.stop();
  return handle.workflowId;
}

async function published(stage: Stage): Promise<string> {
  const date = '2030-05-01' as ServiceDate;
  const worker = await stage.work(timetableTaskQueue, {
    planPublication: () => Promise.resolve([1, 2, 3, 4, 5].map((id) => ({ trainIds: [id], date }))),
    publishChunk: () => Promise.resolve({ runsCreated: 1, runsPresent: 2, seatsCreated: 3 }),
  });
  const publicationId = `recorded-${Date.now()}`;
  await stage.processes.publish({ publicationId, trainIds: [], dates: [date] });
  await worker.stop();
  return `publish/${publicationId}`;
}
