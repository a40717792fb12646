import type { Locale } from '@interlock/i18n/locales';
import { formatMessage } from '@interlock/i18n/message';

interface BusyPage {
  locale: Locale;
  /** The address that was asked for: the question is kept in it. */
  here: string;
  waitSeconds: number;
  nonce: string;
}

/**
 * The page for a moment with more searches than the site can answer. It is written here and not by the framework, because
 * it must cost next to nothing. It asks again by itself; without scripts a link does.
 */
export function busyPage({ locale, here, waitSeconds, nonce }: BusyPage): string {
  const say = (key: string): string =>
    escaped(formatMessage(locale, `problem.busy.${key}`, { seconds: waitSeconds }));
  return `<!doctype html>
<html lang="${locale === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${say('title')} · ${escaped(formatMessage(locale, 'site.name'))}</title>
<style>${style}</style>
</head>
<body>
<main>
<div class="halt" aria-hidden="true"><i></i><b></b><u></u><s></s><i></i></div>
<p class="code">503</p>
<h1>${say('title')}</h1>
<p>${say('text')}</p>
<p role="status">${say('wait')}</p>
<p><a href="${escaped(here)}">${say('again')}</a></p>
</main>
<script nonce="${nonce}">setTimeout(function () { location.reload(); }, ${waitSeconds * 1_000});</script>
</body>
</html>
`;
}

const style = `:root{color-scheme:light dark;--page:#faf9f6;--ink:#151a21;--muted:#566070;--brand:#1a47a8;--on:#fff;--stop:#b3261e}
@media(prefers-color-scheme:dark){:root{--page:#11151b;--ink:#eceff3;--muted:#9da8b6;--brand:#8fb4ff;--on:#0c1a38;--stop:#ff8a80}}
body{margin:0;background:var(--page);color:var(--ink);font:17px/1.5 "Source Sans 3 Variable","PingFang SC","Microsoft YaHei","Noto Sans SC",sans-serif}
main{max-width:68ch;margin:48px auto;padding:0 16px}
.halt{display:flex;align-items:center;height:16px;margin:0 0 32px}
.halt i{box-sizing:border-box;width:14px;height:14px;border:2px solid var(--muted);border-radius:50%}
.halt i:first-child{border:3px solid var(--brand)}
.halt b{width:33%;height:4px;background:var(--brand)}
.halt u{width:4px;height:16px;border-radius:2px;background:var(--stop)}
.halt s{flex:1;margin-left:8px;border-top:2px dashed var(--muted)}
h1{font-size:34px;line-height:1.2;margin:0 0 16px}
p{margin:0 0 16px}
.code{margin:0 0 8px;color:var(--muted);font-size:15px;font-weight:600}
a{display:inline-block;padding:11px 16px;border-radius:6px;background:var(--brand);color:var(--on);text-decoration:none;font-weight:600}
a:focus-visible{outline:3px solid var(--ink);outline-offset:2px}`;

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
