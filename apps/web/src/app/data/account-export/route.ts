import { isRefusal } from '@interlock/domain/refusals';
import { isLocale } from '@interlock/i18n/locales';
import { exportAccount } from '@interlock/use-cases/accounts/export-account';
import { NextResponse } from 'next/server';
import { requireSignIn } from '../../../auth/actor.ts';
import { accountActWait } from '../../../auth/limits.ts';
import { isSameOrigin } from '../../../auth/same-origin.ts';
import { config, context } from '../../../composition.ts';
import { pathsIn } from '../../../paths.ts';

/** Everything kept of the account as a file. Asked for with a form: no link of another page fetches it. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request.headers)) return new Response(null, { status: 403 });
  const language = (await request.formData()).get('locale');
  const locale = typeof language === 'string' && isLocale(language) ? language : 'zh';
  const paths = pathsIn(locale);
  const { actor, accountId } = await requireSignIn(locale, paths.account());
  const elsewhere = (path: string): Response =>
    NextResponse.redirect(new URL(path, config().siteUrl), 303);
  if ((await accountActWait(accountId)) > 0) return elsewhere(paths.problem(429, paths.account()));
  const data = await exportAccount(context(), actor);
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
