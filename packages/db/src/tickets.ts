import { bookingStateOf } from '@interlock/domain/bookings/booking-states';
import type { BookingId, IntentId, RunId, SeatId } from '@interlock/domain/ids';
import { bookingNumber } from '@interlock/domain/ids';
import type { Fen } from '@interlock/domain/money';
import type { ServiceDate } from '@interlock/domain/time';
import { passengersOfRow, type PassengerColumns } from './booked-passengers.ts';
import { recordImpossible } from './bookings.ts';
import type { ShardReader, ShardTransaction } from './connections.ts';
import { captureLines, issueLines, ledgerRows } from './ledger.ts';
import { messageIdOf } from './notifications.ts';
import type { NotificationChannel } from './notifications.ts';

export interface NewTicket {
  readonly id: string;
  readonly ord: number;
  readonly seatId: SeatId;
  readonly travellerId: string;
  readonly documentHash: string;
  readonly priceFen: Fen;
  readonly qr: string;
}

export interface IssueInput {
  readonly bookingId: BookingId;
  readonly intentId: IntentId;
  readonly runId: RunId;
  readonly trainId: number;
  readonly serviceDate: ServiceDate;
  readonly from: number;
  readonly to: number;
  readonly priceFen: Fen;
  readonly currency: string;
  readonly tickets: NewTicket[];
  readonly shares: { bureau: string; amountFen: Fen }[];
  readonly channels: NotificationChannel[];
  readonly actor: string;
}

export type IssueAnswer =
  | { readonly kind: 'ticketed'; readonly otherMoney: boolean }
  /** Confirmed by another intent. */
  | { readonly kind: 'refused' }
  | { readonly kind: 'hold-lost' }
  /** Not confirmed at all: nothing has changed, somebody must look. */
  | { readonly kind: 'impossible' };

/**
 * State, tickets, ledger, event, notification and feed in one statement, which is its own transaction. Demands the
 * confirmed intent; asked again once ticketed, the answer is the same.
 */
export async function issueTickets(tx: ShardTransaction, input: IssueInput): Promise<IssueAnswer> {
  const issued = await issueConfirmed(tx, input);
  if (issued !== null) return { kind: 'ticketed', otherMoney: issued.otherMoney };
  const number = bookingNumber(input.bookingId);
  const rows = await tx.$queryRaw<{ state: number; other_money: boolean }[]>`
    SELECT b.state, EXISTS (SELECT 1 FROM payment p
      WHERE p.booking_id = b.id AND p.intent_id IS DISTINCT FROM b.confirmed_intent
        AND p.state IN ('open', 'processing', 'authorised', 'captured')) AS other_money
      FROM booking b WHERE b.id = ${number}`;
  const booking = rows[0];
  if (booking === undefined) return { kind: 'impossible' };
  switch (bookingStateOf(booking.state)) {
    case 'held': {
      const { bookingId: id, intentId, actor } = input;
      await recordImpossible(tx, { id, standing: 'held', event: 'issue', intentId, actor });
      return { kind: 'impossible' };
    }
    case 'released':
      return { kind: 'hold-lost' };
    case 'confirmed':
      return { kind: 'refused' };
    case 'ticketed':
      return { kind: 'ticketed', otherMoney: booking.other_money };
  }
}

/** Compare-and-set on the booking's row; everything else is written only if it was confirmed by this intent. Null: it was not. */
async function issueConfirmed(
  tx: ShardTransaction,
  input: IssueInput,
): Promise<{ otherMoney: boolean } | null> {
  const number = bookingNumber(input.bookingId);
  const detail = JSON.stringify({ intent: input.intentId, tickets: input.tickets.length });
  const rows = await tx.$queryRaw<{ other_money: boolean }[]>`
    WITH issued AS (
      UPDATE booking SET state = 3, closed_at = clock_timestamp(),
             story = story || story_line(clock_timestamp() - created_at, 'issue', 2, 3, ${input.actor}, NULL, ${detail})
       WHERE id = ${number} AND state = 2 AND confirmed_intent = ${input.intentId} RETURNING id
    ), paid AS (
      UPDATE payment SET state = 'captured', captured_fen = ${input.priceFen}, updated_at = clock_timestamp(),
             kept_at = clock_timestamp()
       WHERE booking_id IN (SELECT id FROM issued) AND intent_id = ${input.intentId}
    ), told AS (
      UPDATE inbox SET outcome = 'recorded', outcome_at = clock_timestamp()
       WHERE booking_id IN (SELECT id FROM issued) AND intent_id = ${input.intentId} AND outcome IS NULL
    ), tickets AS (
      INSERT INTO ticket (id, booking_id, ord, run_id, seat_id, from_stop, to_stop, traveller_id, document_hash,
                          train_id, service_date, price_fen, qr)
      SELECT t.id, issued.id, t.ord, ${BigInt(input.runId)}, t.seat_id, ${input.from}::smallint, ${input.to}::smallint,
             t.traveller_id, t.document_hash, ${input.trainId}, ${input.serviceDate}::date, t.price_fen, t.qr
        FROM issued, jsonb_to_recordset(${ticketRows(input.tickets)}::jsonb)
          AS t (id text, ord smallint, seat_id bigint, traveller_id text, document_hash text, price_fen integer, qr text)
    ), postings AS (
      INSERT INTO ledger (operation, ord, booking_id, account, debit_fen, credit_fen, currency)
      SELECT l.operation, l.ord, issued.id, l.account, l.debit_fen, l.credit_fen, ${input.currency}
        FROM issued, jsonb_to_recordset(${postings(input)}::jsonb)
          AS l (operation text, ord smallint, account text, debit_fen bigint, credit_fen bigint)
      ON CONFLICT DO NOTHING
    ), messages AS (
      INSERT INTO notification (booking_id, kind, channel, message_id)
      SELECT issued.id, 'ticket', n.channel, n.message_id
        FROM issued, jsonb_to_recordset(${messageRows(input)}::jsonb) AS n (channel text, message_id text)
      ON CONFLICT DO NOTHING
    ), feed AS (
      INSERT INTO outbox (body)
      SELECT ${JSON.stringify({ runs: [], ticketed: input.bookingId })}::jsonb FROM issued
    )
    SELECT EXISTS (SELECT 1 FROM payment WHERE booking_id = ${number} AND intent_id IS DISTINCT FROM ${input.intentId}
             AND state IN ('open', 'processing', 'authorised', 'captured')) AS other_money
      FROM issued`;
  const row = rows[0];
  return row === undefined ? null : { otherMoney: row.other_money };
}

function ticketRows(tickets: readonly NewTicket[]): string {
  return JSON.stringify(
    tickets.map((ticket) => ({
      id: ticket.id,
      ord: ticket.ord,
      seat_id: ticket.seatId,
      traveller_id: ticket.travellerId,
      document_hash: ticket.documentHash,
      price_fen: ticket.priceFen,
      qr: ticket.qr,
    })),
  );
}

/** The capture and the issue, each balanced by itself. */
function postings(input: IssueInput): string {
  const { bookingId, intentId, priceFen, shares } = input;
  return JSON.stringify([
    ...ledgerRows({
      operation: `${bookingId}:${intentId}:capture`,
      lines: captureLines(priceFen),
    }),
    ...ledgerRows({ operation: `${bookingId}:issue`, lines: issueLines(shares) }),
  ]);
}

function messageRows({ bookingId, channels }: IssueInput): string {
  return JSON.stringify(
    channels.map((channel) => ({
      channel,
      message_id: messageIdOf({ bookingId, kind: 'ticket', channel }),
    })),
  );
}

export interface StoredTicket {
  readonly id: string;
  readonly ord: number;
  readonly seatId: SeatId;
  readonly qr: string;
  readonly state: 'valid' | 'void';
}

export interface TicketRow {
  id: string;
  ord: number;
  seat_id: number | bigint;
  qr: string;
  state: 'valid' | 'void';
}

/** The row as the product knows it. */
export function storedTicket(row: TicketRow): StoredTicket {
  return {
    id: row.id,
    ord: row.ord,
    seatId: Number(row.seat_id) as SeatId,
    qr: row.qr,
    state: row.state,
  };
}

export interface TicketStanding {
  readonly state: 'valid' | 'void';
  readonly qr: string;
  readonly reference: string;
  /** The passenger's, masked. */
  readonly name: string;
  readonly document: string;
}

/** What the shard knows of a ticket, or null. */
export async function standingOfTicket(
  shard: ShardReader,
  ticketId: string,
): Promise<TicketStanding | null> {
  const rows = await shard.$queryRaw<
    (Pick<TicketRow, 'state' | 'qr' | 'ord'> & {
      reference: string;
      passengers: PassengerColumns[];
    })[]
  >`SELECT t.state, t.qr, t.ord, b.reference, b.passengers FROM ticket t JOIN booking b ON b.id = t.booking_id
     WHERE t.id = ${ticketId}`;
  const row = rows[0];
  if (row === undefined) return null;
  const passenger = passengersOfRow(row.passengers)[row.ord];
  return {
    state: row.state,
    qr: row.qr,
    reference: row.reference,
    name: passenger?.nameMasked ?? '',
    document: passenger?.documentMasked ?? '',
  };
}
