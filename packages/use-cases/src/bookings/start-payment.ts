import {
  attachSession,
  beginAttempt,
  beginFirstAttempt,
  type Attempt,
  type StoredPayment,
} from '@interlock/db/payments';
import type { BookingId } from '@interlock/domain/ids';
import type { Actor } from '@interlock/domain/permissions';
import { isRefusal, refuse, type Refusal } from '@interlock/domain/refusals';
import type { Instant } from '@interlock/domain/time';
import { publicNumberAt } from '@interlock/domain/timetable/train-plan';
import type { UseCaseContext } from '../context.ts';
import type { BookingFacts } from '../process/booking-facts.ts';
import { refusalOfFault } from '../refusal-of-fault.ts';
import { ownBookingFacts } from './load-booking.ts';

/** Longer than a hold with all its extensions, shorter than the provider's limit of 24 h. */
const pageOpenMs = 6 * 60 * 60_000;

export interface PayAt {
  readonly kind: 'pay-at';
  readonly url: string;
}

/** Where the customer pays for the hold. Two tabs get the same page; the attempt is on record before it is opened. */
export async function startPayment(
  context: UseCaseContext,
  actor: Actor,
  input: { reference: string },
): Promise<PayAt | Refusal> {
  const own = await ownBookingFacts(context, actor, {
    reference: input.reference,
    verb: 'start-payment',
  });
  if (isRefusal(own)) return own;
  try {
    const begun = await beginPayment(context, own.booking.id);
    if (begun.kind !== 'attempt') return refuse(begun.kind);
    if (begun.payment.checkoutUrl !== null)
      return { kind: 'pay-at', url: begun.payment.checkoutUrl };
    return await openPage(context, own, begun.payment);
  } catch (error) {
    return refusalOfFault(error);
  }
}

async function beginPayment(context: UseCaseContext, id: BookingId): Promise<Attempt> {
  const first = await context.shards.write(id, (tx) => beginFirstAttempt(tx, id));
  if (first !== null) return { kind: 'attempt', payment: first };
  return context.shards.transact(id, (tx) => beginAttempt(tx, id));
}

async function openPage(
  context: UseCaseContext,
  own: BookingFacts,
  payment: StoredPayment,
): Promise<PayAt | Refusal> {
  const { booking, plan } = own;
  const page = `${context.siteUrl}/${booking.language}/bookings/${booking.reference}`;
  const opened = await context.payments.openCheckout({
    bookingId: booking.id,
    attempt: payment.attempt,
    amountFen: booking.priceFen,
    currency: 'CNY',
    description: `${booking.reference} ${publicNumberAt(plan, booking.from)}`,
    locale: booking.language,
    returnUrl: `${page}/paid`,
    cancelUrl: page,
    // Counted from the hold, so that the same attempt always asks for the same page.
    expiresAt: (booking.createdAt + pageOpenMs) as Instant,
  });
  if (opened.kind === 'attempt-used') return refuse('provider-unavailable');
  const state = await context.shards.write(booking.id, (tx) =>
    attachSession(tx, {
      paymentId: payment.id,
      sessionId: opened.sessionId,
      checkoutUrl: opened.url,
    }),
  );
  // Ended while the page was being opened: settle closes the page, nobody is sent there.
  return state === 'held' ? { kind: 'pay-at', url: opened.url } : refuse('hold-ended');
}
