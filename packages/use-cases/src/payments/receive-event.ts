import {
  receiveExpectedMoney,
  receiveMoney,
  receiveOwnCapture,
  type MoneyAnswer,
  type MoneyNews,
} from '@interlock/db/money-inbox';
import { storeOrphan } from '@interlock/db/orphans';
import { parseBookingId, type BookingId, type IntentId } from '@interlock/domain/ids';
import type { Fen } from '@interlock/domain/money';
import type { ProviderEvent } from '@interlock/gateways/payments/payment-gateway';
import type { UseCaseContext } from '../context.ts';

export type EventAnswer =
  | { readonly kind: 'stored' }
  | { readonly kind: 'duplicate' }
  | { readonly kind: 'orphan' }
  /** The shard is away: the provider sends again. */
  | { readonly kind: 'unavailable' };

/** Stores a verified provider event in the inbox of its booking's shard; the hint to the process comes after the commit. */
export async function receiveEvent(
  context: UseCaseContext,
  event: ProviderEvent,
): Promise<EventAnswer> {
  const bookingId = event.bookingId === null ? null : parseBookingId(event.bookingId);
  try {
    if (bookingId === null) return await keepOrphan(context, event);
    const news = newsOf(event, bookingId);
    const answer = await store(context, news);
    context.faultPoint('after-inbox-commit');
    if (answer.kind === 'unknown-booking') return await keepOrphan(context, event);
    // What is expected needs no hint; should its process be gone, the deliver loop finds the row.
    if (answer.kind === 'stored' && answer.needsDelivery && !answer.isExpected)
      void deliverHint(context, news);
    return { kind: answer.kind };
  } catch (error) {
    context.report('payment event not stored', { eventId: event.eventId, error });
    return { kind: 'unavailable' };
  }
}

/** The two kinds of news that every sale brings go the short way; whatever is out of the way goes under the lock. */
async function store(context: UseCaseContext, news: MoneyNews): Promise<MoneyAnswer> {
  const { bookingId } = news;
  const usual = await context.shards.write(
    bookingId,
    async (tx) =>
      (await receiveExpectedMoney(tx, news, context.rules)) ?? receiveOwnCapture(tx, news),
  );
  return usual ?? context.shards.transact(bookingId, (tx) => receiveMoney(tx, news, context.rules));
}

function newsOf(event: ProviderEvent, bookingId: BookingId): MoneyNews {
  return {
    eventId: event.eventId,
    bookingId,
    attempt: event.money.attempt,
    sessionId: null,
    intentId: event.intentId as IntentId,
    state: event.money.state,
    amountFen: event.money.amountFen as Fen,
    capturedFen: event.money.capturedFen as Fen,
    refundedFen: event.money.refundedFen as Fen,
    currency: event.money.currency,
    source: 'webhook',
  };
}

async function keepOrphan(context: UseCaseContext, event: ProviderEvent): Promise<EventAnswer> {
  await context.central.transact((central) =>
    storeOrphan(central, {
      eventId: event.eventId,
      intentId: event.intentId as IntentId,
      kind: event.money.state,
      amountFen: event.money.amountFen as Fen,
      currency: event.money.currency,
      bookingText: event.bookingId,
    }),
  );
  return { kind: 'orphan' };
}

/** Only a hint: issuing the tickets closes the row, and the deliver loop finds every row that stays open. */
async function deliverHint(context: UseCaseContext, news: MoneyNews): Promise<void> {
  try {
    const { bookingId, intentId } = news;
    await context.processes.paymentAuthorised({ bookingId, intentId });
  } catch (error) {
    context.report('hint not delivered', { eventId: news.eventId, error });
  }
}
