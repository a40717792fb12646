import type { SeatClass } from '@interlock/domain/classes';
import type { BookingId, BookingReference, RunId } from '@interlock/domain/ids';
import { bookingIdOf, bookingNumber, bureauOf, isBureauLetter } from '@interlock/domain/ids';
import type { Fen } from '@interlock/domain/money';
import type { BookedPassenger } from '@interlock/domain/passengers/booked-passenger';
import { isRefusalCode, type RefusalCode } from '@interlock/domain/refusals';
import {
  isBoundByAccountRules,
  saleChannels,
  type SaleChannel,
} from '@interlock/domain/sale-channels';
import type { SaleRules } from '@interlock/domain/sale-rules';
import type { SeatPlace } from '@interlock/domain/seat-place';
import type { Instant, ServiceDate } from '@interlock/domain/time';
import type { CentralReader, CentralTransaction } from './connections.ts';
import { sqlStateOf } from './database-errors.ts';

/** What the hold will ask of the shard; masked names only, kept in central so that Temporal carries ids alone. */
export interface HoldPlan {
  readonly runId: RunId;
  readonly trainId: number;
  readonly serviceDate: ServiceDate;
  readonly seatClass: SeatClass;
  readonly from: number;
  readonly to: number;
  readonly letters: string[];
  /** Exactly these seats, one per passenger; any when left out. */
  readonly places?: readonly SeatPlace[];
  readonly priceFen: Fen;
  readonly currency: 'CNY';
  readonly language: 'zh' | 'en';
  /** The account's, as the intake found it. */
  readonly channel: SaleChannel;
  readonly windowMs: number;
  readonly departsAt: Instant;
  readonly arrivesAt: Instant;
  readonly lastMoment: Instant;
  readonly passengers: BookedPassenger[];
}

/** What is known before the intake asks the account's row. */
export type AskedPlan = Omit<HoldPlan, 'channel'>;

export interface IntakeInput {
  readonly caller: string;
  readonly key: string;
  readonly requestHash: string;
  readonly bookingId: BookingId;
  readonly reference: BookingReference;
  readonly accountId: string;
  readonly plan: AskedPlan;
  readonly contactSealed: Uint8Array;
  /** The railway's day of today: the day that cancellations are counted on. */
  readonly today: ServiceDate;
  readonly rules: SaleRules;
}

export type IntakeAnswer =
  | { readonly kind: 'new'; readonly bookingId: BookingId; readonly reference: BookingReference }
  | {
      readonly kind: 'again';
      readonly bookingId: BookingId;
      readonly reference: BookingReference;
      readonly outcome: string | null;
    }
  | { readonly kind: 'refused'; readonly code: RefusalCode };

/** The channels whose accounts the rules of one account bind. */
const boundChannels = saleChannels.filter(isBoundByAccountRules);

/** Thrown to roll the intake back; carries the refusal. */
export class IntakeRefused extends Error {
  readonly code: RefusalCode;
  constructor(code: RefusalCode) {
    super(code);
    this.code = code;
  }
}

/**
 * One statement, whole in itself: the key, then the account's row, then the documents' claims, always in this order.
 * Throws IntakeRefused (nothing stays) for a rule, and the database's error for a booking id already drawn (23505).
 */
export async function takeIn(tx: CentralTransaction, input: IntakeInput): Promise<IntakeAnswer> {
  const { plan, rules, today, bookingId, reference } = input;
  const asked = JSON.stringify({
    caller: input.caller,
    key: input.key,
    requestHash: input.requestHash,
    bookingId: String(bookingNumber(bookingId)),
    bureau: bureauOf(bookingId),
    reference,
    accountId: input.accountId,
    plan,
  });
  // Sorted, so that two intakes never wait for each other in a circle.
  const documents = plan.passengers.map((passenger) => passenger.documentHash).sort();
  try {
    const rows = await tx.$queryRaw<{ is_new: boolean }[]>`
      SELECT take_in(${asked}::jsonb, ${input.contactSealed}::bytea, ${documents}::text[], ${boundChannels}::text[],
                     ${rules.cancellationsPerDayMax}::integer, ${today}::date) AS is_new`;
    if (rows[0]?.is_new === true) return { kind: 'new', bookingId, reference };
  } catch (error) {
    throw refusalIn(error) ?? error;
  }
  return sameRequest(tx, input);
}

/** SQLSTATE with which take_in refuses by a rule. */
const refusedState = 'IL002';

function refusalIn(error: unknown): IntakeRefused | null {
  if (sqlStateOf(error) !== refusedState) return null;
  const code = /intake refused: ([a-z-]+)/.exec(String(error))?.[1] ?? '';
  if (!isRefusalCode(code)) throw new Error(`take_in refused without a known code: ${code}`);
  return new IntakeRefused(code);
}

/** What was taken in under this key, or null. */
export async function findIntake(
  central: CentralReader,
  input: { caller: string; key: string; requestHash: string },
): Promise<IntakeAnswer | null> {
  const rows = await central.$queryRaw<KnownIntake[]>`
    SELECT request_hash, booking_id, bureau, reference, outcome FROM intake
     WHERE caller = ${input.caller} AND key = ${input.key}`;
  return rows[0] === undefined ? null : answerAgain(rows[0], input.requestHash);
}

interface KnownIntake {
  request_hash: string;
  booking_id: bigint;
  bureau: string;
  reference: string;
  outcome: string | null;
}

async function sameRequest(tx: CentralTransaction, input: IntakeInput): Promise<IntakeAnswer> {
  const known = await findIntake(tx, input);
  if (known === null) throw new Error('an intake row vanished while it was asked for again');
  return known;
}

function answerAgain(row: KnownIntake, requestHash: string): IntakeAnswer {
  if (row.request_hash !== requestHash) return { kind: 'refused', code: 'key-reused' };
  return {
    kind: 'again',
    bookingId: idOf(row),
    reference: row.reference as BookingReference,
    outcome: row.outcome,
  };
}

export interface StoredIntake {
  readonly bookingId: BookingId;
  readonly reference: BookingReference;
  readonly accountId: string;
  readonly requestHash: string;
  readonly plan: HoldPlan;
  readonly contactSealed: Uint8Array | null;
  readonly isClosed: boolean;
}

/** What was asked for under this booking id, or null. */
export async function readIntake(
  central: CentralReader,
  id: BookingId,
): Promise<StoredIntake | null> {
  const rows = await central.$queryRaw<
    {
      reference: string;
      account_id: string;
      request_hash: string;
      plan: HoldPlan;
      contact_sealed: Uint8Array | null;
      closed_at: Date | null;
    }[]
  >`SELECT reference, account_id, request_hash, plan, contact_sealed, closed_at FROM intake
     WHERE booking_id = ${bookingNumber(id)}`;
  const row = rows[0];
  if (row === undefined) return null;
  return {
    bookingId: id,
    reference: row.reference as BookingReference,
    accountId: row.account_id,
    requestHash: row.request_hash,
    plan: row.plan,
    contactSealed: row.contact_sealed,
    isClosed: row.closed_at !== null,
  };
}

export type IntakeOutcome =
  | 'ticketed'
  | 'expired'
  | 'cancelled'
  | 'refused'
  | 'sold-out'
  | 'seats-taken'
  | 'busy'
  | 'settled';

/** Frees the account; without a ticket also the documents. An expiry or a passenger's cancellation counts for the day. */
export async function closeIntake(
  tx: CentralTransaction,
  input: { bookingId: BookingId; outcome: IntakeOutcome; today: ServiceDate },
): Promise<void> {
  const number = bookingNumber(input.bookingId);
  const counts = input.outcome === 'expired' || input.outcome === 'cancelled' ? 1 : 0;
  await tx.$executeRaw`
    WITH closed AS (
      UPDATE intake SET closed_at = clock_timestamp(), outcome = ${input.outcome}
       WHERE booking_id = ${number} AND closed_at IS NULL RETURNING account_id
    ), freed AS (
      DELETE FROM claim WHERE booking_id = ${number} AND ${input.outcome}::text <> 'ticketed' AND EXISTS (SELECT FROM closed)
    )
    UPDATE account_sale a SET
           unpaid_booking = CASE WHEN unpaid_booking = ${number} THEN NULL ELSE unpaid_booking END,
           cancel_count = CASE WHEN ${counts} = 0 THEN cancel_count
                               WHEN cancel_day = ${input.today}::date THEN cancel_count + 1 ELSE 1 END,
           cancel_day = CASE WHEN ${counts} = 0 THEN cancel_day ELSE ${input.today}::date END
      FROM closed WHERE a.account_id = closed.account_id`;
}

/** Intakes open for longer than `forMs`, by booking id from `after` on: the janitor's work, page by page. */
export async function openIntakes(
  central: CentralReader,
  input: { forMs: number; after: bigint; limit: number },
): Promise<BookingId[]> {
  const rows = await central.$queryRaw<{ booking_id: bigint; bureau: string }[]>`
    SELECT booking_id, bureau FROM intake
     WHERE closed_at IS NULL AND booking_id > ${input.after}
       AND created_at < clock_timestamp() - ${input.forMs}::float8 * interval '1 ms'
     ORDER BY booking_id LIMIT ${input.limit}`;
  return rows.map(idOf);
}

/** The account's unpaid booking, for the banner; null when there is none. */
export async function unpaidBookingOf(
  central: CentralReader,
  accountId: string,
): Promise<{ bookingId: BookingId; reference: BookingReference } | null> {
  const rows = await central.$queryRaw<{ booking_id: bigint; bureau: string; reference: string }[]>`
    SELECT i.booking_id, i.bureau, i.reference FROM account_sale a JOIN intake i ON i.booking_id = a.unpaid_booking
     WHERE a.account_id = ${accountId}`;
  const row = rows[0];
  return row === undefined
    ? null
    : { bookingId: idOf(row), reference: row.reference as BookingReference };
}

function idOf(row: { booking_id: bigint; bureau: string }): BookingId {
  if (!isBureauLetter(row.bureau)) throw new Error(`intake row with bureau ${row.bureau}`);
  return bookingIdOf(row.bureau, row.booking_id);
}
