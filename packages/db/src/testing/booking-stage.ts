import { randomUUID } from 'node:crypto';
import {
  type IntentId,
  type RunId,
  type SeatId,
  bookingNumber,
  serviceDateOfRun,
  trainIdOfRun,
} from '@interlock/domain/ids';
import type { Fen } from '@interlock/domain/money';
import { readBooking } from '../bookings.ts';
import type { SeatAllocator } from '../seat-allocator.ts';
import type { HoldRequest } from '../seat-requests.ts';
import { type IssueAnswer, type IssueInput, issueTickets } from '../tickets.ts';
import type { Circumstances, From } from './booking-cells.ts';
import {
  type ShardFixture,
  insertPayment,
  moveDeadline,
  sampleHold,
  sampleRelease,
} from './shard-fixture.ts';

/** A booking brought into the state an event shall meet it in. */
export interface StagedBooking {
  readonly request: HoldRequest;
  /** The intent that confirmed it, if any. */
  readonly own: IntentId;
  /** The intent the event is about. */
  readonly intent: IntentId;
}

export interface Stage {
  readonly shard: ShardFixture;
  readonly allocator: SeatAllocator;
  /** A run with seats for everybody. */
  readonly run: RunId;
}

type Staging = Pick<Circumstances, 'clock' | 'money' | 'seats'> & {
  readonly from: From;
  /** Writes the payment row of an intent that is not its own in this state. */
  readonly intent: { readonly kind: Circumstances['intent']; readonly state: string };
};

const secondsOf = {
  'past pay-by': { payBy: -30, expiresAt: 30 },
  'past expires-at': { payBy: -90, expiresAt: -30 },
} as const;

export const priceFen = 55_300;

/** Holds seats through the allocator and takes the booking further by the product's own steps; only its clock is moved. */
export async function stageBooking(stage: Stage, staging: Staging): Promise<StagedBooking> {
  const { shard, allocator } = stage;
  const isRoomy = staging.seats === 'seats free';
  const runId = isRoomy ? stage.run : await shard.publish({ stops: 3, seats: 1 });
  const request = sampleHold({ runId, from: 0, to: 2 });
  const { bookingId } = request;
  const own = newIntent();
  const intent = staging.intent.kind === 'own' ? own : newIntent();
  const booking = { request, own, intent };
  if (staging.from !== 'none') {
    await answered(allocator.hold(request), 'held');
    await takeFurther(stage, booking, staging.from);
    await insertEventsPayment(stage, booking, staging);
    await insertOtherMoney(stage, booking, staging.money);
    if (staging.clock !== 'ahead') await moveDeadline(shard, bookingId, secondsOf[staging.clock]);
  }
  const isTaken = staging.from !== 'none' && staging.from !== 'released';
  if (staging.seats === 'seats gone' && !isTaken) {
    await answered(allocator.hold(sampleHold({ runId, from: 1, to: 2 })), 'held');
  }
  return booking;
}

async function takeFurther(stage: Stage, booking: StagedBooking, from: From): Promise<void> {
  const { allocator, shard } = stage;
  const { bookingId } = booking.request;
  if (from === 'released') await answered(allocator.release(sampleRelease(bookingId)), 'released');
  if (from === 'none' || from === 'held' || from === 'released') return;
  await insertPayment(shard, { bookingId, intentId: booking.own });
  const confirm = { bookingId, intentId: booking.own, actor: 'workflow' };
  await answered(allocator.confirm(confirm), 'confirmed');
  if (from === 'ticketed') await answered(issue(stage, booking, booking.own), 'ticketed');
}

async function insertEventsPayment(
  { shard }: Stage,
  booking: StagedBooking,
  { intent: { kind, state } }: Staging,
): Promise<void> {
  if (kind === 'unknown' || kind === 'own') return;
  const { bookingId } = booking.request;
  const payment = { bookingId, intentId: booking.intent, state, attempt: 2 };
  await insertPayment(shard, payment);
  if (kind === 'refused') await refuse(shard, booking.intent);
}

async function insertOtherMoney(
  { shard }: Stage,
  { request: { bookingId } }: StagedBooking,
  money: Staging['money'],
): Promise<void> {
  const pay = async (payment: { attempt: number; state?: string; amountFen?: number }) => {
    const intentId = newIntent();
    await insertPayment(shard, { bookingId, intentId, ...payment });
    return intentId;
  };
  if (money === 'money waiting') await pay({ attempt: 3 });
  if (money !== 'useless money') return;
  await pay({ attempt: 3, amountFen: priceFen - 1 });
  await pay({ attempt: 4, state: 'voided' });
  await refuse(shard, await pay({ attempt: 5, state: 'captured' }));
}

async function refuse({ admin }: ShardFixture, intent: IntentId): Promise<void> {
  await admin.query('UPDATE payment SET refused_at = now() WHERE intent_id = $1', [intent]);
}

/** Issues the booking's tickets, as the process does after the capture. */
export async function issue(
  { shard }: Pick<Stage, 'shard'>,
  { request }: Pick<StagedBooking, 'request'>,
  intentId: IntentId,
): Promise<IssueAnswer> {
  const { bookingId, runId, from, to } = request;
  const row = await shard.shards.read(bookingId, (reader) => readBooking(reader, bookingId));
  const input: IssueInput = {
    bookingId,
    intentId,
    runId,
    trainId: trainIdOfRun(runId),
    serviceDate: serviceDateOfRun(runId),
    from,
    to,
    priceFen: priceFen as Fen,
    currency: 'CNY',
    tickets: (row?.passengers ?? []).map(({ ord, travellerId, documentHash, fareFen }) => ({
      id: `${bookingId}-${ord}`,
      ord,
      seatId: row?.seatIds[ord] ?? (0 as SeatId),
      travellerId,
      documentHash,
      priceFen: fareFen as Fen,
      qr: '',
    })),
    shares: [{ bureau: 'B', amountFen: priceFen as Fen }],
    channels: ['mail'],
    actor: 'workflow',
  };
  return shard.shards.transact(bookingId, (tx) => issueTickets(tx, input));
}

/** What an event left behind. */
export interface Trace {
  readonly state: number | null;
  readonly reason: string | null;
  readonly payBy: number | null;
  readonly refused: boolean | null;
  readonly extended: boolean | null;
  /** Each event of the booking's story so far, oldest first. */
  readonly story: { event: string; from: number | null; to: number }[];
}

/** The booking, the payment of the event's intent and the story, as they stand. */
export async function traceOf({ shard }: Stage, booking: StagedBooking): Promise<Trace> {
  const { rows } = await shard.admin.query<Trace>(
    `SELECT b.state, b.release_reason AS reason, epoch_ms(b.pay_by)::float8 AS "payBy",
            p.refused_at IS NOT NULL AS refused, p.extended,
            (SELECT coalesce(json_agg(json_build_object('event', e.event, 'from', e.from_state, 'to', e.to_state) ORDER BY e.id), '[]')
               FROM booking_event e WHERE e.booking_id = asked.id) AS story
       FROM (SELECT $1::bigint AS id) asked LEFT JOIN booking b ON b.id = asked.id
       LEFT JOIN payment p ON p.booking_id = asked.id AND p.intent_id = $2`,
    [bookingNumber(booking.request.bookingId).toString(), booking.intent],
  );
  const [trace] = rows;
  if (trace === undefined) throw new Error('no trace');
  return trace;
}

async function answered(asking: Promise<{ kind: string }>, expected: string): Promise<void> {
  const { kind } = await asking;
  if (kind !== expected) throw new Error(`the stage wanted ${expected}, the answer was ${kind}`);
}

function newIntent(): IntentId {
  return `pi_${randomUUID()}` as IntentId;
}
