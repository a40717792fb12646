export type CaughtMail = {
  id: number;
  at: string;
  messageId: string;
  from: string;
  to: string[];
  subject: string;
  text: string;
  html: string;
};

export type CaughtSms = { id: number; at: string; messageId: string; to: string; text: string };

/** `booking` finds messages in which that reference is written. */
export type InboxQuery = { to?: string; booking?: string };

const keptMax = 5_000;

/** What has arrived, newest first; in memory only. */
export class Inbox {
  #mails: CaughtMail[] = [];
  #sms: CaughtSms[] = [];
  #count = 0;

  addMail(mail: Omit<CaughtMail, 'id' | 'at'>): void {
    this.#mails = [{ ...this.#stamp(), ...mail }, ...this.#mails].slice(0, keptMax);
  }

  addSms(sms: Omit<CaughtSms, 'id' | 'at'>): void {
    this.#sms = [{ ...this.#stamp(), ...sms }, ...this.#sms].slice(0, keptMax);
  }

  mails(query: InboxQuery = {}): CaughtMail[] {
    return this.#mails.filter(
      (mail) =>
        (query.to === undefined || mail.to.includes(query.to.toLowerCase())) &&
        (query.booking === undefined ||
          `${mail.subject}\n${mail.text}\n${mail.html}`.includes(query.booking)),
    );
  }

  mail(id: number): CaughtMail | undefined {
    return this.#mails.find((mail) => mail.id === id);
  }

  sms(query: InboxQuery = {}): CaughtSms[] {
    return this.#sms.filter(
      (sms) =>
        (query.to === undefined || sms.to === query.to) &&
        (query.booking === undefined || sms.text.includes(query.booking)),
    );
  }

  clear(): void {
    this.#mails = [];
    this.#sms = [];
  }

  #stamp(): { id: number; at: string } {
    this.#count += 1;
    return { id: this.#count, at: new Date().toISOString() };
  }
}
