import type { Metadata } from 'next';
import { ClientMessages } from '../../../i18n/client-messages.tsx';
import { pageWords, type PageProps } from '../../../page-props.ts';
import { RecentSearches } from '../../../passenger/recent-searches.tsx';
import { saleWindow } from '../../../passenger/sale-window.ts';
import { SearchForm } from '../../../passenger/search-form.tsx';

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { t } = await pageWords(params);
  return { title: t('search.title') };
}

/** The start: one question. */
export default async function HomePage({ params }: PageProps) {
  const { locale, t } = await pageWords(params);
  const window = saleWindow(locale);
  return (
    <div className="page-width py-8 md:py-16">
      <h1 className="text-26 md:text-34">{t('search.lead')}</h1>
      <div className="mt-6 rounded-card border border-hairline bg-card p-4 md:p-6">
        <ClientMessages locale={locale} areas={['search']}>
          <SearchForm
            from={{ text: '', key: null }}
            to={{ text: '', key: null }}
            date={window.tomorrow}
            back=""
            travellers={1}
            window={window}
          />
        </ClientMessages>
      </div>
      <ClientMessages locale={locale} areas={['search']}>
        <RecentSearches today={window.first} tomorrow={window.tomorrow} />
      </ClientMessages>
    </div>
  );
}
