import { bookingStateCode, bookingStateOf } from '@interlock/domain/bookings/booking-states';
import type { BookingState } from '@interlock/domain/bookings/booking-states';
import type { BookingId, IntentId } from '@interlock/domain/ids';
import { bookingNumber } from '@interlock/domain/ids';
import type { Fen } from '@interlock/domain/money';
import type { Instant } from '@interlock/domain/time';
import type { ShardReader, ShardTransaction } from './connections.ts';

/** How far a payment has come at the provider; later states never fall back to earlier ones. */
export type PaymentState =
  | 'open'
  | 'processing'
  | 'authorised'
  | 'captured'
  | 'voided'
  | 'refunded'
  | 'dead';

export interface StoredPayment {
  readonly id: string;
  readonly attempt: number;
  readonly sessionId: string | null;
  readonly checkoutUrl: string | null;
  readonly intentId: IntentId | null;
  readonly state: PaymentState;
  readonly amountFen: Fen;
  readonly capturedFen: Fen;
  readonly refundedFen: Fen;
  readonly currency: string;
  readonly isRefused: boolean;
  readonly createdAt: Instant;
}

export interface PaymentRow {
  id: string;
  attempt: number;
  session_id: string | null;
  checkout_url: string | null;
  intent_id: string | null;
  state: PaymentState;
  amount_fen: number;
  captured_fen: number;
  refunded_fen: number;
  currency: string;
  refused_at: Date | null;
  extended: boolean;
  created_at: Date;
}

/** Every attempt to pay for the booking, first to last. */
export async function paymentsOfBooking(
  shard: ShardReader,
  id: BookingId,
): Promise<StoredPayment[]> {
  const rows = await shard.$queryRaw<PaymentRow[]>`
    SELECT * FROM payment WHERE booking_id = ${bookingNumber(id)} ORDER BY attempt`;
  return rows.map(storedPayment);
}

export type Attempt =
  | { readonly kind: 'attempt'; readonly payment: StoredPayment }
  | { readonly kind: 'payment-in-progress' }
  | { readonly kind: 'hold-ended' }
  | { readonly kind: 'already-ticketed' };

/**
 * The first attempt of a booking that is held and has none yet, in one statement; null for every other booking, which
 * beginAttempt looks at under its lock.
 */
export async function beginFirstAttempt(
  tx: ShardTransaction,
  id: BookingId,
): Promise<StoredPayment | null> {
  const number = bookingNumber(id);
  const rows = await tx.$queryRaw<PaymentRow[]>`
    INSERT INTO payment (id, booking_id, attempt, state, amount_fen, currency)
    SELECT ${attemptId(id, 1)}, b.id, 1, 'open', b.price_fen, b.currency
      FROM (SELECT id, price_fen, currency FROM booking
             WHERE id = ${number} AND state = 1 AND pay_by > clock_timestamp() FOR UPDATE) b
     WHERE NOT EXISTS (SELECT FROM payment WHERE booking_id = ${number})
    ON CONFLICT DO NOTHING RETURNING *`;
  return rows[0] === undefined ? null : storedPayment(rows[0]);
}

/** The attempt to pay with: the open one, or a new row written before the provider is asked. */
export async function beginAttempt(tx: ShardTransaction, id: BookingId): Promise<Attempt> {
  const number = bookingNumber(id);
  const bookings = await tx.$queryRaw<
    { state: number; price_fen: number; currency: string; is_over: boolean }[]
  >`SELECT state, price_fen, currency, pay_by <= clock_timestamp() AS is_over
      FROM booking WHERE id = ${number} FOR UPDATE`;
  const booking = bookings[0];
  if (booking === undefined || booking.state === bookingStateCode.released) {
    return { kind: 'hold-ended' };
  }
  if (booking.state === bookingStateCode.ticketed) return { kind: 'already-ticketed' };
  if (booking.state === bookingStateCode.confirmed) return { kind: 'payment-in-progress' };
  const payments = await paymentsOfBooking(tx, id);
  const waiting = payments.some(
    (payment) =>
      (payment.state === 'authorised' || payment.state === 'captured') && !payment.isRefused,
  );
  if (waiting) return { kind: 'payment-in-progress' };
  if (booking.is_over) return { kind: 'hold-ended' };
  const open = payments.find(
    (payment) => (payment.state === 'open' || payment.state === 'processing') && !payment.isRefused,
  );
  if (open !== undefined) return { kind: 'attempt', payment: open };
  const attempt = payments.length + 1;
  const rows = await tx.$queryRaw<PaymentRow[]>`
    INSERT INTO payment (id, booking_id, attempt, state, amount_fen, currency)
    VALUES (${attemptId(id, attempt)}, ${number}, ${attempt}::smallint, 'open', ${booking.price_fen}, ${booking.currency})
    RETURNING *`;
  const row = rows[0];
  if (row === undefined) throw new Error('payment row was not returned');
  return { kind: 'attempt', payment: storedPayment(row) };
}

function attemptId(id: BookingId, attempt: number): string {
  return `${id}:${attempt}`;
}

/**
 * Keeps where the customer pays, and says how the booking stands. A payment ended meanwhile is open again: its page must be
 * closed by settle.
 */
export async function attachSession(
  tx: ShardTransaction,
  input: { paymentId: string; sessionId: string; checkoutUrl: string },
): Promise<BookingState | null> {
  const rows = await tx.$queryRaw<{ state: number | null }[]>`
    UPDATE payment p SET session_id = ${input.sessionId}, checkout_url = ${input.checkoutUrl},
           state = CASE WHEN state = 'dead' THEN 'open' ELSE state END, updated_at = clock_timestamp()
     WHERE id = ${input.paymentId}
    RETURNING (SELECT b.state FROM booking b WHERE b.id = p.booking_id) AS state`;
  const state = rows[0]?.state ?? null;
  return state === null ? null : bookingStateOf(state);
}

/** Notes how an ended payment ended, after the provider said so; its ledger lines are posted beside it. */
export async function endPayment(
  tx: ShardTransaction,
  input: {
    paymentId: string;
    state: 'voided' | 'refunded' | 'dead';
    refundedFen: Fen;
    capturedFen: Fen;
  },
): Promise<void> {
  await tx.$executeRaw`
    UPDATE payment SET state = ${input.state}, refunded_fen = greatest(refunded_fen, ${input.refundedFen}),
           captured_fen = greatest(captured_fen, ${input.capturedFen}), updated_at = clock_timestamp()
     WHERE id = ${input.paymentId}
       AND (${input.state} <> 'dead' OR state IN ('open', 'processing'))`;
}

export interface OpenInboxRow {
  readonly eventId: string;
  readonly bookingNumber: bigint;
  readonly bureau: string;
  readonly intentId: IntentId;
}

/** Inbox rows whose money has not reached its booking's process yet, by event id from `after` on. */
export async function openInboxRows(
  shard: ShardReader,
  input: { olderThanMs: number; after: string; limit: number },
): Promise<OpenInboxRow[]> {
  const rows = await shard.$queryRaw<
    { event_id: string; booking_id: bigint; bureau: string; intent_id: string }[]
  >`SELECT i.event_id, i.booking_id, b.bureau, i.intent_id FROM inbox i JOIN booking b ON b.id = i.booking_id
     WHERE i.outcome IS NULL AND i.received_at < clock_timestamp() - ${input.olderThanMs}::float8 * interval '1 ms'
       AND i.event_id > ${input.after}
     ORDER BY i.event_id LIMIT ${input.limit}`;
  return rows.map((row) => ({
    eventId: row.event_id,
    bookingNumber: row.booking_id,
    bureau: row.bureau,
    intentId: row.intent_id as IntentId,
  }));
}

/** Writes what came of an inbox row. */
export async function closeInboxRow(
  tx: ShardTransaction,
  eventId: string,
  outcome: string,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE inbox SET outcome = ${outcome}, outcome_at = clock_timestamp()
     WHERE event_id = ${eventId} AND outcome IS NULL`;
}

export interface QuietPayment {
  readonly paymentId: string;
  readonly bookingNumber: bigint;
  readonly bureau: string;
  readonly sessionId: string | null;
  readonly intentId: IntentId | null;
}

/**
 * Attempts older than `olderThanMs` whose webhook may be lost; each is handed out once per `againAfterMs`, those first that
 * have waited longest for it.
 */
export async function takeQuietPayments(
  tx: ShardTransaction,
  input: { olderThanMs: number; againAfterMs: number; limit: number },
): Promise<QuietPayment[]> {
  const rows = await tx.$queryRaw<
    {
      id: string;
      booking_id: bigint;
      bureau: string;
      session_id: string | null;
      intent_id: string | null;
    }[]
  >`UPDATE payment p SET asked_at = clock_timestamp() FROM booking b
     WHERE b.id = p.booking_id AND p.id IN (
       SELECT id FROM payment
        WHERE state IN ('open', 'processing', 'authorised')
          AND created_at < clock_timestamp() - ${input.olderThanMs}::float8 * interval '1 ms'
          AND (asked_at IS NULL OR asked_at < clock_timestamp() - ${input.againAfterMs}::float8 * interval '1 ms')
        ORDER BY asked_at NULLS FIRST, created_at LIMIT ${input.limit} FOR UPDATE SKIP LOCKED)
    RETURNING p.id, p.booking_id, b.bureau, p.session_id, p.intent_id`;
  return rows.map((row) => ({
    paymentId: row.id,
    bookingNumber: row.booking_id,
    bureau: row.bureau,
    sessionId: row.session_id,
    intentId: row.intent_id as IntentId | null,
  }));
}

/** The row as the product knows it. */
export function storedPayment(row: PaymentRow): StoredPayment {
  return {
    id: row.id,
    attempt: row.attempt,
    sessionId: row.session_id,
    checkoutUrl: row.checkout_url,
    intentId: row.intent_id as IntentId | null,
    state: row.state,
    amountFen: row.amount_fen as Fen,
    capturedFen: row.captured_fen as Fen,
    refundedFen: row.refunded_fen as Fen,
    currency: row.currency,
    isRefused: row.refused_at !== null,
    createdAt: row.created_at.getTime() as Instant,
  };
}
