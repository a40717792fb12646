/** One mail to one person. `messageId` is fixed before the first try, such as `<T…-ticketed@host>`. */
export type Mail = {
  to: string;
  subject: string;
  text: string;
  html: string;
  messageId: string;
};

export type Sms = {
  /** E.164, such as `+8613800138000`. */
  to: string;
  text: string;
  messageId: string;
};

/**
 * `refused`: the other side certainly did not take it, it may be sent again;
 * `unknown`: it may have been taken although the answer is missing, sending again could double it.
 */
export type SendAnswer =
  | { kind: 'sent' }
  | { kind: 'refused'; stage: 'connect' | 'envelope' | 'data'; reply: string }
  | { kind: 'unknown'; why: string };

export type MailSender = { send: (mail: Mail) => Promise<SendAnswer> };
export type SmsSender = { send: (sms: Sms) => Promise<SendAnswer> };
