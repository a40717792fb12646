import { bookingsWithWaitingMessages, giveUpStuckSending } from '@interlock/db/notifications';
import {
  closeInboxRow,
  openInboxRows,
  takeQuietPayments,
  type OpenInboxRow,
} from '@interlock/db/payments';
import { bookingIdOf, isBureauLetter, type BookingId, type ShardName } from '@interlock/domain/ids';
import { allOf } from '../all-of.ts';
import type { UseCaseContext } from '../context.ts';
import { lookAtPayment } from '../process/look-at-payment.ts';
import { sendNotifications } from '../process/send-notifications.ts';
import { turnPage, type PageMark } from './page-mark.ts';

/** Younger rows are left to the webhook's own hint. */
const hintMs = 500;
const atOnce = 50;
/** Questions to the provider per round of a second. */
const questionsPerRound = 20;
/** A message unsent for this long has lost its process, or its process is waiting for the mail server. */
const messageDueMs = 10_000;

/** Money in the inbox goes to its booking's process; a process that is gone is followed by a settlement. */
export async function deliverInbox(
  context: UseCaseContext,
  { shard, mark }: { shard: ShardName; mark: PageMark<string> },
): Promise<void> {
  const rows = await context.shards.read({ shard }, (reader) =>
    openInboxRows(reader, { olderThanMs: hintMs, after: mark.after, limit: atOnce }),
  );
  turnPage(
    mark,
    rows.map(({ eventId }) => eventId),
    atOnce,
  );
  // Side by side: a process that is slow to accept must not keep the others' money waiting.
  await allOf(rows, (row) => deliverRow(context, shard, row));
}

async function deliverRow(
  context: UseCaseContext,
  shard: ShardName,
  row: OpenInboxRow,
): Promise<void> {
  const bookingId = idOf(row);
  const hint = await context.processes.paymentAuthorised({ bookingId, intentId: row.intentId });
  if (hint.kind === 'unavailable') return;
  const outcome =
    hint.kind === 'accepted' ? 'delivered' : await startSettlement(context, shard, bookingId);
  if (outcome === null) return;
  await context.shards.transact({ shard }, (tx) => closeInboxRow(tx, row.eventId, outcome));
}

async function startSettlement(
  context: UseCaseContext,
  shard: ShardName,
  bookingId: BookingId,
): Promise<'settling' | null> {
  const started = await context.processes.settle({ bookingId, shard });
  return started.kind === 'started' ? 'settling' : null;
}

/** Lost webhooks: the provider is asked about every attempt that has been quiet for long. */
export async function askForLostWebhooks(context: UseCaseContext, shard: ShardName): Promise<void> {
  const quiet = await context.shards.transact({ shard }, (tx) =>
    takeQuietPayments(tx, {
      olderThanMs: context.rules.pollAfterMs,
      againAfterMs: context.rules.pollAfterMs,
      limit: questionsPerRound,
    }),
  );
  await allOf(quiet, async ({ paymentId: id, sessionId, intentId, ...row }) => {
    const payment = { id, sessionId, intentId };
    await lookAtPayment(context, { bookingId: idOf(row), payment, source: 'poll' });
  });
}

/** Messages whose process is gone are sent from here, each still at most once. */
export async function sendForgottenMessages(
  context: UseCaseContext,
  shard: ShardName,
): Promise<void> {
  await context.shards.transact({ shard }, (tx) =>
    giveUpStuckSending(tx, context.rules.alarmAfterMs),
  );
  const bookings = await context.shards.read({ shard }, (reader) =>
    bookingsWithWaitingMessages(reader, { dueForMs: messageDueMs, limit: atOnce }),
  );
  for (const bookingId of bookings) {
    try {
      await sendNotifications(context, bookingId);
    } catch (error) {
      context.report('message refused', { bookingId, error });
    }
  }
}

function idOf(row: { bureau: string; bookingNumber: bigint }): BookingId {
  if (!isBureauLetter(row.bureau)) throw new Error(`booking row with bureau ${row.bureau}`);
  return bookingIdOf(row.bureau, row.bookingNumber);
}
