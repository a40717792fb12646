import { bookingStateCode, bookingStateOf } from '@interlock/domain/bookings/booking-states';
import type { BookingState } from '@interlock/domain/bookings/booking-states';
import { extendedPayBy } from '@interlock/domain/bookings/deadlines';
import type { BookingId, IntentId } from '@interlock/domain/ids';
import { bookingNumber } from '@interlock/domain/ids';
import type { Fen } from '@interlock/domain/money';
import type { SaleRules } from '@interlock/domain/sale-rules';
import type { Instant } from '@interlock/domain/time';
import { deadlineOf, recordEvent } from './bookings.ts';
import type { ShardTransaction } from './connections.ts';
import { closeInboxRow, type PaymentRow, type PaymentState } from './payments.ts';

/**
 * Rank by which news is older or newer than what is stored: webhooks come in any order. A closed page is below
 * authorised: a provider that takes money on it after all must be believed, or the money would stay there.
 */
const paymentRank: Record<PaymentState, number> = {
  open: 0,
  processing: 1,
  dead: 2,
  authorised: 3,
  captured: 4,
  voided: 5,
  refunded: 6,
};

/** News of money: from a webhook, from a look at the provider, or from our own call. */
export interface MoneyNews {
  readonly eventId: string;
  readonly bookingId: BookingId;
  readonly attempt: number | null;
  readonly sessionId: string | null;
  readonly intentId: IntentId;
  readonly state: PaymentState;
  readonly amountFen: Fen;
  readonly capturedFen: Fen;
  readonly refundedFen: Fen;
  readonly currency: string;
  readonly source: 'webhook' | 'poll' | 'workflow';
}

export type MoneyAnswer =
  | {
      readonly kind: 'stored';
      readonly needsDelivery: boolean;
      /** It is what the booking's own process is waiting for right now: issuing the tickets closes the row. */
      readonly isExpected: boolean;
      readonly state: BookingState;
    }
  | { readonly kind: 'duplicate' }
  | { readonly kind: 'unknown-booking' };

/**
 * News of the capture that the booking's own process has made or is making, in one statement: event once, payment row.
 * Null for everything else, which receiveMoney looks at under the booking's lock.
 */
export async function receiveOwnCapture(
  tx: ShardTransaction,
  news: MoneyNews,
): Promise<MoneyAnswer | null> {
  if (news.state !== 'captured') return null;
  const number = bookingNumber(news.bookingId);
  const rows = await tx.$queryRaw<{ state: number; is_new: boolean }[]>`
    WITH own AS (
      SELECT id, state FROM booking
       WHERE id = ${number} AND state IN (2, 3) AND confirmed_intent = ${news.intentId}
         AND price_fen = ${news.amountFen} AND currency = ${news.currency} FOR UPDATE
    ), entered AS (
      INSERT INTO inbox (event_id, booking_id, intent_id, kind, amount_fen, currency, source, outcome, outcome_at)
      SELECT ${news.eventId}, own.id, ${news.intentId}, 'captured', ${news.amountFen}, ${news.currency}, ${news.source},
             CASE state WHEN 3 THEN 'recorded' END, CASE state WHEN 3 THEN clock_timestamp() END
        FROM own
      ON CONFLICT DO NOTHING RETURNING event_id
    ), paid AS (
      UPDATE payment SET state = CASE WHEN state IN ('voided', 'refunded') THEN state ELSE 'captured' END,
             captured_fen = greatest(captured_fen, ${news.capturedFen}),
             refunded_fen = greatest(refunded_fen, ${news.refundedFen}), updated_at = clock_timestamp()
       WHERE booking_id = ${number} AND intent_id = ${news.intentId} AND EXISTS (SELECT FROM entered)
    )
    SELECT state, EXISTS (SELECT FROM entered) AS is_new FROM own`;
  const row = rows[0];
  if (row === undefined) return null;
  if (!row.is_new) return { kind: 'duplicate' };
  const isExpected = row.state === bookingStateCode.confirmed;
  const state = bookingStateOf(row.state);
  return { kind: 'stored', needsDelivery: isExpected, isExpected, state };
}

/**
 * Money authorised in time on the attempt that is open, the usual news: a look, then one statement that demands what was
 * seen. Null for everything else, and when something came between, which receiveMoney looks at under the booking's lock.
 */
export async function receiveExpectedMoney(
  tx: ShardTransaction,
  news: MoneyNews,
  rules: SaleRules,
): Promise<MoneyAnswer | null> {
  if (news.state !== 'authorised') return null;
  const number = bookingNumber(news.bookingId);
  const seen = await tx.$queryRaw<SeenHold[]>`
    SELECT p.id AS payment, b.pay_by, b.first_pay_by, b.last_moment, clock_timestamp() AS now
      FROM booking b JOIN payment p ON p.booking_id = b.id
     WHERE b.id = ${number} AND b.state = 1 AND b.price_fen = ${news.amountFen} AND b.currency = ${news.currency}
       AND p.attempt = ${news.attempt}::smallint AND p.state IN ('open', 'processing') AND p.refused_at IS NULL
       AND NOT p.extended AND coalesce(p.intent_id, ${news.intentId}) = ${news.intentId}`;
  const hold = seen[0];
  if (hold === undefined) return null;
  const payBy = payByAfter(hold, { now: hold.now, rules });
  const rows = await tx.$queryRaw<{ is_new: boolean }[]>`
    WITH moved AS (
      UPDATE booking SET pay_by = ${payBy}, expires_at = ${expiryOf(payBy, rules)},
             story = story || story_line(clock_timestamp() - created_at, 'money-authorised', 1, 1, 'inbox', ${news.eventId},
                                         ${storyOf(news, payBy)})
       WHERE id = ${number} AND state = 1 AND date_trunc('milliseconds', pay_by) = ${hold.pay_by}
         AND NOT EXISTS (SELECT FROM inbox WHERE event_id = ${news.eventId}) RETURNING id
    ), entered AS (
      INSERT INTO inbox (event_id, booking_id, intent_id, kind, amount_fen, currency, source)
      SELECT ${news.eventId}, id, ${news.intentId}, 'authorised', ${news.amountFen}, ${news.currency}, ${news.source}
        FROM moved
      ON CONFLICT DO NOTHING RETURNING booking_id
    ), paid AS (
      UPDATE payment SET intent_id = ${news.intentId}, state = 'authorised', extended = true, updated_at = clock_timestamp()
       WHERE id = ${hold.payment} AND EXISTS (SELECT FROM entered)
    )
    SELECT EXISTS (SELECT FROM entered) AS is_new FROM moved`;
  const row = rows[0];
  if (row === undefined) return null;
  if (!row.is_new) return { kind: 'duplicate' };
  return { kind: 'stored', needsDelivery: true, isExpected: false, state: 'held' };
}

interface SeenHold {
  payment: string;
  pay_by: Date;
  first_pay_by: Date | null;
  last_moment: Date | null;
  now: Date;
}

/** Where authorised money moves the deadline to: now + 15 min if later, within the limits of the rules. */
function payByAfter(
  hold: { pay_by: Date; first_pay_by: Date | null; last_moment: Date | null },
  { now, rules }: { now: Date; rules: SaleRules },
): Date {
  const moment = now.getTime() as Instant;
  const deadline = deadlineOf(hold, hold.pay_by);
  return new Date(extendedPayBy(deadline, { cause: 'money-authorised', now: moment, rules }));
}

function expiryOf(payBy: Date, rules: SaleRules): Date {
  return new Date(payBy.getTime() + rules.graceMs);
}

function storyOf(news: MoneyNews, payBy: Date): string {
  return JSON.stringify({ intent: news.intentId, payBy: payBy.toISOString() });
}

/** The inbox transaction: event once, payment row, deadline extended when money is authorised in time. */
export async function receiveMoney(
  tx: ShardTransaction,
  news: MoneyNews,
  rules: SaleRules,
): Promise<MoneyAnswer> {
  const number = bookingNumber(news.bookingId);
  const bookings = await tx.$queryRaw<LockedBooking[]>`
    SELECT state, price_fen, currency, confirmed_intent, pay_by, expires_at, first_pay_by, last_moment,
           clock_timestamp() AS now
      FROM booking WHERE id = ${number} FOR UPDATE`;
  const booking = bookings[0];
  if (booking === undefined) return { kind: 'unknown-booking' };
  const known = await enterInbox(tx, news);
  if (known === 'duplicate') return { kind: 'duplicate' };
  const payment = await upsertPayment(tx, news, known);
  const isRight = news.amountFen === booking.price_fen && news.currency === booking.currency;
  const bringsMoney = payment.state === 'authorised' || payment.state === 'captured';
  const standing = bookingStateOf(booking.state);
  if (bringsMoney && !isRight) {
    await markRefused(tx, { paymentId: payment.id, id: news.bookingId, standing });
  }
  if (bringsMoney && isRight && booking.state === bookingStateCode.held) {
    await extendForMoney(tx, { booking, payment, news, rules });
  }
  const isOwn =
    booking.confirmed_intent === news.intentId && booking.state >= bookingStateCode.confirmed;
  const needsDelivery = bringsMoney && !(isOwn && booking.state === bookingStateCode.ticketed);
  if (!needsDelivery) await closeInboxRow(tx, news.eventId, 'recorded');
  const isExpected = isOwn && booking.state === bookingStateCode.confirmed;
  return { kind: 'stored', needsDelivery, isExpected, state: standing };
}

interface LockedBooking {
  state: number;
  price_fen: number;
  currency: string;
  confirmed_intent: string | null;
  pay_by: Date | null;
  expires_at: Date | null;
  first_pay_by: Date | null;
  last_moment: Date | null;
  now: Date;
}

/** Enters the event once and finds the payment it is about: by its intent, its page or its attempt. Null: none of ours. */
async function enterInbox(
  tx: ShardTransaction,
  news: MoneyNews,
): Promise<PaymentRow | null | 'duplicate'> {
  const number = bookingNumber(news.bookingId);
  const rows = await tx.$queryRaw<({ is_new: boolean } & PaymentRow)[]>`
    WITH entered AS (
      INSERT INTO inbox (event_id, booking_id, intent_id, kind, amount_fen, currency, source)
      VALUES (${news.eventId}, ${number}, ${news.intentId}, ${news.state}, ${news.amountFen}, ${news.currency}, ${news.source})
      ON CONFLICT DO NOTHING RETURNING event_id
    )
    SELECT EXISTS (SELECT FROM entered) AS is_new, p.* FROM (SELECT) AS one LEFT JOIN LATERAL (
      SELECT * FROM payment WHERE booking_id = ${number}
         AND (intent_id = ${news.intentId} OR session_id = ${news.sessionId}
           OR (intent_id IS NULL AND attempt = ${news.attempt}::smallint))
       ORDER BY (intent_id = ${news.intentId}) DESC NULLS LAST LIMIT 1) p ON true`;
  const [row] = rows;
  if (row === undefined) throw new Error('the inbox gave no answer');
  if (!row.is_new) return 'duplicate';
  return row.id === null ? null : row;
}

async function upsertPayment(
  tx: ShardTransaction,
  news: MoneyNews,
  known: PaymentRow | null,
): Promise<PaymentRow> {
  if (known === null) return insertForeignPayment(tx, news);
  const state = stateAfter(known.state, news.state);
  const rows = await tx.$queryRaw<PaymentRow[]>`
    UPDATE payment SET intent_id = ${news.intentId}, state = ${state},
           amount_fen = ${news.amountFen}, captured_fen = greatest(captured_fen, ${news.capturedFen}),
           refunded_fen = greatest(refunded_fen, ${news.refundedFen}), updated_at = clock_timestamp()
     WHERE id = ${known.id} RETURNING *`;
  return rows[0] ?? known;
}

/** Older news changes nothing. What was cancelled before anything was reserved is dead: no money comes back from it. */
function stateAfter(known: PaymentState, news: PaymentState): PaymentState {
  // The bank has refused what it was checking: the same page takes another card.
  if (known === 'processing' && news === 'open') return news;
  if (paymentRank[news] < paymentRank[known]) return known;
  return news === 'voided' && paymentRank[known] < paymentRank.authorised ? 'dead' : news;
}

/** Money of this booking for which no attempt of ours is on record: still never lost. */
async function insertForeignPayment(tx: ShardTransaction, news: MoneyNews): Promise<PaymentRow> {
  const number = bookingNumber(news.bookingId);
  const rows = await tx.$queryRaw<PaymentRow[]>`
    INSERT INTO payment (id, booking_id, attempt, intent_id, state, amount_fen, captured_fen, refunded_fen, currency)
    SELECT ${`${news.bookingId}:${news.intentId}`}, ${number}, coalesce(max(attempt), 0) + 1, ${news.intentId},
           ${news.state}, ${news.amountFen}, ${news.capturedFen}, ${news.refundedFen}, ${news.currency}
      FROM payment WHERE booking_id = ${number}
    RETURNING *`;
  const row = rows[0];
  if (row === undefined) throw new Error('payment row was not returned');
  return row;
}

/** Wrong amount or currency: never confirms, given back once the booking has ended. */
async function markRefused(
  tx: ShardTransaction,
  input: { paymentId: string; id: BookingId; standing: BookingState },
): Promise<void> {
  const { paymentId, id, standing } = input;
  await tx.$executeRaw`
    UPDATE payment SET refused_at = coalesce(refused_at, clock_timestamp()) WHERE id = ${paymentId}`;
  await recordEvent(tx, {
    id,
    event: 'wrong-amount',
    from: standing,
    to: standing,
    actor: 'inbox',
    detail: { payment: paymentId },
  });
}

/** To now + 15 min if later, once per intent, never past first pay_by + 45 min or the last moment. */
async function extendForMoney(
  tx: ShardTransaction,
  input: { booking: LockedBooking; payment: PaymentRow; news: MoneyNews; rules: SaleRules },
): Promise<void> {
  const { booking, payment, news, rules } = input;
  const { pay_by } = booking;
  if (payment.extended || payment.refused_at !== null || pay_by === null) return;
  const payBy = payByAfter({ ...booking, pay_by }, { now: booking.now, rules });
  await tx.$executeRaw`
    WITH moved AS (
      UPDATE booking SET pay_by = ${payBy}, expires_at = ${expiryOf(payBy, rules)},
             story = story || story_line(clock_timestamp() - created_at, 'money-authorised', 1, 1, 'inbox', ${news.eventId},
                                         ${storyOf(news, payBy)})
       WHERE id = ${bookingNumber(news.bookingId)}
    )
    UPDATE payment SET extended = true WHERE id = ${payment.id}`;
}
