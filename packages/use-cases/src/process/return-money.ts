import { readBooking, recordEvent, type StoredBooking } from '@interlock/db/bookings';
import { captureLines, postLedger, refundLines, refundPaidLines } from '@interlock/db/ledger';
import { queueNotification } from '@interlock/db/notifications';
import { endPayment, paymentsOfBooking, type StoredPayment } from '@interlock/db/payments';
import type { BookingId, IntentId } from '@interlock/domain/ids';
import type { Fen } from '@interlock/domain/money';
import type { ProviderMoney } from '@interlock/gateways/payments/payment-gateway';
import { allOf } from '../all-of.ts';
import type { UseCaseContext } from '../context.ts';
import { lookAtPayment } from './look-at-payment.ts';
import { moneyToReturn } from './standing.ts';

/**
 * Ends every payment that bought no ticket: the page expired, the authorisation voided, captured money refunded in full.
 * Only for a booking that is ticketed or released; throws until the provider has said so for each.
 */
export async function returnMoney(context: UseCaseContext, id: BookingId): Promise<void> {
  const { booking, payments } = await context.shards.read(id, async (shard) => {
    const row = await readBooking(shard, id);
    if (row === null) throw new Error(`booking ${id} has no row`);
    return { booking: row, payments: await paymentsOfBooking(shard, id) };
  });
  if (booking.state !== 'ticketed' && booking.state !== 'released') return;
  await allOf(moneyToReturn(booking, payments), (payment) =>
    endOnePayment(context, booking, payment),
  );
}

async function endOnePayment(
  context: UseCaseContext,
  booking: StoredBooking,
  payment: StoredPayment,
): Promise<void> {
  // A page on which the bank asks its customer counts as processing and is open all the same.
  const mayBeOpen = payment.state === 'open' || payment.state === 'processing';
  if (payment.sessionId !== null && mayBeOpen) {
    await context.payments.expireCheckout({ sessionId: payment.sessionId });
  }
  const money = await lookAtPayment(context, {
    bookingId: booking.id,
    payment,
    source: 'workflow',
  });
  // No page was handed out, or nobody tried to pay on it.
  if (money === null || money.intentId === null) {
    return noteEnd(context, booking, { payment, state: 'dead' });
  }
  await endIntent(context, booking, { payment, money, intentId: money.intentId as IntentId });
}

async function endIntent(
  context: UseCaseContext,
  booking: StoredBooking,
  input: { payment: StoredPayment; money: ProviderMoney; intentId: IntentId },
): Promise<void> {
  const { payment, intentId } = input;
  const answer = await context.payments.cancelIntent({ bookingId: booking.id, intentId });
  if (answer.kind === 'voided') {
    const wasReserved = payment.state === 'authorised' || input.money.state === 'authorised';
    return noteEnd(context, booking, { payment, state: wasReserved ? 'voided' : 'dead' });
  }
  if (answer.kind === 'not-yet') {
    throw new Error(`payment ${payment.id} is still ${answer.money.state} at the provider`);
  }
  const amountFen = answer.amountFen as Fen;
  const left = (amountFen - answer.refundedFen) as Fen;
  const money = { bookingId: booking.id, currency: answer.currency };
  await context.shards.transact(booking.id, async (tx) => {
    await postLedger(tx, {
      ...money,
      operation: `${booking.id}:${intentId}:capture`,
      lines: captureLines(amountFen),
    });
    await postLedger(tx, {
      ...money,
      operation: `${booking.id}:${intentId}:refund`,
      lines: refundLines(amountFen),
    });
  });
  if (left > 0) {
    const refund = await context.payments.refund({
      bookingId: booking.id,
      intentId,
      amountFen: left,
      operation: 'late-money',
    });
    if (refund.kind === 'refused') {
      throw new Error(`refund of ${payment.id} refused by the provider: ${refund.code}`);
    }
  }
  await noteEnd(context, booking, { payment, state: 'refunded', amountFen, intentId });
}

type End = { payment: StoredPayment } & (
  | { state: 'voided' | 'dead' }
  | { state: 'refunded'; amountFen: Fen; intentId: IntentId }
);

async function noteEnd(context: UseCaseContext, booking: StoredBooking, end: End): Promise<void> {
  const amountFen = end.state === 'refunded' ? end.amountFen : (0 as Fen);
  await context.shards.transact(booking.id, async (tx) => {
    await endPayment(tx, {
      paymentId: end.payment.id,
      state: end.state,
      capturedFen: amountFen,
      refundedFen: amountFen,
    });
    if (end.state === 'refunded') {
      await postLedger(tx, {
        operation: `${booking.id}:${end.intentId}:refund-paid`,
        bookingId: booking.id,
        currency: end.payment.currency,
        lines: refundPaidLines(amountFen),
      });
    }
    if (end.state === 'dead') return;
    await recordEvent(tx, {
      id: booking.id,
      event: end.state === 'voided' ? 'money-voided' : 'money-refunded',
      from: booking.state,
      to: booking.state,
      actor: 'settle',
      detail: { payment: end.payment.id, amountFen: amountFen || end.payment.amountFen },
    });
    if (booking.state === 'released') {
      await queueNotification(tx, {
        bookingId: booking.id,
        kind: 'money-back',
        channel: 'mail',
      });
    }
  });
}
