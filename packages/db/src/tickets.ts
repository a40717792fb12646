import { bookingStateOf } from '@interlock/domain/bookings/booking-states';
import type { BookingId, IntentId, RunId, SeatId } from '@interlock/domain/ids';
import { bookingNumber } from '@interlock/domain/ids';
import type { Fen } from '@interlock/domain/money';
import type { ServiceDate } from '@interlock/domain/time';
import { recordEvent, recordImpossible } from './bookings.ts';
import type { ShardReader, ShardTransaction } from './connections.ts';
import { captureLines, issueLines, postLedger } from './ledger.ts';
import { queueNotification } from './notifications.ts';
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
 * One transaction: state, tickets, ledger, event, notification, feed. Demands the confirmed intent; asked again once
 * ticketed, the answer is the same.
 */
export async function issueTickets(tx: ShardTransaction, input: IssueInput): Promise<IssueAnswer> {
  const number = bookingNumber(input.bookingId);
  const rows = await tx.$queryRaw<{ state: number; confirmed_intent: string | null }[]>`
    SELECT state, confirmed_intent FROM booking WHERE id = ${number} FOR UPDATE`;
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
      if (booking.confirmed_intent !== input.intentId) return { kind: 'refused' };
      await writeTickets(tx, input);
      return { kind: 'ticketed', otherMoney: await hasOtherMoney(tx, input.bookingId) };
    case 'ticketed':
      return { kind: 'ticketed', otherMoney: await hasOtherMoney(tx, input.bookingId) };
  }
}

async function writeTickets(tx: ShardTransaction, input: IssueInput): Promise<void> {
  const number = bookingNumber(input.bookingId);
  await tx.$executeRaw`
    UPDATE booking SET state = 3, closed_at = clock_timestamp() WHERE id = ${number}`;
  await tx.$executeRaw`
    UPDATE payment SET state = 'captured', captured_fen = ${input.priceFen}, updated_at = clock_timestamp()
     WHERE booking_id = ${number} AND intent_id = ${input.intentId}`;
  for (const ticket of input.tickets) {
    await tx.$executeRaw`
      INSERT INTO ticket (id, booking_id, ord, run_id, seat_id, from_stop, to_stop, traveller_id, document_hash,
                          train_id, service_date, price_fen, qr)
      VALUES (${ticket.id}, ${number}, ${ticket.ord}::smallint, ${BigInt(input.runId)}, ${BigInt(ticket.seatId)},
              ${input.from}::smallint, ${input.to}::smallint, ${ticket.travellerId}, ${ticket.documentHash},
              ${input.trainId}, ${input.serviceDate}::date, ${ticket.priceFen}, ${ticket.qr})`;
  }
  const money = { bookingId: input.bookingId, currency: input.currency };
  await postLedger(tx, {
    ...money,
    operation: `${input.bookingId}:${input.intentId}:capture`,
    lines: captureLines(input.priceFen),
  });
  await postLedger(tx, {
    ...money,
    operation: `${input.bookingId}:issue`,
    lines: issueLines(input.shares),
  });
  await recordEvent(tx, {
    id: input.bookingId,
    event: 'issue',
    from: 'confirmed',
    to: 'ticketed',
    actor: input.actor,
    detail: { intent: input.intentId, tickets: input.tickets.length },
  });
  for (const channel of input.channels) {
    await queueNotification(tx, { bookingId: input.bookingId, kind: 'ticket', channel });
  }
  await tx.$executeRaw`
    INSERT INTO outbox (body) VALUES (${JSON.stringify({ runs: [], ticketed: input.bookingId })}::jsonb)`;
}

/** Whether a payment that did not buy the tickets is still open, authorised or captured. */
async function hasOtherMoney(tx: ShardTransaction, id: BookingId): Promise<boolean> {
  const rows = await tx.$queryRaw<{ found: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM payment p JOIN booking b ON b.id = p.booking_id
      WHERE b.id = ${bookingNumber(id)} AND p.intent_id IS DISTINCT FROM b.confirmed_intent
        AND p.state IN ('open', 'processing', 'authorised', 'captured')) AS found`;
  return rows[0]?.found ?? false;
}

export interface StoredTicket {
  readonly id: string;
  readonly ord: number;
  readonly seatId: SeatId;
  readonly qr: string;
  readonly state: 'valid' | 'void';
}

/** The booking's tickets in the order of its passengers. */
export async function ticketsOfBooking(shard: ShardReader, id: BookingId): Promise<StoredTicket[]> {
  const rows = await shard.$queryRaw<
    { id: string; ord: number; seat_id: bigint; qr: string; state: 'valid' | 'void' }[]
  >`SELECT id, ord, seat_id, qr, state FROM ticket WHERE booking_id = ${bookingNumber(id)} ORDER BY ord`;
  return rows.map((row) => ({
    id: row.id,
    ord: row.ord,
    seatId: Number(row.seat_id) as SeatId,
    qr: row.qr,
    state: row.state,
  }));
}
