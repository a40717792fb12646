import { isRefusal } from '@interlock/domain/refusals';
import { findBookings } from '@interlock/use-cases/console/find-bookings';
import type { Metadata } from 'next';
import { requireSignIn } from '../../../auth/actor.ts';
import { context } from '../../../composition.ts';
import { pageWords, type PageProps } from '../../../page-props.ts';
import { RefusedPage } from '../../../passenger/problem-page.tsx';
import { queryParams } from '../../../passenger/search-query.ts';
import { FoundTable } from '../../../staff/found-table.tsx';
import { SearchShortcut } from '../../../staff/search-shortcut.tsx';
import { Banner } from '../../../ui/banner.tsx';
import { buttonStyle } from '../../../ui/button-style.ts';
import { TextField } from '../../../ui/field.tsx';
import { EmptyNotice } from '../../../ui/notice-page.tsx';

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { t } = await pageWords(params);
  return { title: t('console.title') };
}

/** Staff: one box that finds a booking, and the newest ones below it. */
export default async function ConsolePage({ params, searchParams }: PageProps) {
  const words = await pageWords(params);
  const { t, locale, paths } = words;
  const query = (queryParams(await searchParams).get('q') ?? '').trim();
  const here = paths.console(query);
  const { actor } = await requireSignIn(locale, here);
  const found = await findBookings(context(), actor, { text: query });
  if (isRefusal(found)) return <RefusedPage words={words} code={found.code} here={here} />;
  return (
    <div className="full-width grid gap-5 py-6">
      <h1 className="text-26">{t('console.find.title')}</h1>
      <search>
        <form
          action={paths.console()}
          method="get"
          className="flex max-w-[720px] flex-wrap items-end gap-3"
        >
          <div className="min-w-60 flex-1">
            <TextField
              id="q"
              name="q"
              label={t('console.find.label')}
              hint={t('console.find.hint')}
              defaultValue={query}
              autoComplete="off"
              spellCheck={false}
              maxLength={120}
            />
          </div>
          <button type="submit" className={buttonStyle('filled')}>
            {t('console.find.submit')}
          </button>
          <SearchShortcut fieldId="q" />
        </form>
      </search>
      {found.unavailable.length > 0 ? (
        <Banner tone="caution">
          {t('console.find.partial', { shards: found.unavailable.join(', ') })}
        </Banner>
      ) : null}
      {found.bookings.length === 0 && query !== '' ? (
        <EmptyNotice
          title={t('console.find.none', { query })}
          actions={
            <a href={paths.console()} className={buttonStyle('quiet')}>
              {t('console.find.drop')}
            </a>
          }
        >
          {null}
        </EmptyNotice>
      ) : (
        <section aria-labelledby="found" className="grid gap-2">
          <h2 id="found" className="text-17">
            {query === ''
              ? t('console.find.recent')
              : t('console.find.count', { count: found.bookings.length })}
          </h2>
          <FoundTable words={words} bookings={found.bookings} />
        </section>
      )}
    </div>
  );
}
