import type { BookingId } from '@interlock/domain/ids';
import { bookingIdOf, bookingNumber, isBureauLetter } from '@interlock/domain/ids';
import type { ShardReader, ShardTransaction } from './connections.ts';

export type NotificationKind = 'ticket' | 'money-back';
export type NotificationChannel = 'mail' | 'sms';

export interface Notification {
  readonly bookingId: BookingId;
  readonly kind: NotificationKind;
  readonly channel: NotificationChannel;
  readonly messageId: string;
  readonly attempts: number;
}

/** One row per booking, kind and channel, with its Message-ID fixed before anything is sent. */
export async function queueNotification(
  tx: ShardTransaction,
  input: { bookingId: BookingId; kind: NotificationKind; channel: NotificationChannel },
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO notification (booking_id, kind, channel, message_id)
    VALUES (${bookingNumber(input.bookingId)}, ${input.kind}, ${input.channel}, ${messageIdOf(input)})
    ON CONFLICT DO NOTHING`;
}

/** The same for every try, so that a mail server can tell a repetition. */
export function messageIdOf(message: {
  bookingId: BookingId;
  kind: NotificationKind;
  channel: NotificationChannel;
}): string {
  return `<${message.kind}.${message.channel}.${message.bookingId}@interlock.example>`;
}

/** What there is to send for a booking now, and how many of its messages wait or are with another sender. */
export interface TakenNotifications {
  readonly due: Notification[];
  readonly later: number;
}

/** Takes the booking's due messages for sending; whoever took a row is the only one to send it. */
export async function takeNotifications(
  tx: ShardTransaction,
  id: BookingId,
): Promise<TakenNotifications> {
  const number = bookingNumber(id);
  const rows = await tx.$queryRaw<(NotificationRow | NothingDue)[]>`
    WITH moment AS MATERIALIZED (SELECT clock_timestamp() AS at),
    taken AS (
      UPDATE notification n SET state = 'sending', attempts = n.attempts + 1, next_at = moment.at FROM moment
       WHERE n.booking_id = ${number} AND n.state = 'waiting' AND n.next_at <= moment.at
      RETURNING n.kind, n.channel, n.message_id, n.attempts)
    SELECT taken.*, unsent.later FROM (
      SELECT count(*)::int AS later FROM notification n, moment
       WHERE n.booking_id = ${number} AND (n.state = 'sending' OR (n.state = 'waiting' AND n.next_at > moment.at))) unsent
      LEFT JOIN taken ON true`;
  const due = rows.flatMap((row) =>
    row.kind === null
      ? []
      : {
          bookingId: id,
          kind: row.kind,
          channel: row.channel,
          messageId: row.message_id,
          attempts: row.attempts,
        },
  );
  return { due, later: rows[0]?.later ?? 0 };
}

interface NothingDue {
  kind: null;
  later: number;
}

interface NotificationRow {
  kind: NotificationKind;
  channel: NotificationChannel;
  message_id: string;
  attempts: number;
  later: number;
}

export type SendOutcome =
  | { readonly kind: 'sent' }
  | { readonly kind: 'unknown'; readonly why: string }
  | { readonly kind: 'retry'; readonly why: string; readonly inMs: number; readonly forMs: number };

/** Keeps how sending went. Unknown is never sent again; a refusal is tried again until `forMs` has passed. */
export async function noteSent(
  tx: ShardTransaction,
  input: { messageId: string; outcome: SendOutcome },
): Promise<void> {
  const { outcome, messageId } = input;
  if (outcome.kind === 'sent') {
    await tx.$executeRaw`
      UPDATE notification SET state = 'sent', sent_at = clock_timestamp(), last_error = NULL WHERE message_id = ${messageId}`;
  } else if (outcome.kind === 'unknown') {
    await tx.$executeRaw`
      UPDATE notification SET state = 'unknown', last_error = ${outcome.why} WHERE message_id = ${messageId}`;
  } else {
    await tx.$executeRaw`
      UPDATE notification SET last_error = ${outcome.why},
             next_at = clock_timestamp() + ${outcome.inMs}::float8 * interval '1 ms',
             state = CASE WHEN created_at < clock_timestamp() - ${outcome.forMs}::float8 * interval '1 ms'
                          THEN 'failed' ELSE 'waiting' END
       WHERE message_id = ${messageId}`;
  }
}

/** Bookings with a message that should long have gone: waiting since `dueForMs`. */
export async function bookingsWithWaitingMessages(
  shard: ShardReader,
  input: { dueForMs: number; limit: number },
): Promise<BookingId[]> {
  const rows = await shard.$queryRaw<{ booking_id: bigint; bureau: string }[]>`
    SELECT DISTINCT n.booking_id, b.bureau FROM notification n JOIN booking b ON b.id = n.booking_id
     WHERE n.state = 'waiting' AND n.next_at < clock_timestamp() - ${input.dueForMs}::float8 * interval '1 ms'
     LIMIT ${input.limit}`;
  return rows.flatMap((row) =>
    isBureauLetter(row.bureau) ? [bookingIdOf(row.bureau, row.booking_id)] : [],
  );
}

/** A sender that died between taking and noting leaves the outcome unknown: never sent twice. */
export async function giveUpStuckSending(tx: ShardTransaction, afterMs: number): Promise<number> {
  return tx.$executeRaw`
    UPDATE notification SET state = 'unknown', last_error = 'the sender stopped before it could note the outcome'
     WHERE state = 'sending' AND next_at < clock_timestamp() - ${afterMs}::float8 * interval '1 ms'`;
}

export interface NotificationView {
  readonly kind: NotificationKind;
  readonly channel: NotificationChannel;
  readonly state: string;
  readonly sentAt: Date | null;
}

/** For the console: what was sent to the customer. */
export async function notificationsOfBooking(
  shard: ShardReader,
  id: BookingId,
): Promise<NotificationView[]> {
  const rows = await shard.$queryRaw<
    {
      kind: NotificationKind;
      channel: NotificationChannel;
      state: string;
      sent_at: Date | null;
    }[]
  >`SELECT kind, channel, state, sent_at FROM notification WHERE booking_id = ${bookingNumber(id)} ORDER BY created_at`;
  return rows.map((row) => ({
    kind: row.kind,
    channel: row.channel,
    state: row.state,
    sentAt: row.sent_at,
  }));
}
