import { formatTimeWithSeconds } from '@interlock/i18n/formats';
import { context } from '../composition.ts';
import { isFiltering, sortings } from './filter-trains.ts';
import type { AnsweredSearch } from './results-view.tsx';
import { SoftLink } from './soft-link.tsx';

interface ResultsHeadProps extends AnsweredSearch {
  shown: number;
  /** How many journeys with a change; null: not asked for. */
  journeys: number | null;
}

/** How many trains there are, how they are sorted, and how old the answer is; changes of it are announced once. */
export function ResultsHead(props: ResultsHeadProps) {
  const { words, answer, filter, question, shown, journeys } = props;
  const { t, paths } = words;
  const count = answer.trains.length;
  const time =
    answer.asOf === null ? '–' : formatTimeWithSeconds(answer.asOf, context().railwayZone);
  if (count === 0) {
    return (
      <h2 id="shown" className="sr-only">
        {t('results.count', { count })}
      </h2>
    );
  }
  return (
    <div>
      <div className="flex flex-wrap items-center gap-x-6">
        <h2 id="shown" className="text-17">
          {isFiltering(filter)
            ? t('results.shown', { shown, count })
            : t('results.count', { count })}
        </h2>
        {count < 2 ? null : <Sorting {...{ words, filter, question }} />}
        <p className="ml-auto text-13 text-muted">
          <span className="figures">{t('results.asOf', { time })}</span> ·{' '}
          <SoftLink
            href={paths.results(question)}
            goes="refresh"
            className="inline-block py-1.5 aria-busy:text-muted"
          >
            {t('site.actions.refresh')}
          </SoftLink>
        </p>
      </div>
      <output className="sr-only">
        {t('results.announce', { shown, count, sort: filter.sort, time })}{' '}
        {journeys === null ? null : t('change.count', { count: journeys })}
      </output>
    </div>
  );
}

/** What the trains are sorted by; on a phone below the count, else beside it. */
function Sorting({
  words,
  filter,
  question,
}: Pick<AnsweredSearch, 'words' | 'filter' | 'question'>) {
  const { t, paths } = words;
  return (
    <nav
      aria-label={t('results.sort.label')}
      className="flex flex-wrap items-center gap-x-1 text-15 max-sm:order-last max-sm:w-full"
    >
      <span aria-hidden="true" className="mr-2 text-13 text-muted">
        {t('results.sort.label')}
      </span>
      {sortings.map((sort) => (
        <SoftLink
          key={sort}
          href={paths.results({ ...question, sort })}
          goes="there"
          isCurrent={filter.sort === sort}
          className="inline-flex min-h-9 items-center rounded-control px-2.5 no-underline hover:bg-sunken aria-[current=true]:bg-brand-wash aria-[current=true]:font-semibold max-lg:min-h-11"
        >
          {t(`results.sort.${sort}`)}
        </SoftLink>
      ))}
    </nav>
  );
}
