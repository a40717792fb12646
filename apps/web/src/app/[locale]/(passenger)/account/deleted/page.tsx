import type { Metadata } from 'next';
import { pageWords, type PageProps } from '../../../../../page-props.ts';
import { buttonStyle } from '../../../../../ui/button-style.ts';
import { NoticePage } from '../../../../../ui/notice-page.tsx';

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { t } = await pageWords(params);
  return { title: t('account.erased.title') };
}

/** The account is gone: what stays, and how tickets are found from now on. */
export default async function AccountDeletedPage({ params }: PageProps) {
  const { t, paths } = await pageWords(params);
  return (
    <NoticePage
      title={t('account.erased.title')}
      actions={
        <>
          <a href={paths.lookUp()} className={buttonStyle('filled')}>
            {t('site.nav.lookUp')}
          </a>
          <a href={paths.home()} className={buttonStyle('quiet')}>
            {t('problem.home')}
          </a>
        </>
      }
    >
      <p>{t('account.erase.kept')}</p>
      <p>{t('account.erase.tickets')}</p>
    </NoticePage>
  );
}
