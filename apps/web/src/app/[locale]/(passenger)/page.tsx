import type { Metadata } from 'next';
import { ClientMessages } from '../../../i18n/client-messages.tsx';
import { pageWords, type PageProps } from '../../../page-props.ts';
import { RecentSearches } from '../../../passenger/recent-searches.tsx';
import { saleWindow } from '../../../passenger/sale-window.ts';
import { typedEnd } from '../../../passenger/search-again.tsx';
import { SearchForm } from '../../../passenger/search-form.tsx';
import { queryParams } from '../../../passenger/search-query.ts';

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { t } = await pageWords(params);
  return { title: t('search.title') };
}

/** The start: one question; an address may have its stations already. */
export default async function HomePage({ params, searchParams }: PageProps) {
  const words = await pageWords(params);
  const { locale, t } = words;
  const query = queryParams(await searchParams);
  const window = saleWindow(locale);
  return (
    <div className="page-width py-8 md:py-16">
      <h1 className="text-26 md:text-34">{t('search.lead')}</h1>
      <div className="mt-6 rounded-card border border-hairline bg-card p-4 md:p-6">
        <ClientMessages locale={locale} areas={['search']}>
          <SearchForm
            from={typedEnd(query.get('from'), words)}
            to={typedEnd(query.get('to'), words)}
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
