import type { Locale } from '@interlock/i18n/locales';
import type { Translator } from '../i18n/translator.ts';
import { pathsIn, type SearchQuery } from '../paths.ts';
import { buttonStyle } from '../ui/button-style.ts';
import { FilterForm } from './filter-form.tsx';
import {
  type DayPart,
  dayParts,
  isFiltering,
  sortings,
  type TrainFilter,
  type TrainType,
  trainTypes,
} from './filter-trains.ts';

const typeKeys = { G: 'typeG', D: 'typeD', other: 'typeOther' } as const satisfies Record<
  TrainType,
  string
>;

interface FilterPanelProps {
  filter: TrainFilter;
  query: SearchQuery;
  locale: Locale;
  t: Translator;
}

/** Sorting and filters of the results, all kept in the address. */
export function FilterPanel({ filter, query, locale, t }: FilterPanelProps) {
  const paths = pathsIn(locale);
  const { from, to, date } = query;
  return (
    <FilterForm action={paths.results({})}>
      {Object.entries({ from, to, date }).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value ?? ''} />
      ))}
      <Group legend={t('results.sort.label')}>
        {sortings.map((sort) => (
          <Choice key={sort} type="radio" name="sort" value={sort} isChosen={filter.sort === sort}>
            {t(`results.sort.${sort}`)}
          </Choice>
        ))}
      </Group>
      <Group legend={t('results.filter.label')}>
        <Choice type="checkbox" name="bookable" value="1" isChosen={filter.bookableOnly}>
          {t('results.filter.bookable')}
        </Choice>
      </Group>
      <Group legend={t('results.filter.type')}>
        {trainTypes.map((type) => (
          <Choice
            key={type}
            type="checkbox"
            name="type"
            value={type}
            isChosen={filter.types.includes(type)}
          >
            {t(`results.filter.${typeKeys[type]}`)}
          </Choice>
        ))}
      </Group>
      <Group legend={t('results.filter.time')}>
        {dayParts.map((part: DayPart) => (
          <Choice
            key={part}
            type="checkbox"
            name="time"
            value={part}
            isChosen={filter.times.includes(part)}
          >
            {t(`results.filter.${part}`)}
          </Choice>
        ))}
      </Group>
      <div className="flex flex-wrap gap-3">
        <noscript>
          <button type="submit" className={buttonStyle('quiet')}>
            {t('results.filter.apply')}
          </button>
        </noscript>
        {isFiltering(filter) ? (
          <a
            href={paths.results({ from, to, date } as SearchQuery)}
            className={buttonStyle('plain')}
          >
            {t('results.filter.clear')}
          </a>
        ) : null}
      </div>
    </FilterForm>
  );
}

function Group({ legend, children }: { legend: string; children: React.ReactNode }) {
  return (
    <fieldset className="grid gap-0.5">
      <legend className="mb-1 text-13 font-semibold text-muted">{legend}</legend>
      {children}
    </fieldset>
  );
}

interface ChoiceProps {
  type: 'radio' | 'checkbox';
  name: string;
  value: string;
  isChosen: boolean;
  children: React.ReactNode;
}

function Choice({ type, name, value, isChosen, children }: ChoiceProps) {
  return (
    <label className="flex min-h-8 cursor-pointer items-center gap-2.5 text-15 max-lg:min-h-11">
      <input
        type={type}
        name={name}
        value={value}
        defaultChecked={isChosen}
        className="size-4.5 accent-brand"
      />
      <span className="figures">{children}</span>
    </label>
  );
}
