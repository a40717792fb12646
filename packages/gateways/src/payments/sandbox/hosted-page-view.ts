import { escapeHtml } from '../../plain-pages/html.ts';
import { fontLinks } from '../../plain-pages/page-fonts.ts';
import { pageStyle } from '../../plain-pages/page-style.ts';
import { cards } from './customer.ts';
import { type PageLanguage, type PageWord, pageWords } from './hosted-page-words.ts';
import type { IntentRecord, SessionRecord } from './records.ts';

export type PageView =
  | { kind: 'pay'; session: SessionRecord; intent: IntentRecord | null }
  | { kind: 'bank'; session: SessionRecord; intent: IntentRecord }
  | { kind: 'paid'; session: SessionRecord; next: string }
  | { kind: 'closed'; session: SessionRecord }
  | { kind: 'missing' };

/** The whole page as HTML; works without scripts. */
export function hostedPage(view: PageView, language: PageLanguage): string {
  const amount =
    view.kind === 'missing' ? '' : formatAmount(view.session.amount, view.session.currency);
  function say(word: PageWord): string {
    return escapeHtml(pageWords[language][word].replace('{amount}', amount));
  }
  const other = language === 'zh' ? 'en' : 'zh';
  return `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${titleOf(view, say)}</title>${fontLinks}<style>${pageStyle}</style></head>
<body><main>
<div class="top"><span>${say('banner')}</span>
<a href="?lang=${other}" lang="${other === 'zh' ? 'zh-CN' : 'en'}">${say('other')}</a></div>
<div class="card">${bodyOf(view, { say, amount, language })}</div>
</main></body></html>`;
}

type Say = (word: PageWord) => string;
type Setting = { say: Say; amount: string; language: PageLanguage };

function titleOf(view: PageView, say: Say): string {
  switch (view.kind) {
    case 'pay':
      return say('title');
    case 'bank':
      return say(view.intent.status === 'processing' ? 'slowTitle' : 'askTitle');
    case 'paid':
      return say('paidTitle');
    case 'closed':
      return say('closedTitle');
    case 'missing':
      return say('missingTitle');
  }
}

function bodyOf(view: PageView, setting: Setting): string {
  const { say } = setting;
  switch (view.kind) {
    case 'pay':
      return payForm(view, setting);
    case 'bank':
      return bankForm(view.intent, setting);
    case 'paid':
      return `<h1 class="words">${say('paidTitle')}</h1><p>${say('paidText')}</p>
<p><a href="${escapeHtml(view.next)}">${say('continue')}</a></p>`;
    case 'closed':
      return `<h1 class="words">${say('closedTitle')}</h1><p>${say('closedText')}</p>${returnLink(view.session, say)}`;
    case 'missing':
      return `<h1 class="words">${say('missingTitle')}</h1><p>${say('missingText')}</p>`;
  }
}

function payForm(
  view: { session: SessionRecord; intent: IntentRecord | null },
  { say, amount, language }: Setting,
): string {
  const choices = cards
    .map(
      (card, index) =>
        `<label class="choice"><input type="radio" name="card" value="${card}"${index === 0 ? ' checked' : ''}>${say(`card.${card}`)}</label>`,
    )
    .join('');
  return `<p class="small">${say('amountLabel')}</p><h1>${escapeHtml(amount)}</h1>
<p>${escapeHtml(view.session.description)}</p>${errorNotice(view.intent, say)}
<form method="post" action="?lang=${language}"><fieldset><legend>${say('cards')}</legend>${choices}</fieldset>
<button class="filled" name="action" value="pay">${say('pay')}</button>
<button name="action" value="back">${say('back')}</button></form>`;
}

function errorNotice(intent: IntentRecord | null, say: Say): string {
  const code = intent?.lastError?.declineCode;
  if (code === undefined) return '';
  const word: PageWord =
    code === 'insufficient_funds' || code === 'authentication_required'
      ? `error.${code}`
      : 'error.generic_decline';
  return `<p class="notice" role="alert">${say(word)}</p>`;
}

function bankForm(intent: IntentRecord, { say, language }: Setting): string {
  const slow = intent.status === 'processing';
  return `<h1 class="words">${say(slow ? 'slowTitle' : 'askTitle')}</h1>
<p class="notice caution">${say(slow ? 'slowText' : 'askText')}</p>
<form method="post" action="?lang=${language}">
<button class="filled" name="action" value="approve">${say('approve')}</button>
<button name="action" value="refuse">${say('refuse')}</button>
</form><p class="small"><a href="?lang=${language}">${say('check')}</a></p>`;
}

function returnLink(session: SessionRecord, say: Say): string {
  if (session.cancelUrl === null) return '';
  return `<p><a href="${escapeHtml(session.cancelUrl)}">${say('return')}</a></p>`;
}

/** `110600` fen as `¥1,106.00`; other currencies with their code. */
function formatAmount(minor: number, currency: string): string {
  const digits = `${Math.floor(minor / 100)}`.replace(/\B(?=(\d{3})+$)/g, ',');
  const text = `${digits}.${`${minor % 100}`.padStart(2, '0')}`;
  return currency === 'cny' ? `¥${text}` : `${currency.toUpperCase()} ${text}`;
}
