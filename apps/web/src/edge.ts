import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isLocale, localeFromAcceptLanguage } from '@interlock/i18n/locales';
import { withAnswer } from './answer.ts';
import { busyPage } from './busy-page.ts';

export interface EdgeSettings {
  /** Origins of the payment provider's pages: a form of ours ends there. */
  paymentOrigins: string[];
  /** The site is served over TLS. */
  secure: boolean;
  /** React's development build evaluates code. */
  development: boolean;
  /** Searches being answered at the same time; more are asked to come again. */
  searchesAtOnceMax: number;
}

type Next = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

const withoutLanguage =
  /^\/(_next|data|health|favicon\.ico|icon|robots\.txt|service-worker\.js)(\/|$|\.|\?)/;

/** The one page that looks through a camera. */
const gatePage = /^\/(zh|en)\/gate(\?|$)/;

/** Results and trains: what a rush asks for. Who holds seats, pays or shows a ticket is never turned away. */
const searchPage = /^\/(zh|en)\/trains(\/|\?|$)/;
const busyWaitSeconds = 10;

/** What stands between the network and the pages: what a client may not claim, headers, language, status. */
export function createEdge(settings: EdgeSettings, next: Next): Next {
  let searches = 0;
  return async (request, response) => {
    if (!request.url?.startsWith('/')) {
      response.writeHead(400).end();
      return;
    }
    dropClaims(request);
    const target = languageRedirect(request, request.url);
    if (target !== null) {
      response
        .writeHead(307, {
          location: target,
          'cache-control': 'no-store',
          vary: 'accept-language, cookie',
        })
        .end();
      return;
    }
    request.headers['x-interlock-path'] = request.url;
    const nonce = secureHeaders(settings, request, response);
    const isSearch = request.method === 'GET' && searchPage.test(request.url);
    if (isSearch && searches >= settings.searchesAtOnceMax) {
      answerBusy(response, { here: request.url, nonce });
      return;
    }
    if (isSearch) {
      searches += 1;
      response.once('close', () => (searches -= 1));
    }
    await new Promise<void>((resolve, reject) => {
      withAnswer((answer) => {
        const writeHead = response.writeHead.bind(response);
        response.writeHead = ((status: number, ...rest: never[]) => {
          if (answer.retryAfterSeconds !== null)
            response.setHeader('retry-after', answer.retryAfterSeconds);
          return writeHead(
            status === 200 && answer.status !== null ? answer.status : status,
            ...rest,
          );
        }) as typeof response.writeHead;
        next(request, response).then(resolve, reject);
      });
    });
  };
}

function answerBusy(response: ServerResponse, of: { here: string; nonce: string }): void {
  const locale = of.here.startsWith('/en') ? 'en' : 'zh';
  response
    .writeHead(503, {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'retry-after': String(busyWaitSeconds),
    })
    .end(busyPage({ ...of, locale, waitSeconds: busyWaitSeconds }));
}

/** Headers that only a proxy or the framework itself may set. */
function dropClaims(request: IncomingMessage): void {
  for (const name of Object.keys(request.headers)) {
    if (/^(x-middleware-|x-forwarded-|x-interlock-|x-nonce$|content-security-policy)/.test(name)) {
      delete request.headers[name];
    }
  }
  request.headers['x-interlock-address'] = request.socket.remoteAddress ?? 'unknown';
}

/** Every page address begins with a language; one without is sent to the reader's own. */
function languageRedirect(request: IncomingMessage, url: string): string | null {
  const first = /^\/([^/?]*)/.exec(url)?.[1] ?? '';
  if (isLocale(first) || withoutLanguage.test(url)) return null;
  const chosen = /(?:^|;\s*)language=(zh|en)(?:;|$)/.exec(request.headers.cookie ?? '')?.[1];
  const locale = chosen ?? localeFromAcceptLanguage(request.headers['accept-language'] ?? null);
  // Two slashes at the start would name another host.
  return `/${locale}${url.replace(/^\/+/, '/')}`.replace(/\/(?=\?|$)/, '');
}

/** The nonce that scripts of the page need. */
function secureHeaders(
  settings: EdgeSettings,
  request: IncomingMessage,
  response: ServerResponse,
): string {
  const nonce = randomBytes(16).toString('base64');
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('referrer-policy', 'strict-origin-when-cross-origin');
  response.setHeader('x-frame-options', 'DENY');
  const camera = gatePage.test(request.url ?? '') ? '(self)' : '()';
  response.setHeader(
    'permissions-policy',
    `camera=${camera}, geolocation=(), microphone=(), payment=()`,
  );
  response.setHeader('cross-origin-opener-policy', 'same-origin');
  if (settings.secure)
    response.setHeader('strict-transport-security', 'max-age=31536000; includeSubDomains');
  if (request.url?.startsWith('/_next/')) return nonce;
  const policy = contentPolicy(settings, nonce);
  // The framework reads the nonce from the request and puts it on its own scripts.
  request.headers['content-security-policy'] = policy;
  response.setHeader('content-security-policy', policy);
  return nonce;
}

function contentPolicy(settings: EdgeSettings, nonce: string): string {
  const evaluate = settings.development ? " 'unsafe-eval'" : '';
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${evaluate}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    `form-action 'self' ${settings.paymentOrigins.join(' ')}`,
    "frame-ancestors 'none'",
  ].join('; ');
}
