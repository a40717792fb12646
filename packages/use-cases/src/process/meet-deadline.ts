import { extendHold } from '@interlock/db/bookings';
import type { StoredBooking } from '@interlock/db/bookings';
import type { StoredPayment } from '@interlock/db/payments';
import type { BookingId } from '@interlock/domain/ids';
import type { ProviderMoney } from '@interlock/gateways/payments/payment-gateway';
import type { Standing } from '@interlock/workflows/booking/contract';
import { lookAtPayment } from './look-at-payment.ts';
import { readStanding, standingOf } from './standing.ts';
import { allocatorOf, type WorkerContext } from './worker-context.ts';

/** At pay-by: the provider is asked once; then money, an extension, or the release. */
export async function meetDeadline(context: WorkerContext, id: BookingId): Promise<Standing> {
  const found = await readStanding(context, id);
  if (found === null) throw new Error(`booking ${id} has no row`);
  const { booking, payments } = found;
  const isDue = booking.payBy !== null && booking.payBy <= booking.now;
  if (booking.state !== 'held' || !isDue) return standingOf(context, id);
  const cause = await askProvider(context, booking, payments);
  if (cause !== null) {
    const extended = await context.shards.transact(id, (tx) =>
      extendHold(tx, { id, cause, rules: context.rules, actor: 'workflow' }),
    );
    if (extended.kind === 'extended') return standingOf(context, id);
  }
  const released = await allocatorOf(context, id).release({
    bookingId: id,
    expect: 'held',
    due: 'pay-by',
    reason: 'expired',
    actor: 'workflow',
    operation: `${id}:deadline`,
  });
  context.report('deadline met', { bookingId: id, answer: released.kind });
  return standingOf(context, id);
}

/** What the provider's answer asks for: an extension, or nothing. Money found is written through the inbox. */
async function askProvider(
  context: WorkerContext,
  booking: StoredBooking,
  payments: StoredPayment[],
): Promise<'processing' | 'provider-away' | null> {
  const open = payments.filter(
    (payment) => payment.state === 'open' || payment.state === 'processing',
  );
  if (open.length === 0) return null;
  try {
    const looks: ProviderMoney[] = [];
    for (const payment of open) {
      const money = await within(
        context.rules.providerLookMs,
        lookAtPayment(context, { bookingId: booking.id, payment, source: 'workflow' }),
      );
      if (money !== null) looks.push(money);
    }
    return looks.some((money) => money.state === 'processing') ? 'processing' : null;
  } catch (error) {
    context.report('provider away at the deadline', { bookingId: booking.id, error });
    return 'provider-away';
  }
}

/** The answer, or an error when it takes longer than `ms`. */
async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
