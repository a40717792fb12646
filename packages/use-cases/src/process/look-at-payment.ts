import { receiveMoney } from '@interlock/db/money-inbox';
import type { StoredPayment } from '@interlock/db/payments';
import type { BookingId, IntentId } from '@interlock/domain/ids';
import type { Fen } from '@interlock/domain/money';
import type { ProviderMoney } from '@interlock/gateways/payments/payment-gateway';
import type { UseCaseContext } from '../context.ts';

/**
 * Asks the provider about one payment and writes what it says through the inbox, as a webhook would have.
 * Null when the attempt never reached the provider. Throws when the provider or the shard is away.
 */
export async function lookAtPayment(
  context: UseCaseContext,
  input: {
    bookingId: BookingId;
    payment: Pick<StoredPayment, 'id' | 'sessionId' | 'intentId'>;
    source: 'poll' | 'workflow';
  },
): Promise<ProviderMoney | null> {
  const { payment } = input;
  const money = await moneyOf(context, payment);
  if (money === null || money.intentId === null) return money;
  const intentId = money.intentId as IntentId;
  await context.shards.transact(input.bookingId, (tx) =>
    receiveMoney(
      tx,
      {
        // One inbox row per present state: seen again it is a duplicate.
        eventId: `look:${intentId}:${money.state}`,
        bookingId: input.bookingId,
        attempt: money.attempt,
        sessionId: payment.sessionId,
        intentId,
        state: money.state,
        amountFen: money.amountFen as Fen,
        capturedFen: money.capturedFen as Fen,
        refundedFen: money.refundedFen as Fen,
        currency: money.currency,
        source: input.source,
      },
      context.rules,
    ),
  );
  return money;
}

async function moneyOf(
  context: UseCaseContext,
  payment: Pick<StoredPayment, 'sessionId' | 'intentId'>,
): Promise<ProviderMoney | null> {
  if (payment.intentId !== null) {
    return context.payments.lookAtIntent({ intentId: payment.intentId });
  }
  if (payment.sessionId !== null) {
    return context.payments.lookAtAttempt({ sessionId: payment.sessionId });
  }
  return null;
}
