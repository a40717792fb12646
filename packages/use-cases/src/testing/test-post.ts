import type {
  Mail,
  MailSender,
  SendAnswer,
  Sms,
  SmsSender,
} from '@interlock/gateways/notifications/senders';

/** A mail server and an SMS service that answer as a test wants and keep what they took. */
export class TestPost {
  readonly mails: Mail[] = [];
  readonly texts: Sms[] = [];
  answer: SendAnswer = { kind: 'sent' };
  /** Holds every sending until it resolves. */
  delay: Promise<void> = Promise.resolve();

  readonly mail: MailSender = {
    send: (mail) => this.take(() => this.mails.push(mail)),
  };
  readonly sms: SmsSender = {
    send: (text) => this.take(() => this.texts.push(text)),
  };

  private async take(keep: () => void): Promise<SendAnswer> {
    await this.delay;
    if (this.answer.kind !== 'refused') keep();
    return this.answer;
  }
}
