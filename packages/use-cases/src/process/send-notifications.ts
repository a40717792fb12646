import {
  noteSent,
  takeNotifications,
  type Notification,
  type SendOutcome,
} from '@interlock/db/notifications';
import type { BookingId } from '@interlock/domain/ids';
import type { TrainPlan } from '@interlock/domain/timetable/train-plan';
import type { UseCaseContext } from '../context.ts';
import { openContact, type Contact } from '../notifications/contact.ts';
import { messageOf } from '../notifications/message-texts.ts';
import { bookingFacts, type FixedBooking } from './booking-facts.ts';

const firstRetryMs = 2000;
const retryMsMax = 60_000;

/**
 * Sends the booking's waiting messages, each at most once. Throws when one was refused and should be tried again;
 * an unknown outcome is noted and never sent again.
 */
export async function sendNotifications(
  context: UseCaseContext,
  bookingId: BookingId,
): Promise<void> {
  const { due, later } = await context.shards.write(bookingId, (tx) =>
    takeNotifications(tx, bookingId),
  );
  // Too early, or with another sender, is not done: whoever asked comes back until it has gone or failed.
  const left = later === 0 ? [] : [`${later} to be looked at again`];
  const refused = [...left, ...(await sendAll(context, bookingId, due))];
  if (refused.length > 0) throw new Error(`not sent yet: ${refused.join('; ')}`);
}

/** Sends what was taken; answers why some must be tried again. */
async function sendAll(
  context: UseCaseContext,
  bookingId: BookingId,
  taken: Notification[],
): Promise<string[]> {
  if (taken.length === 0) return [];
  const { booking, plan } = await bookingFacts(context, bookingId);
  const contact = openContact(context, booking);
  const refused: string[] = [];
  for (const notification of taken) {
    const outcome = await send(context, { notification, booking, plan, contact });
    await context.shards.write(bookingId, (tx) =>
      noteSent(tx, { messageId: notification.messageId, outcome }),
    );
    if (outcome.kind === 'retry') refused.push(`${notification.channel}: ${outcome.why}`);
  }
  return refused;
}

interface Sending {
  readonly notification: Notification;
  readonly booking: FixedBooking;
  readonly plan: TrainPlan;
  readonly contact: Contact | null;
}

async function send(context: UseCaseContext, sending: Sending): Promise<SendOutcome> {
  const { notification, contact } = sending;
  if (contact === null) return { kind: 'unknown', why: 'the booking has no contact' };
  const message = messageOf(context, sending);
  const sent =
    notification.channel === 'mail'
      ? await context.mail.send({
          to: contact.email,
          subject: message.subject,
          text: message.text,
          html: message.html,
          messageId: notification.messageId,
        })
      : await context.sms.send({
          to: contact.phone ?? '',
          text: message.short,
          messageId: notification.messageId,
        });
  switch (sent.kind) {
    case 'sent':
      return { kind: 'sent' };
    case 'unknown':
      return { kind: 'unknown', why: withoutAddresses(sent.why) };
    case 'refused':
      return {
        kind: 'retry',
        why: withoutAddresses(sent.reply),
        inMs: Math.min(firstRetryMs * 2 ** (notification.attempts - 1), retryMsMax),
        forMs: context.rules.notifyForMs,
      };
  }
}

/** Servers repeat the address in their answer, and the reason travels into logs and process histories. */
function withoutAddresses(text: string): string {
  return text.replaceAll(/[^\s<>@]+@[^\s<>@]+/g, '…@…').replaceAll(/\+?\d{7,}/g, '…');
}
