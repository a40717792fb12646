import { bookingStateCode, bookingStateOf } from '@interlock/domain/bookings/booking-states';
import type { BookingState, ReleaseReason } from '@interlock/domain/bookings/booking-states';
import { extendedPayBy, type Deadline } from '@interlock/domain/bookings/deadlines';
import type { SeatClass } from '@interlock/domain/classes';
import { seatClassOf } from '@interlock/domain/classes';
import type { BookingId, BookingReference, IntentId } from '@interlock/domain/ids';
import { bookingIdOf, bookingNumber, isBureauLetter } from '@interlock/domain/ids';
import type { RunId, SeatId } from '@interlock/domain/ids';
import type { Fen } from '@interlock/domain/money';
import type { BookedPassenger } from '@interlock/domain/passengers/booked-passenger';
import type { SaleRules } from '@interlock/domain/sale-rules';
import type { Instant } from '@interlock/domain/time';
import { type PassengerColumns, passengersOfRow } from './booked-passengers.ts';
import type { ShardReader, ShardTransaction } from './connections.ts';

/** A booking as its shard stores it. */
export interface StoredBooking {
  readonly id: BookingId;
  readonly reference: BookingReference;
  readonly runId: RunId;
  readonly seatClass: SeatClass;
  readonly from: number;
  readonly to: number;
  readonly state: BookingState;
  readonly releaseReason: ReleaseReason | null;
  readonly accountId: string;
  readonly channel: string;
  readonly seatIds: SeatId[];
  readonly priceFen: Fen;
  readonly currency: string;
  readonly language: 'zh' | 'en';
  readonly passengers: BookedPassenger[];
  readonly contactSealed: Uint8Array | null;
  readonly createdAt: Instant;
  readonly payBy: Instant | null;
  readonly expiresAt: Instant | null;
  readonly departsAt: Instant | null;
  readonly lastMoment: Instant | null;
  readonly confirmedIntent: IntentId | null;
  readonly askedExtensions: number;
  readonly closedAt: Instant | null;
  /** The database's clock at the moment of reading. */
  readonly now: Instant;
}

export interface BookingRow {
  id: bigint;
  bureau: string;
  reference: string;
  run_id: bigint;
  class: number;
  from_stop: number;
  to_stop: number;
  state: number;
  release_reason: string | null;
  account_id: string;
  channel: string;
  seat_ids: bigint[];
  price_fen: number;
  currency: string;
  language: string;
  passengers: PassengerColumns[];
  contact_sealed: Uint8Array | null;
  created_at: Date;
  pay_by: Date | null;
  expires_at: Date | null;
  departs_at: Date | null;
  first_pay_by: Date | null;
  last_moment: Date | null;
  confirmed_intent: string | null;
  asked_extensions: number;
  closed_at: Date | null;
  now: Date;
}

/** The booking, or null when this shard has never heard of it. */
export async function readBooking(
  shard: ShardReader,
  id: BookingId,
): Promise<StoredBooking | null> {
  const rows = await shard.$queryRaw<BookingRow[]>`
    SELECT *, clock_timestamp() AS now FROM booking WHERE id = ${bookingNumber(id)}`;
  return rows[0] === undefined ? null : storedBooking(rows[0]);
}

/** Held rows past their end, first inserted first, for the sweep; rows inserted before `since` are not looked at. */
export async function expiredHolds(
  shard: ShardReader,
  input: { since: Instant; limit: number },
): Promise<BookingId[]> {
  const rows = await shard.$queryRaw<{ id: bigint; bureau: string }[]>`
    SELECT id, bureau FROM booking
     WHERE created_at >= ${new Date(input.since)} AND state = 1 AND expires_at <= clock_timestamp()
     ORDER BY created_at LIMIT ${input.limit}`;
  return rows.map(idOf);
}

/**
 * Until when every inserted hold has ended, by the database's clock, for the sweep's mark: the first row from `since` on
 * that is held or, confirmed, may be held again. Never nearer to now than `behindMs`: what is under way inserts there.
 */
export async function holdsEndedUntil(
  shard: ShardReader,
  input: { since: Instant; behindMs: number },
): Promise<Instant> {
  const rows = await shard.$queryRaw<{ until: Date }[]>`
    SELECT date_trunc('milliseconds', least(
      (SELECT created_at FROM booking WHERE created_at >= ${new Date(input.since)} AND state IN (1, 2)
        ORDER BY created_at LIMIT 1),
      clock_timestamp() - ${input.behindMs}::float8 * interval '1 ms')) AS until`;
  return Math.max(input.since, rows[0]?.until.getTime() ?? 0) as Instant;
}

/** Which of these bookings have ended or do not exist; those under way are left out. */
export async function endedOrUnknown(
  shard: ShardReader,
  ids: readonly BookingId[],
): Promise<BookingId[]> {
  const rows = await shard.$queryRaw<{ id: bigint }[]>`
    SELECT id FROM booking WHERE id = ANY (${ids.map(bookingNumber)}::bigint[]) AND state IN (1, 2)`;
  const underWay = new Set(rows.map((row) => row.id));
  return ids.filter((id) => !underWay.has(bookingNumber(id)));
}

/** Bookings that only a settlement can bring on, by id from `after` on: confirmed, or money without a ticket, for longer than `forMs`. */
export async function unsettledBookings(
  shard: ShardReader,
  input: { forMs: number; after: bigint; limit: number },
): Promise<BookingId[]> {
  const rows = await shard.$queryRaw<{ id: bigint; bureau: string }[]>`
    SELECT b.id, b.bureau FROM payment p JOIN booking b ON b.id = p.booking_id
     WHERE p.kept_at IS NULL AND p.state <> 'dead' AND p.booking_id > ${input.after}
       AND p.updated_at < clock_timestamp() - ${input.forMs}::float8 * interval '1 ms'
       AND (b.state = 2 OR p.state = 'authorised'
         OR (p.state IN ('open', 'processing')
             AND (b.state = 4 OR (b.state = 3 AND b.confirmed_intent IS DISTINCT FROM p.intent_id)))
         OR (p.state = 'captured' AND (b.state <> 3 OR b.confirmed_intent IS DISTINCT FROM p.intent_id)))
     GROUP BY b.id ORDER BY b.id LIMIT ${input.limit}`;
  return rows.map(idOf);
}

/** The causes with a counter on the row; money has one per payment. */
export type ExtensionCause = 'asked' | 'processing' | 'provider-away';

export type ExtensionAnswer =
  | { readonly kind: 'extended'; readonly payBy: Instant }
  | { readonly kind: 'used' }
  | { readonly kind: 'too-close' }
  /** Asked for while money moves: confirmed, or right money waits. */
  | { readonly kind: 'payment-in-progress' }
  | { readonly kind: 'not-held' };

/** The row's deadline as the rules of extension want it. */
export function deadlineOf(
  row: { first_pay_by: Date | null; last_moment: Date | null },
  payBy: Date,
): Deadline {
  return {
    payBy: payBy.getTime() as Instant,
    firstPayBy: (row.first_pay_by ?? payBy).getTime() as Instant,
    lastMoment: (row.last_moment?.getTime() ?? Number.MAX_SAFE_INTEGER) as Instant,
  };
}

/**
 * Moves pay_by and expires_at together, once per cause, never past the last moment. At pay_by only the provider's answer
 * moves them: a person asks before.
 */
export async function extendHold(
  tx: ShardTransaction,
  input: { id: BookingId; cause: ExtensionCause; rules: SaleRules; actor: string },
): Promise<ExtensionAnswer> {
  const rows = await tx.$queryRaw<(BookingRow & ExtensionCounters)[]>`
    SELECT *, clock_timestamp() AS now FROM booking WHERE id = ${bookingNumber(input.id)} FOR UPDATE`;
  const row = rows[0];
  if (row?.state === bookingStateCode.confirmed) return { kind: 'payment-in-progress' };
  if (row === undefined || row.state !== bookingStateCode.held || row.pay_by === null) {
    return { kind: 'not-held' };
  }
  if (input.cause === 'asked') {
    if (await hasMoneyWaiting(tx, input.id)) return { kind: 'payment-in-progress' };
    if (row.pay_by <= row.now) return { kind: 'not-held' };
  }
  if (row.expires_at !== null && row.expires_at <= row.now) return { kind: 'not-held' };
  if (extensionsOf(row, input.cause) > 0) return { kind: 'used' };
  const payBy = new Date(
    extendedPayBy(deadlineOf(row, row.pay_by), {
      cause: input.cause,
      now: row.now.getTime() as Instant,
      rules: input.rules,
    }),
  );
  if (payBy <= row.pay_by) return { kind: 'too-close' };
  const expiresAt = new Date(payBy.getTime() + input.rules.graceMs);
  const number = bookingNumber(input.id);
  const count = (cause: ExtensionCause): number => (cause === input.cause ? 1 : 0);
  await tx.$executeRaw`
    UPDATE booking SET pay_by = ${payBy}, expires_at = ${expiresAt},
           asked_extensions = asked_extensions + ${count('asked')}::smallint,
           processing_extensions = processing_extensions + ${count('processing')}::smallint,
           away_extensions = away_extensions + ${count('provider-away')}::smallint
     WHERE id = ${number}`;
  await recordEvent(tx, {
    id: input.id,
    event: 'deadline-moved',
    from: 'held',
    to: 'held',
    actor: input.actor,
    detail: { cause: input.cause, payBy: payBy.toISOString() },
  });
  return { kind: 'extended', payBy: payBy.getTime() as Instant };
}

interface ExtensionCounters {
  asked_extensions: number;
  processing_extensions: number;
  away_extensions: number;
}

function extensionsOf(row: ExtensionCounters, cause: ExtensionCause): number {
  if (cause === 'asked') return row.asked_extensions;
  return cause === 'processing' ? row.processing_extensions : row.away_extensions;
}

/** Whether money of the right amount, never refused, is authorised or captured; the row must be locked. */
async function hasMoneyWaiting(tx: ShardTransaction, id: BookingId): Promise<boolean> {
  const rows = await tx.$queryRaw<{ found: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM payment p JOIN booking b ON b.id = p.booking_id
      WHERE b.id = ${bookingNumber(id)} AND p.amount_fen = b.price_fen AND p.currency = b.currency
        AND p.refused_at IS NULL AND p.state IN ('authorised', 'captured')) AS found`;
  return rows[0]?.found ?? false;
}

export interface BookingEventInput {
  readonly id: BookingId;
  readonly event: string;
  readonly from: BookingState | null;
  readonly to: BookingState;
  readonly actor: string;
  readonly operation?: string;
  readonly detail?: Record<string, string | number>;
}

/** Writes one line of the booking's story; called inside the transaction that makes it true. */
export async function recordEvent(tx: ShardTransaction, input: BookingEventInput): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO booking_event (booking_id, event, from_state, to_state, actor, operation, detail)
    VALUES (${bookingNumber(input.id)}, ${input.event},
            ${input.from === null ? null : bookingStateCode[input.from]}::smallint,
            ${bookingStateCode[input.to]}::smallint, ${input.actor}, ${input.operation ?? null},
            ${JSON.stringify(input.detail ?? {})}::jsonb)`;
}

/** Writes down, once, what cannot happen to the booking as it stands; nothing else changes. The caller raises the alarm. */
export async function recordImpossible(
  tx: ShardTransaction,
  input: {
    id: BookingId;
    standing: BookingState;
    event: string;
    intentId: IntentId;
    actor: string;
  },
): Promise<void> {
  const code = bookingStateCode[input.standing];
  await tx.$executeRaw`
    INSERT INTO booking_event (booking_id, event, from_state, to_state, actor, operation, detail)
    SELECT ${bookingNumber(input.id)}, 'impossible', ${code}::smallint, ${code}::smallint, ${input.actor}, ${input.event},
           ${JSON.stringify({ intent: input.intentId })}::jsonb
     WHERE NOT EXISTS (SELECT 1 FROM booking_event WHERE booking_id = ${bookingNumber(input.id)}
       AND event = 'impossible' AND operation = ${input.event} AND from_state = ${code}::smallint)`;
}

export interface StoredEvent {
  readonly at: Instant;
  readonly event: string;
  readonly from: BookingState | null;
  readonly to: BookingState;
  readonly actor: string;
  readonly detail: Record<string, string | number>;
}

/** The booking's story, oldest line first. */
export async function eventsOfBooking(shard: ShardReader, id: BookingId): Promise<StoredEvent[]> {
  const rows = await shard.$queryRaw<
    {
      at: Date;
      event: string;
      from_state: number | null;
      to_state: number;
      actor: string;
      detail: Record<string, string | number>;
    }[]
  >`SELECT at, event, from_state, to_state, actor, detail FROM booking_event
     WHERE booking_id = ${bookingNumber(id)} ORDER BY id`;
  return rows.map((row) => ({
    at: row.at.getTime() as Instant,
    event: row.event,
    from: row.from_state === null ? null : bookingStateOf(row.from_state),
    to: bookingStateOf(row.to_state),
    actor: row.actor,
    detail: row.detail,
  }));
}

function idOf(row: { id: bigint; bureau: string }): BookingId {
  if (!isBureauLetter(row.bureau)) throw new Error(`booking row with bureau ${row.bureau}`);
  return bookingIdOf(row.bureau, row.id);
}

/** A tombstone stands for an id alone; it may name no class, and nothing reads one from it. */
const classOfTombstones: SeatClass = 'second';

/** The row as the product knows it. */
export function storedBooking(row: BookingRow): StoredBooking {
  return {
    id: idOf(row),
    reference: row.reference as BookingReference,
    runId: Number(row.run_id) as RunId,
    seatClass: row.release_reason === 'tombstone' ? classOfTombstones : seatClassOf(row.class),
    from: row.from_stop,
    to: row.to_stop,
    state: bookingStateOf(row.state),
    releaseReason: row.release_reason as ReleaseReason | null,
    accountId: row.account_id,
    channel: row.channel,
    seatIds: row.seat_ids.map((seat) => Number(seat) as SeatId),
    priceFen: row.price_fen as Fen,
    currency: row.currency,
    language: row.language === 'en' ? 'en' : 'zh',
    passengers: passengersOfRow(row.passengers),
    contactSealed: row.contact_sealed,
    createdAt: row.created_at.getTime() as Instant,
    payBy: instantOrNull(row.pay_by),
    expiresAt: instantOrNull(row.expires_at),
    departsAt: instantOrNull(row.departs_at),
    lastMoment: instantOrNull(row.last_moment),
    confirmedIntent: row.confirmed_intent as IntentId | null,
    askedExtensions: row.asked_extensions,
    closedAt: instantOrNull(row.closed_at),
    now: row.now.getTime() as Instant,
  };
}

function instantOrNull(date: Date | null): Instant | null {
  return date === null ? null : (date.getTime() as Instant);
}
