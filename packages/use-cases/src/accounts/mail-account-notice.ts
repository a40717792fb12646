import { randomUUID } from 'node:crypto';
import { accountFacts } from '@interlock/db/account-data';
import { formatMessage } from '@interlock/i18n/message';
import type { UseCaseContext } from '../context.ts';

/** What the owner of an account is told of, because somebody else may have done it. */
export type AccountNotice =
  | 'password-set'
  | 'password-changed'
  | 'passkey-added'
  | 'passkey-removed';

/**
 * Tells the owner by mail, in the owner's language, what was done to the account; the subject names nobody. What was
 * done stays done when the mail cannot be sent: that is reported, and the answer is false.
 */
export async function mailAccountNotice(
  context: Pick<UseCaseContext, 'central' | 'mail' | 'siteUrl' | 'report'>,
  input: { accountId: string; notice: AccountNotice },
): Promise<boolean> {
  const { accountId, notice } = input;
  try {
    const facts = await context.central.read((central) => accountFacts(central, accountId));
    if (facts === null) return false;
    const { language, email } = facts;
    const url = `${context.siteUrl}/${language}/sign-in/forgotten`;
    const text = formatMessage(language, `mail.account.${notice}.body`, { url });
    const paragraphs = text.split('\n\n').map((paragraph) => `<p>${paragraph}</p>`);
    const sent = await context.mail.send({
      to: email,
      subject: formatMessage(language, `mail.account.${notice}.subject`),
      text,
      html: `<!doctype html><html lang="${language}"><body>${paragraphs.join('')}</body></html>`,
      messageId: `<account-${randomUUID()}@${new URL(context.siteUrl).hostname}>`,
    });
    if (sent.kind !== 'refused') return true;
    context.report('an account notice was not sent', { notice, stage: sent.stage });
  } catch (error) {
    context.report('an account notice was not sent', { notice, error });
  }
  return false;
}
