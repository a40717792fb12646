import { escapeHtml } from '../../plain-pages/html.ts';
import { fontLinks } from '../../plain-pages/page-fonts.ts';
import { pageStyle } from '../../plain-pages/page-style.ts';
import type { CaughtMail, Inbox } from './inbox.ts';

/** The inbox for people: mails and short messages, newest first. */
export function inboxPage(inbox: Inbox): string {
  const mails = inbox
    .mails()
    .map(
      (mail) =>
        `<li><a href="/message/${mail.id}">${escapeHtml(mail.subject) || '(no subject)'}</a><br><span class="small">${escapeHtml(mail.to.join(', '))} · <time>${escapeHtml(mail.at)}</time></span></li>`,
    );
  const sms = inbox
    .sms()
    .map(
      (one) =>
        `<li>${escapeHtml(one.text)}<br><span class="small">${escapeHtml(one.to)} · <time>${escapeHtml(one.at)}</time></span></li>`,
    );
  return page(
    'Inbox',
    `<h1 class="words">Inbox</h1><p class="small">Everything Interlock sends ends here. Nothing leaves this machine.</p>
<h2>Mails</h2>${list(mails, 'No mail yet.')}<h2>Short messages</h2>${list(sms, 'No short message yet.')}`,
  );
}

/** The frame is a document of its own, so it names the fonts again. */
const frameHead = `${fontLinks}<style>body { font-family: 'Source Sans 3 Variable', 'Noto Sans SC Variable', sans-serif; }</style>`;

/** One mail: its text, and its HTML in a frame that may run and load nothing. */
export function messagePage(mail: CaughtMail): string {
  const html = mail.html
    ? `<h2>HTML</h2><iframe title="HTML of the mail" sandbox="" srcdoc="${escapeHtml(`${frameHead}${mail.html}`)}"></iframe>`
    : '';
  return page(
    mail.subject,
    `<p><a href="/">Inbox</a></p><h1 class="words">${escapeHtml(mail.subject)}</h1>
<p class="small">From ${escapeHtml(mail.from)} to ${escapeHtml(mail.to.join(', '))} · ${escapeHtml(mail.at)}<br>${escapeHtml(mail.messageId)}</p>
<h2>Text</h2><pre>${escapeHtml(mail.text)}</pre>${html}`,
  );
}

function list(items: string[], empty: string): string {
  return items.length === 0 ? `<p class="small">${empty}</p>` : `<ul>${items.join('')}</ul>`;
}

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(title)}</title>
${fontLinks}<style>${pageStyle}
main { max-width: 720px; } h2 { font-size: 20px; margin: 24px 0 8px; }
ul { list-style: none; margin: 0; padding: 0; } li { padding: 12px 0; border-top: 1px solid var(--hairline); }
pre { white-space: pre-wrap; font: inherit; margin: 0; } iframe { width: 100%; height: 600px; border: 1px solid var(--hairline); background: #fff; }
</style></head><body><main>${body}</main></body></html>`;
}
