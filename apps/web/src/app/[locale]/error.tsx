'use client';

import { useLocale, useTranslations } from 'next-intl';
import { pathsIn } from '../../paths.ts';
import { buttonStyle } from '../../ui/button-style.ts';
import { NoticePage } from '../../ui/notice-page.tsx';

/** Something broke while the page was made; the digest finds it in the log. */
export default function ErrorPage({ error }: { error: Error & { digest?: string } }) {
  const locale = useLocale();
  const words = useTranslations('problem');
  return (
    <NoticePage
      code="500"
      title={words('s500.title')}
      actions={
        <>
          <button type="button" className={buttonStyle('filled')} onClick={() => location.reload()}>
            {words('retry')}
          </button>
          <a href={pathsIn(locale).home()} className={buttonStyle('quiet')}>
            {words('home')}
          </a>
        </>
      }
    >
      <p>{words('s500.text')}</p>
      {error.digest ? (
        <p className="figures text-15 text-muted">{words('requestId', { id: error.digest })}</p>
      ) : null}
    </NoticePage>
  );
}
