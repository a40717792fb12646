import type { FaultPoint } from '@interlock/domain/fault-points';
import nodemailer from 'nodemailer';
import type { Mail, MailSender, SendAnswer } from './senders.ts';

const timeoutMsOfMails = 10_000;

export type SmtpMailSettings = {
  /** `smtp://host:port` or `smtps://user:password@host`. */
  url: string;
  from: { name: string; address: string };
  /** Passed once the server has taken the mail, before anybody here knows it. */
  faultPoint: (point: FaultPoint) => void | Promise<void>;
  /** How long one mail may take; default 10 s. */
  timeoutMs?: number;
};

/** Connections kept for the next mail: greeting and TLS cost more than the mail itself. */
const keptMax = 8;
/** So long a kept connection may wait for its next mail. */
const idleMs = 15_000;

/** Sends mails over SMTP: one at a time on each connection, which is kept for the next one. */
export function createSmtpMail(settings: SmtpMailSettings): MailSender {
  const kept: Line[] = [];
  return {
    async send(mail) {
      const answer = await sendOn(kept.pop() ?? openLine(settings), { settings, kept, mail });
      // The server had closed a kept connection and has not said a word to this mail: it goes over a new one.
      return answer ?? (await sendOn(openLine(settings), { settings, kept, mail })) ?? notReached;
    },
  };
}

const notReached: SendAnswer = { kind: 'refused', stage: 'connect', reply: 'no answer' };

/** A connection, opened at its first mail, and how far the dialogue over it has come. */
interface Line {
  readonly transport: ReturnType<typeof openTransport>;
  readonly dialogue: SmtpDialogue;
  isUsed: boolean;
}

function openLine(settings: SmtpMailSettings): Line {
  const dialogue = new SmtpDialogue();
  return { transport: openTransport(settings, dialogue), dialogue, isUsed: false };
}

function openTransport(
  { url, timeoutMs = timeoutMsOfMails }: SmtpMailSettings,
  logger: SmtpDialogue,
) {
  return nodemailer.createTransport({
    url,
    pool: true,
    maxConnections: 1,
    // Whether a mail is sent again is our decision: it may have been taken.
    maxRequeues: 0,
    idleTimeout: idleMs,
    logger,
    transactionLog: true,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: Math.max(timeoutMs, idleMs),
  });
}

/** Null: a kept connection was gone before anything was said about this mail. */
async function sendOn(
  line: Line,
  { settings, kept, mail }: { settings: SmtpMailSettings; kept: Line[]; mail: Mail },
): Promise<SendAnswer | null> {
  const { transport, dialogue } = line;
  const wasUsed = line.isUsed;
  line.isUsed = true;
  dialogue.begin();
  try {
    await transport.sendMail({
      from: settings.from,
      // As an object, so that no text in it can name a second recipient.
      to: { name: '', address: mail.to },
      subject: mail.subject,
      text: mail.text,
      html: mail.html,
      messageId: mail.messageId,
      signal: AbortSignal.timeout(settings.timeoutMs ?? timeoutMsOfMails),
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  } catch (error) {
    transport.close();
    if (wasUsed && !dialogue.connected) return null;
    return classified(error, dialogue);
  }
  if (kept.length < keptMax) kept.push(line);
  else transport.close();
  await settings.faultPoint('after-smtp-data');
  return { kind: 'sent' };
}

/** Before the server's 354 it cannot have taken the mail; after it, only a reply of its own says so. */
function classified(error: unknown, dialogue: SmtpDialogue): SendAnswer {
  const message = error instanceof Error ? error.message : String(error);
  const replied = error instanceof Error && 'responseCode' in error && Boolean(error.responseCode);
  if (!dialogue.connected) return { kind: 'refused', stage: 'connect', reply: message };
  if (!dialogue.dataStarted) return { kind: 'refused', stage: 'envelope', reply: message };
  if (replied) return { kind: 'refused', stage: 'data', reply: message };
  return { kind: 'unknown', why: message };
}

/** Listens to the SDK's log of the dialogue to know how far it came. */
class SmtpDialogue {
  /** The server has said something since the mail began. */
  connected = false;
  dataStarted = false;

  begin(): void {
    this.connected = false;
    this.dataStarted = false;
  }

  readonly debug = (entry: unknown, text: unknown): void => {
    const server =
      typeof entry === 'object' && entry !== null && 'tnx' in entry && entry.tnx === 'server';
    if (!server || typeof text !== 'string') return;
    this.connected = true;
    if (text.startsWith('354')) this.dataStarted = true;
  };
  readonly trace = ignore;
  readonly info = ignore;
  readonly warn = ignore;
  readonly error = ignore;
  readonly fatal = ignore;
  readonly level = ignore;
}

function ignore(): void {
  return;
}
