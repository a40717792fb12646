import { addDays, parseServiceDate } from '@interlock/domain/time';
import { formatServiceDate, formatShortDate } from '@interlock/i18n/formats';
import { context } from '../composition.ts';
import { ClientMessages } from '../i18n/client-messages.tsx';
import type { PageWords } from '../page-props.ts';
import { ErrorSummary } from '../ui/error-summary.tsx';
import type { SearchProblem } from './decide-search.ts';
import { travellersOf } from './filter-trains.ts';
import { resolveStation } from './resolve-station.ts';
import { saleWindow } from './sale-window.ts';
import { type SearchEnd, SearchForm } from './search-form.tsx';
import { stationOption } from './station-options.ts';

interface SearchAgainProps {
  words: PageWords;
  query: URLSearchParams;
  problems: SearchProblem[];
}

/** The search form with what is wrong said on top and at each field; everything typed is kept. */
export function SearchAgain({ words, query, problems }: SearchAgainProps) {
  const { t, locale } = words;
  const said = problems.map((problem) => ({
    field: problem.field,
    message: problemWords(words, problem, query.get(problem.field) ?? ''),
  }));
  const messageAt = (field: string): string | undefined =>
    said.find((problem) => problem.field === field)?.message;
  const window = saleWindow(locale);
  return (
    <div className="page-width grid gap-6 py-8">
      <ErrorSummary
        title={t('site.error.summary', { count: said.length })}
        errors={said.map(({ field, message }) => ({ fieldId: field, message }))}
      />
      <h1 className="text-26">{t('search.lead')}</h1>
      <div className="rounded-card border border-hairline bg-card p-4 md:p-6">
        <ClientMessages locale={locale} areas={['search']}>
          <SearchForm
            from={typedEnd(query.get('from'), words)}
            to={typedEnd(query.get('to'), words)}
            date={parseServiceDate(query.get('date') ?? '') ?? window.tomorrow}
            back={query.get('back') ?? ''}
            travellers={travellersOf(query.get('n'))}
            window={window}
            errors={{
              from: messageAt('from'),
              to: messageAt('to'),
              date: messageAt('date'),
              back: messageAt('back'),
            }}
          />
        </ClientMessages>
      </div>
    </div>
  );
}

/** What is wrong with one field; a text that is no station is named, for both ends may have one. */
function problemWords({ t, locale }: PageWords, problem: SearchProblem, typed: string): string {
  if ('isBeforeOut' in problem) return t('search.backBeforeOut');
  if ('missing' in problem) return t(`search.missing.${problem.field}`);
  if (problem.code === 'unknown-station') return t('search.noHit', { text: typed.slice(0, 60) });
  const date = parseServiceDate(typed);
  if (problem.code === 'date-beyond-sale-window' && date !== null) {
    const opens = addDays(date, 1 - context().rules.saleWindowDays);
    return t('search.opensLater', {
      date: formatShortDate(locale, date),
      opens: formatServiceDate(locale, opens),
    });
  }
  return t(`refusal.${problem.code}`);
}

/** One end of a search as it stands in the address, ready to be shown in the form again. */
export function typedEnd(text: string | null, { locale }: PageWords): SearchEnd {
  const found = resolveStation(text ?? '');
  if (found.kind !== 'one') return { text: text ?? '', key: null };
  const option = stationOption(found.hit);
  return { text: option[locale], key: option.key };
}
