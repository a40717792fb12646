import { isRefusal } from '@interlock/domain/refusals';
import { isLocale, type Locale } from '@interlock/i18n/locales';
import { exportAccount } from '@interlock/use-cases/accounts/export-account';
import { NextResponse } from 'next/server';
import { actorOf, signedIn } from '../../../auth/actor.ts';
import { accountActWait } from '../../../auth/limits.ts';
import { isSameOrigin } from '../../../auth/same-origin.ts';
import { config, context } from '../../../composition.ts';
import { pathsIn } from '../../../paths.ts';

/** Everything kept of the account as a file. Asked for with a form: no link of another page fetches it. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request.headers)) return new Response(null, { status: 403 });
  const paths = pathsIn(await localeOf(request));
  const elsewhere = (path: string): Response =>
    NextResponse.redirect(new URL(path, config().siteUrl), 303);
  const who = await signedIn().catch(() => 'unknown' as const);
  if (who === 'unknown') return elsewhere(paths.problem(503, paths.account()));
  if (who === null) return elsewhere(paths.signIn(paths.account()));
  if ((await accountActWait(who.accountId)) > 0)
    return elsewhere(paths.problem(429, paths.account()));
  const data = await exportAccount(context(), actorOf(who));
  if (isRefusal(data)) return elsewhere(paths.problem(503, paths.account()));
  const { kind: _, ...shown } = data;
  return new Response(`${JSON.stringify(shown, null, 2)}\n`, {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': 'attachment; filename="interlock-account.json"',
      'cache-control': 'private, no-store',
    },
  });
}

/** The language of the page that asked; a body that is no form asks in Chinese. */
async function localeOf(request: Request): Promise<Locale> {
  const form = await request.formData().catch(() => null);
  const language = form?.get('locale');
  return typeof language === 'string' && isLocale(language) ? language : 'zh';
}
