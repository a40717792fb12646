import { readBooking } from '@interlock/db/bookings';
import type { StoredBooking } from '@interlock/db/bookings';
import { paymentsOfBooking } from '@interlock/db/payments';
import type { StoredPayment } from '@interlock/db/payments';
import type { BookingId, IntentId } from '@interlock/domain/ids';
import type { Standing } from '@interlock/workflows/booking/contract';
import type { UseCaseContext } from '../context.ts';

/** The booking's row and money, read together. */
export async function readStanding(
  context: UseCaseContext,
  id: BookingId,
): Promise<{ booking: StoredBooking; payments: StoredPayment[] } | null> {
  return context.shards.read(id, async (shard) => {
    const booking = await readBooking(shard, id);
    return booking === null ? null : { booking, payments: await paymentsOfBooking(shard, id) };
  });
}

/** How the booking stands by its row: what the process goes on with. Throws when there is no row. */
export async function standingOf(context: UseCaseContext, id: BookingId): Promise<Standing> {
  const found = await readStanding(context, id);
  if (found === null) throw new Error(`booking ${id} has no row`);
  const { booking, payments } = found;
  switch (booking.state) {
    case 'held': {
      const waiting = waitingIntent(booking, payments);
      if (waiting !== null) return { kind: 'money', intentId: waiting };
      return { kind: 'held', payInMs: Math.max(0, (booking.payBy ?? booking.now) - booking.now) };
    }
    case 'confirmed':
      if (booking.confirmedIntent === null) throw new Error(`booking ${id} confirmed by nothing`);
      return { kind: 'confirmed', intentId: booking.confirmedIntent };
    case 'ticketed':
      return { kind: 'ticketed', otherMoney: moneyToReturn(booking, payments).length > 0 };
    case 'released':
      return { kind: 'released', money: moneyToReturn(booking, payments).length > 0 };
  }
}

/** The intent that could confirm the booking: authorised or captured, right amount, never refused. */
export function waitingIntent(booking: StoredBooking, payments: StoredPayment[]): IntentId | null {
  const waiting = payments.find(
    (payment) =>
      (payment.state === 'authorised' || payment.state === 'captured') &&
      !payment.isRefused &&
      payment.amountFen === booking.priceFen &&
      payment.currency === booking.currency,
  );
  return waiting?.intentId ?? null;
}

/** Payments that bought no ticket and have not ended: theirs is the money to give back. */
export function moneyToReturn(booking: StoredBooking, payments: StoredPayment[]): StoredPayment[] {
  return payments.filter((payment) => {
    const isEnded =
      payment.state === 'voided' || payment.state === 'refunded' || payment.state === 'dead';
    const boughtTheTicket =
      booking.state === 'ticketed' &&
      payment.intentId !== null &&
      payment.intentId === booking.confirmedIntent;
    return !isEnded && !boughtTheTicket;
  });
}
