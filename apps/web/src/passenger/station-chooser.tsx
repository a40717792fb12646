import type { PageWords } from '../page-props.ts';
import { ChevronIcon } from '../ui/icons.tsx';
import type { DecidedSearch } from './decide-search.ts';
import { searchQueryOf } from './search-query.ts';
import { stationOption } from './station-options.ts';

interface StationChooserProps {
  words: PageWords;
  query: URLSearchParams;
  choice: Extract<DecidedSearch, { kind: 'choose' }>;
}

/** Typed text that fits several stations: each is one link further, the rest of the question is kept. */
export function StationChooser({ words, query, choice }: StationChooserProps) {
  const { t, locale, paths } = words;
  const other = locale === 'zh' ? 'en' : 'zh';
  return (
    <div className="page-width py-8">
      <h1 className="text-26">{t('search.choose.title')}</h1>
      <p className="mt-2 text-muted">{t('search.choose.lead', { text: choice.text })}</p>
      <ul className="mt-6 max-w-[560px] divide-y divide-hairline rounded-card border border-hairline bg-card">
        {choice.hits.map((hit) => {
          const option = stationOption(hit);
          return (
            <li key={option.key}>
              <a
                href={paths.results({ ...searchQueryOf(query), [choice.field]: option.key })}
                className="flex min-h-13 items-center gap-3 px-4 text-ink no-underline hover:text-brand"
              >
                <span className="font-semibold">{option[locale]}</span>
                <span lang={other === 'zh' ? 'zh-CN' : 'en'} className="text-13 text-muted">
                  {option[other]}
                </span>
                <span className="ml-auto text-muted">
                  <ChevronIcon />
                </span>
              </a>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
