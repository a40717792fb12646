import { formatServiceDate } from '@interlock/i18n/formats';
import type { ChangeJourney } from '@interlock/use-cases/availability/search-changes';
import type { TrainSearch } from '@interlock/use-cases/availability/search-trains';
import { ClientMessages } from '../i18n/client-messages.tsx';
import type { PageWords } from '../page-props.ts';
import type { SearchQuery } from '../paths.ts';
import { Banner } from '../ui/banner.tsx';
import { FoldIcon, foldStyle } from '../ui/fold.tsx';
import { ChangeJourneys } from './change-journeys.tsx';
import type { SearchAsked } from './decide-search.ts';
import { FilterPanel } from './filter-panel.tsx';
import { filterTrains, parseFilter, queryOfFilter, type TrainFilter } from './filter-trains.ts';
import { NothingHere } from './nothing-here.tsx';
import { RememberSearch } from './recent-searches.tsx';
import { ResultsHead } from './results-head.tsx';
import { ResultsTable } from './results-table.tsx';
import { SaleDates } from './sale-dates.tsx';
import { saleWindow } from './sale-window.ts';
import { typedEnd } from './search-again.tsx';
import { SearchForm } from './search-form.tsx';
import { TripTabs } from './trip-tabs.tsx';

/** A search with its answer, as the parts of the results page read it. */
export interface AnsweredSearch {
  words: PageWords;
  search: SearchAsked;
  answer: TrainSearch;
  filter: TrainFilter;
  /** The address of this page, to build its neighbours from. */
  question: SearchQuery;
}

interface ResultsViewProps extends Pick<AnsweredSearch, 'words' | 'search' | 'answer'> {
  query: URLSearchParams;
  /** Null: not asked for. */
  journeys: readonly ChangeJourney[] | null;
}

/** The answer to a search: the question in words, days around it, filters, one row per train. */
export function ResultsView({ words, query, search, answer, journeys }: ResultsViewProps) {
  const { t, locale } = words;
  const filter = parseFilter(query);
  const shown = filterTrains(answer.trains, filter);
  const question = {
    from: search.from.key,
    to: search.to.key,
    date: search.date,
    ...(query.get('change') === '1' ? { change: '1' } : {}),
    ...(search.out === null ? {} : { out: search.out }),
    ...(search.back === null || search.out !== null ? {} : { back: search.back }),
    ...queryOfFilter(filter),
  };
  const hasTrains = answer.trains.length > 0;
  const answered = { words, search, answer, filter, question };
  return (
    <div className="page-width py-6 max-md:pt-4">
      <RememberSearch search={rememberedOf(search)} />
      <h1 className="text-26">
        <span className="inline-block">
          {t('results.title', { from: search.from.text, to: search.to.text })}
        </span>{' '}
        {/* A line of its own on a phone: beside the stations it would fit in one font and not in the other. */}
        <span className="block text-20 font-normal sm:inline-block">
          {formatServiceDate(locale, search.date)}{' '}
          {filter.travellers === 1 ? null : (
            <span className="text-17 text-muted">
              {t('results.travellers', { count: filter.travellers })}
            </span>
          )}
        </span>
      </h1>
      <ChangeSearch {...{ words, query, search }} travellers={filter.travellers} />
      <TripTabs {...{ words, search, question }} />
      <SaleDates words={words} search={search} question={question} />
      <div
        className={`mt-4 grid gap-4 md:mt-6 md:gap-6 ${hasTrains ? 'lg:grid-cols-[192px_minmax(0,1fr)]' : ''}`}
      >
        {hasTrains ? (
          <FilterBox label={t('results.filter.label')}>
            <FilterPanel
              trains={answer.trains}
              filter={filter}
              query={question}
              {...{ locale, t }}
            />
          </FilterBox>
        ) : null}
        <div className="grid content-start gap-8">
          <section aria-labelledby="shown" className="grid content-start gap-3">
            <ResultsHead {...answered} shown={shown.length} journeys={journeys?.length ?? null} />
            <Notices words={words} trains={answer.trains} />
            {shown.length === 0 ? (
              <NothingHere {...answered} />
            ) : (
              <>
                <ResultsTable words={words} trains={shown} filter={filter} />
                <p className="text-13 text-muted">{t('results.hint')}</p>
              </>
            )}
          </section>
          <ChangeJourneys {...{ words, journeys, question }} travellers={filter.travellers} />
        </div>
      </div>
    </div>
  );
}

function rememberedOf({ from, to, date }: AnsweredSearch['search']) {
  return {
    from: { key: from.key, zh: from.zh, en: from.en },
    to: { key: to.key, zh: to.zh, en: to.en },
    date,
  };
}

/** What is true of several trains at once, said once. */
function Notices({ words, trains }: { words: PageWords; trains: TrainSearch['trains'] }) {
  const { t } = words;
  const offers = trains.flatMap((train) => train.classes);
  const isPartly = offers.some(({ availability }) => availability.state === 'unavailable');
  const isSoldOut =
    offers.length > 0 && offers.every(({ availability }) => availability.state === 'none');
  return (
    <>
      {isPartly ? <Banner tone="caution">{t('availability.unavailableLong')}</Banner> : null}
      {isSoldOut ? <Banner tone="info">{t('results.none')}</Banner> : null}
    </>
  );
}

/** Filters stand open at the left of a wide page and fold on a phone. */
function FilterBox({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <aside aria-label={label}>
      <details className="group rounded-card border border-hairline bg-card px-4 lg:hidden">
        <summary className="flex min-h-11 items-center justify-between text-15 font-semibold">
          {label}
          <FoldIcon />
        </summary>
        <div className="pb-4">{children}</div>
      </details>
      <div className="hidden lg:block">{children}</div>
    </aside>
  );
}

interface ChangeSearchProps extends Pick<AnsweredSearch, 'words' | 'search'> {
  query: URLSearchParams;
  travellers: number;
}

/** The form again, with the whole question in it; on the way back that of the way out. */
function ChangeSearch({ words, query, search, travellers }: ChangeSearchProps) {
  const { t, locale } = words;
  const { date, back, out } = search;
  const [from, to] = out === null ? ['from', 'to'] : ['to', 'from'];
  return (
    <details className="group">
      <summary className={foldStyle}>
        {t('results.change')}
        <FoldIcon />
      </summary>
      <div className="mt-2 mb-4 rounded-card border border-hairline bg-card p-4">
        <ClientMessages locale={locale} areas={['search']}>
          <SearchForm
            from={typedEnd(query.get(from ?? ''), words)}
            to={typedEnd(query.get(to ?? ''), words)}
            date={out ?? date}
            back={out === null ? (back ?? '') : date}
            travellers={travellers}
            window={saleWindow(locale)}
          />
        </ClientMessages>
      </div>
    </details>
  );
}
