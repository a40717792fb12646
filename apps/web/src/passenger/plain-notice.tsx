import type { Locale } from '@interlock/i18n/locales';
import { getLocale, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { pathsIn } from '../paths.ts';
import { buttonStyle } from '../ui/button-style.ts';
import { NoticePage } from '../ui/notice-page.tsx';

/** The pages that Next shows by itself: not found, not allowed, not signed in. */
export async function PlainNotice({ status }: { status: 401 | 403 | 404 }) {
  const locale: Locale = await getLocale();
  const words = await getTranslations({ locale, namespace: 'problem' });
  const site = await getTranslations({ locale, namespace: 'site' });
  const paths = pathsIn(locale);
  const signIn: ReactNode =
    status === 404 ? null : (
      <a href={paths.signIn()} className={buttonStyle('filled')}>
        {site('nav.signIn')}
      </a>
    );
  return (
    <NoticePage
      code={String(status)}
      title={words(`s${status}.title`)}
      actions={
        <>
          {signIn}
          <a href={paths.home()} className={buttonStyle(status === 404 ? 'filled' : 'quiet')}>
            {words('home')}
          </a>
        </>
      }
    >
      <p>{words(`s${status}.text`)}</p>
    </NoticePage>
  );
}
