import { addDays, type ServiceDate } from '@interlock/domain/time';
import {
  formatServiceDate,
  formatShortDate,
  formatStripDate,
  formatTimeWithSeconds,
} from '@interlock/i18n/formats';
import type { TrainSearch } from '@interlock/use-cases/availability/search-trains';
import { context } from '../composition.ts';
import { ClientMessages } from '../i18n/client-messages.tsx';
import type { PageWords } from '../page-props.ts';
import { Banner } from '../ui/banner.tsx';
import { buttonStyle } from '../ui/button-style.ts';
import { DateStrip } from '../ui/date-strip.tsx';
import { DownIcon } from '../ui/icons.tsx';
import { EmptyNotice } from '../ui/notice-page.tsx';
import type { DecidedSearch } from './decide-search.ts';
import { FilterPanel } from './filter-panel.tsx';
import { filterTrains, isFiltering, parseFilter } from './filter-trains.ts';
import { RememberSearch } from './recent-searches.tsx';
import { saleWindow } from './sale-window.ts';
import { typedEnd } from './search-again.tsx';
import { SearchForm } from './search-form.tsx';
import { searchQueryOf } from './search-query.ts';
import { TrainRow } from './train-row.tsx';

interface ResultsViewProps {
  words: PageWords;
  query: URLSearchParams;
  search: Extract<DecidedSearch, { kind: 'search' }>;
  answer: TrainSearch;
  isOnSale: (date: ServiceDate) => boolean;
}

/** The answer to a search: the question in words, days around it, filters, one row per train. */
export function ResultsView({ words, query, search, answer, isOnSale }: ResultsViewProps) {
  const { t, locale, paths } = words;
  const { railwayZone: zone } = context();
  const filter = parseFilter(query);
  const shown = filterTrains(answer.trains, filter);
  const question = {
    ...searchQueryOf(query),
    from: search.from.key,
    to: search.to.key,
    date: search.date,
  };
  const isPartly = answer.trains.some((train) =>
    train.classes.some((offer) => offer.availability.state === 'unavailable'),
  );
  return (
    <div className="page-width py-6">
      <RememberSearch
        search={{
          from: { key: search.from.key, zh: search.from.zh, en: search.from.en },
          to: { key: search.to.key, zh: search.to.zh, en: search.to.en },
        }}
      />
      <h1 className="text-26">
        <span className="inline-block">
          {t('results.title', { from: search.from.text, to: search.to.text })}
        </span>{' '}
        <span className="inline-block font-normal">{formatServiceDate(locale, search.date)}</span>
      </h1>
      <ChangeSearch words={words} query={query} search={search} />
      <div className="mt-4">
        <DateStrip
          label={t('results.dates')}
          days={stripDays({ words, search, question, isOnSale })}
        />
      </div>
      <div className="mt-6 grid gap-6 lg:grid-cols-[208px_minmax(0,1fr)]">
        <FilterBox label={t('results.filter.label')}>
          <FilterPanel filter={filter} query={question} locale={locale} t={t} />
        </FilterBox>
        <section aria-labelledby="shown" className="grid content-start gap-4">
          <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
            <h2 id="shown" className="text-17">
              {isFiltering(filter)
                ? t('results.shown', { shown: shown.length, count: answer.trains.length })
                : t('results.count', { count: answer.trains.length })}
            </h2>
            <output className="sr-only">
              {isFiltering(filter)
                ? t('results.shown', { shown: shown.length, count: answer.trains.length })
                : ''}
            </output>
            <p className="text-13 text-muted">
              {answer.asOf === null ? null : (
                <span className="figures">
                  {t('results.asOf', { time: formatTimeWithSeconds(answer.asOf, zone) })} ·{' '}
                </span>
              )}
              {t('results.hint')}{' '}
              <a href={paths.results(question)} className="inline-block py-1">
                {t('site.actions.refresh')}
              </a>
            </p>
          </div>
          {isPartly ? <Banner tone="caution">{t('availability.unavailableLong')}</Banner> : null}
          {isSoldOut(answer.trains) ? <Banner tone="info">{t('results.none')}</Banner> : null}
          {shown.map((train) => (
            <TrainRow
              key={`${train.runId} ${train.from.position} ${train.to.position}`}
              train={train}
              locale={locale}
              zone={zone}
              t={t}
              nowMs={context().now()}
              stopSellingMs={context().rules.stopSellingMs}
            />
          ))}
          {shown.length === 0 ? (
            <NothingHere
              {...{ words, search, question, otherDates: answer.otherDates }}
              isFiltered={answer.trains.length > 0}
            />
          ) : null}
        </section>
      </div>
    </div>
  );
}

/** Every seat of every train of the day is taken. */
function isSoldOut(trains: TrainSearch['trains']): boolean {
  const offers = trains.flatMap((train) => train.classes);
  return offers.length > 0 && offers.every((offer) => offer.availability.state === 'none');
}

interface NeighbourInput {
  words: PageWords;
  search: Extract<DecidedSearch, { kind: 'search' }>;
  question: ReturnType<typeof searchQueryOf>;
  isOnSale: (date: ServiceDate) => boolean;
}

function stripDays({ words, search, question, isOnSale }: NeighbourInput) {
  return [-2, -1, 0, 1, 2].map((offset) => {
    const date = addDays(search.date, offset);
    return {
      date,
      ...formatStripDate(words.locale, date),
      href: isOnSale(date) ? words.paths.results({ ...question, date }) : null,
      current: offset === 0,
    };
  });
}

/** Filters stand open at the left of a wide page and fold on a phone. */
function FilterBox({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <aside aria-label={label}>
      <details className="group rounded-card border border-hairline bg-card px-4 lg:hidden">
        <summary className="flex min-h-11 items-center justify-between text-15 font-semibold">
          {label}
          <span className="transition-transform group-open:rotate-180">
            <DownIcon />
          </span>
        </summary>
        <div className="pb-4">{children}</div>
      </details>
      <div className="hidden lg:block">{children}</div>
    </aside>
  );
}

function ChangeSearch({
  words,
  query,
  search,
}: Pick<ResultsViewProps, 'words' | 'query' | 'search'>) {
  const { t, locale } = words;
  const window = saleWindow(locale);
  return (
    <details className="mt-2">
      <summary className="inline-flex min-h-11 items-center text-15 text-brand underline underline-offset-3">
        {t('results.change')}
      </summary>
      <div className="mt-2 rounded-card border border-hairline bg-card p-4">
        <ClientMessages locale={locale} areas={['search']}>
          <SearchForm
            from={typedEnd(query.get('from'), words)}
            to={typedEnd(query.get('to'), words)}
            date={search.date}
            window={window}
            tomorrow={addDays(window.first, 1)}
          />
        </ClientMessages>
      </div>
    </details>
  );
}

interface NothingInput extends Omit<NeighbourInput, 'isOnSale'> {
  otherDates: ServiceDate[];
  isFiltered: boolean;
}

function NothingHere({ words, search, question, otherDates, isFiltered }: NothingInput) {
  const { t, locale, paths } = words;
  const { from, to, date } = { from: search.from.key, to: search.to.key, date: search.date };
  if (isFiltered) {
    return (
      <EmptyNotice
        title={t('results.empty.filtered')}
        actions={
          <a href={paths.results({ from, to, date })} className={buttonStyle('quiet')}>
            {t('results.filter.clear')}
          </a>
        }
      >
        {null}
      </EmptyNotice>
    );
  }
  const next = otherDates.find((day) => day > search.date) ?? otherDates[0];
  return (
    <EmptyNotice
      title={t('results.empty.title')}
      actions={
        next ? (
          <a href={paths.results({ ...question, date: next })} className={buttonStyle('quiet')}>
            {t('results.empty.nextDay', { date: formatShortDate(locale, next) })}
          </a>
        ) : null
      }
    >
      {t('results.empty.text', {
        from: search.from.text,
        to: search.to.text,
        date: formatServiceDate(locale, search.date),
      })}
    </EmptyNotice>
  );
}
