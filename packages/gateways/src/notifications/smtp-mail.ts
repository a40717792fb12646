import type { FaultPoint } from '@interlock/domain/fault-points';
import nodemailer from 'nodemailer';
import type { Mail, MailSender, SendAnswer } from './senders.ts';

export type SmtpMailSettings = {
  /** `smtp://host:port` or `smtps://user:password@host`. */
  url: string;
  from: { name: string; address: string };
  /** Passed once the server has taken the mail, before anybody here knows it. */
  faultPoint: (point: FaultPoint) => void | Promise<void>;
  /** How long one mail may take; default 10 s. */
  timeoutMs?: number;
};

/** Sends mails over SMTP, one connection each. */
export function createSmtpMail(settings: SmtpMailSettings): MailSender {
  return { send: (mail) => send(settings, mail) };
}

async function send(settings: SmtpMailSettings, mail: Mail): Promise<SendAnswer> {
  const timeoutMs = settings.timeoutMs ?? 10_000;
  const dialogue = new SmtpDialogue();
  const transport = nodemailer.createTransport({
    url: settings.url,
    logger: dialogue,
    transactionLog: true,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
  });
  try {
    await transport.sendMail({
      from: settings.from,
      // As an object, so that no text in it can name a second recipient.
      to: { name: '', address: mail.to },
      subject: mail.subject,
      text: mail.text,
      html: mail.html,
      messageId: mail.messageId,
      signal: AbortSignal.timeout(timeoutMs),
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  } catch (error) {
    return classified(error, dialogue);
  } finally {
    transport.close();
  }
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
  connected = false;
  dataStarted = false;

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
