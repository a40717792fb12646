import { demoShardMapEntries } from '@interlock/db/shard-map';
import {
  bookingNumber,
  makeBookingId,
  makeReference,
  runIdOf,
  seatIdOf,
  type BookingId,
} from '@interlock/domain/ids';
import { addDays, instant, serviceDateAt } from '@interlock/domain/time';
import type { ProviderIntentLine } from '@interlock/gateways/payments/payment-gateway';
import type { TicketSigner } from '@interlock/use-cases/context';

const trainId = 7;
const zone = 'Asia/Shanghai';
export const date = addDays(serviceDateAt(instant(Date.now()), zone), 3);
export const runId = runIdOf(trainId, date);
/** Four seats of one class on a run of four segments. */
export const seats = [0, 1, 2, 3].map((index) => seatIdOf(runId, index));

interface Sample {
  readonly id: BookingId;
  readonly number: bigint;
  readonly reference: string;
  readonly account: string;
  readonly document: string;
}

function sample(random: number, account: string): Sample {
  const id = makeBookingId({ bureau: 'B', atMs: Date.now() - 60_000 + random, random22: random });
  const reference = makeReference({ bureau: 'B', random40: BigInt(random) });
  const document = `${String(random).repeat(8)}`.padEnd(64, 'f');
  return { id, number: bookingNumber(id), reference, account, document };
}

/** Ticketed by pi_ticketed on seat 0, stops 0 to 2. */
export const ticketed = sample(1, 'account-1');
/** Held on seat 1, stops 0 to 4. */
export const held = sample(2, 'account-2');
/** Released from seat 2. */
export const released = sample(3, 'account-3');

export const openWorkflow = `booking/${held.id}`;

export const providerLines: readonly ProviderIntentLine[] = [
  {
    intentId: 'pi_ticketed',
    state: 'captured',
    amountFen: 10_000,
    capturedFen: 10_000,
    refundedFen: 0,
    currency: 'CNY',
    bookingId: ticketed.id,
    attempt: 1,
    createdAt: instant(Date.now() - 60_000),
  },
];

export function shardMapRows(): string {
  const rows = demoShardMapEntries().map(({ bureau, shard }) => `('${bureau}', '${shard}')`);
  return `INSERT INTO shard_map (bureau, shard) VALUES ${rows.join(', ')};`;
}

export function centralRows(): string {
  return `
    INSERT INTO intake (caller, key, request_hash, booking_id, bureau, reference, account_id, plan, closed_at, outcome) VALUES
      ${intake(ticketed)}, now(), 'ticketed'),
      ${intake(held)}, NULL, NULL),
      ${intake(released)}, now(), 'expired');
    INSERT INTO account_sale (account_id, unpaid_booking) VALUES
      ('account-1', NULL), ('account-2', ${held.number}), ('account-3', NULL);
    INSERT INTO claim (document_hash, train_id, service_date, booking_id, departs_at, arrives_at) VALUES
      ${claim(ticketed)}, ${claim(held)};`;
}

function intake({ account, number, reference }: Sample): string {
  return `('${account}', 'key', 'hash', ${number}, 'B', '${reference}', '${account}', '{}'`;
}

function claim({ document, number }: Sample): string {
  return `('${document}', ${trainId}, '${date}', ${number}, '${date}T08:00Z', '${date}T10:00Z')`;
}

/** A ticketed, a held and a released booking on one run that has sold four times. */
export function northRows(signer: TicketSigner): string {
  const seatRow = (at: number, sold: number) =>
    `(${seats[at]}, ${runId}, 4, 1, ${at + 1}, 'A', ${sold})`;
  return `
    INSERT INTO train_plan (id, train_id, version, body) VALUES (${trainId}001, ${trainId}, 1, '{}');
    INSERT INTO run (id, train_id, service_date, plan_id, bureau, segments, ver, sale_opens_at, departs_at) VALUES
      (${runId}, ${trainId}, '${date}', ${trainId}001, 'B', 4, 4, now() - interval '1 day', '${date}T08:00Z');
    INSERT INTO seat (id, run_id, class, coach, row_no, letter, sold) VALUES
      ${seatRow(0, 3)}, ${seatRow(1, 15)}, ${seatRow(2, 0)}, ${seatRow(3, 0)};
    INSERT INTO outbox (body) SELECT jsonb_build_object('runs', jsonb_build_array(
      jsonb_build_array(${runId}, v))) FROM generate_series(1, 4) AS v;
    INSERT INTO booking (id, bureau, reference, run_id, class, from_stop, to_stop, state, release_reason, account_id,
      request_hash, seat_ids, price_fen, passengers, pay_by, expires_at, first_pay_by, departs_at, arrives_at,
      confirmed_intent, closed_at) VALUES
      ${booking(ticketed, { seat: 0, to: 2, end: '3, NULL' })}, 'pi_ticketed', now()),
      ${booking(held, { seat: 1, to: 4, end: '1, NULL' })}, NULL, NULL),
      ${booking(released, { seat: 2, to: 4, end: "4, 'expired'" })}, NULL, now());
    ${told(ticketed, ["'hold', NULL, 1, 'passenger'", "'money-authorised', 1, 1, 'inbox'", "'confirm', 1, 2, 'workflow'", "'issue', 2, 3, 'workflow'"])}
    ${told(held, ["'hold', NULL, 1, 'passenger'"])}
    ${told(released, ["'hold', NULL, 1, 'passenger'", "'deadline', 1, 4, 'sweep'"])}
    ${moneyRows()}
    ${ticketRows(signer)}`;
}

/** SQL that adds events (name, from, to, actor) to the story of a booking. */
export function told(of: { number: bigint }, events: readonly string[]): string {
  const lines = events.map((event) => `story_line(now() - created_at, ${event}, NULL, NULL)`);
  return `UPDATE booking SET story = story || ${lines.join(' || ')} WHERE id = ${of.number};`;
}

function booking(of: Sample, place: { seat: number; to: number; end: string }): string {
  const passengers = JSON.stringify([['traveller', '王*', '1101***', of.document, 0, 10_000]]);
  return `(${of.number}, 'B', '${of.reference}', ${runId}, 4, 0, ${place.to}, ${place.end}, '${of.account}', 'hash',
    '{${seats[place.seat]}}', 10000, '${passengers}', now() + interval '20 min', now() + interval '21 min',
    now() + interval '20 min', '${date}T08:00Z', '${date}T10:00Z'`;
}

function moneyRows(): string {
  const line = (operation: string, ord: number, account: string, sides: string) =>
    `('${ticketed.id}:${operation}', ${ord}, ${ticketed.number}, '${account}', ${sides}, 'CNY')`;
  return `
    INSERT INTO payment (id, booking_id, attempt, session_id, intent_id, state, amount_fen, captured_fen, currency, kept_at) VALUES
      ('${ticketed.id}:1', ${ticketed.number}, 1, 'cs_1', 'pi_ticketed', 'captured', 10000, 10000, 'CNY', now());
    INSERT INTO inbox (event_id, booking_id, intent_id, kind, amount_fen, currency, source, outcome, outcome_at) VALUES
      ('evt_1', ${ticketed.number}, 'pi_ticketed', 'authorised', 10000, 'CNY', 'webhook', 'delivered', now());
    INSERT INTO ledger (operation, ord, booking_id, account, debit_fen, credit_fen, currency) VALUES
      ${line('pi_ticketed:capture', 1, 'gateway-receivable', '10000, 0')},
      ${line('pi_ticketed:capture', 2, 'customer-prepayment', '0, 10000')},
      ${line('issue', 1, 'customer-prepayment', '10000, 0')},
      ${line('issue', 2, 'bureau-payable:B', '0, 10000')};`;
}

function ticketRows(signer: TicketSigner): string {
  const qr = ticketCode(signer, 'B0TICKET');
  return `
    INSERT INTO ticket (id, booking_id, ord, run_id, seat_id, from_stop, to_stop, traveller_id, document_hash,
      train_id, service_date, price_fen, qr) VALUES
      ('B0TICKET', ${ticketed.number}, 1, ${runId}, ${seats[0]}, 0, 2, 'traveller-1', '${ticketed.document}',
       ${trainId}, '${date}', 10000, '${qr}');
    INSERT INTO notification (booking_id, kind, channel, message_id, state, sent_at) VALUES
      (${ticketed.number}, 'ticket', 'mail', 'ticket.mail.1@interlock.example', 'sent', now());`;
}

export function ticketCode(signer: TicketSigner, id: string): string {
  const facts = {
    t: id,
    n: 'G7',
    d: date,
    f: 'AAA',
    o: 'BBB',
    c: 'second',
    s: '1-1A',
    h: ticketed.document.slice(0, 16),
    b: 29_000_000,
    e: 29_000_300,
  };
  const body = `IL1.${signer.keyId}.${Buffer.from(JSON.stringify(facts)).toString('base64url')}`;
  return `${body}.${signer.sign(body)}`;
}
