import { randomUUID } from 'node:crypto';
import { refuse, type Refusal } from '@interlock/domain/refusals';
import type { Locale } from '@interlock/i18n/locales';
import { formatMessage } from '@interlock/i18n/message';
import type { UseCaseContext } from '../context.ts';

interface CodeMail {
  email: string;
  code: string;
  minutes: number;
  language: Locale;
  purpose: 'sign-in' | 'new-password';
}

/**
 * Sends a code to sign in with, or to set a new password with. The subject names nobody and does not hold the code: it
 * shows on locked screens.
 */
export async function mailSignInCode(
  context: Pick<UseCaseContext, 'mail' | 'siteUrl'>,
  input: CodeMail,
): Promise<{ readonly kind: 'sent' } | Refusal> {
  const { email, code, minutes, language, purpose } = input;
  const message = purpose === 'sign-in' ? 'mail.code' : 'mail.passwordCode';
  const text = formatMessage(language, `${message}.body`, { code, minutes });
  const paragraphs = text.split('\n\n').map((paragraph) => `<p>${paragraph}</p>`);
  const sent = await context.mail.send({
    to: email,
    subject: formatMessage(language, `${message}.subject`),
    text,
    html: `<!doctype html><html lang="${language}"><body>${paragraphs.join('')}</body></html>`,
    messageId: `<code-${randomUUID()}@${new URL(context.siteUrl).hostname}>`,
  });
  // Of an unknown outcome the reader finds out by looking: the page offers another code.
  return sent.kind === 'refused' ? refuse('mail-unavailable') : { kind: 'sent' };
}
