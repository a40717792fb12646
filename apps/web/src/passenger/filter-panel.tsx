import { seatClasses } from '@interlock/domain/classes';
import type { Locale } from '@interlock/i18n/locales';
import type { OfferStop } from '@interlock/use-cases/availability/offer-stop';
import type { TrainOffer } from '@interlock/use-cases/availability/train-offer';
import type { Translator } from '../i18n/translator.ts';
import { pathsIn, type SearchQuery } from '../paths.ts';
import { buttonStyle } from '../ui/button-style.ts';
import { FilterForm } from './filter-form.tsx';
import {
  dayPartOfTrain,
  dayParts,
  isFiltering,
  type TrainFilter,
  type TrainType,
  trainTypes,
  typeOfTrain,
} from './filter-trains.ts';

const typeKeys = { G: 'typeG', D: 'typeD', other: 'typeOther' } as const satisfies Record<
  TrainType,
  string
>;

interface FilterPanelProps {
  /** All trains of the answer, whatever the filter. */
  trains: readonly TrainOffer[];
  filter: TrainFilter;
  query: SearchQuery;
  locale: Locale;
  t: Translator;
}

/** The filters of the results, all kept in the address; a choice between one thing only is left out. */
export function FilterPanel({ trains, filter, query, locale, t }: FilterPanelProps) {
  const paths = pathsIn(locale);
  const { from, to, date, back, out, n, sort, change } = query;
  const kept = { from, to, date, back, out, n, sort, change };
  const classes = seatClasses.filter((one) =>
    trains.some((train) => train.classes.some((of) => of.seatClass === one)),
  );
  const types = new Set<string>([...trains.map(typeOfTrain), ...filter.types]);
  const times = new Set<string>([...trains.map(dayPartOfTrain), ...filter.times]);
  return (
    <FilterForm action={paths.results({})}>
      {Object.entries(kept).map(([name, value]) =>
        value === undefined ? null : <input key={name} type="hidden" name={name} value={value} />,
      )}
      <Group legend={t('results.filter.label')} isFirst>
        <Choice name="bookable" value="1" isChosen={filter.bookableOnly}>
          {t('results.filter.bookable')}
        </Choice>
      </Group>
      <Choices
        name="type"
        legend={t('results.filter.type')}
        chosen={filter.types}
        options={trainTypes
          .filter((one) => types.has(one))
          .map((value) => ({
            value,
            text: t(`results.filter.${typeKeys[value]}`),
          }))}
      />
      <Choices
        name="time"
        legend={t('results.filter.time')}
        chosen={filter.times}
        options={dayParts
          .filter((one) => times.has(one))
          .map((value) => ({ value, text: t(`results.filter.${value}`) }))}
      />
      <Choices
        name="class"
        legend={t('results.filter.class')}
        chosen={filter.classes}
        options={classes.map((value) => ({ value, text: t(`site.class.${value}`) }))}
      />
      <Choices
        name="board"
        legend={t('results.filter.board')}
        chosen={filter.board}
        options={stationsOf(
          trains.map((train) => train.from),
          locale,
        )}
      />
      <Choices
        name="leave"
        legend={t('results.filter.leave')}
        chosen={filter.leave}
        options={stationsOf(
          trains.map((train) => train.to),
          locale,
        )}
      />
      <div className="flex flex-wrap gap-3">
        <noscript>
          <button type="submit" className={buttonStyle('quiet')}>
            {t('results.filter.apply')}
          </button>
        </noscript>
        {isFiltering(filter) ? (
          <a href={paths.results(kept as SearchQuery)} className={buttonStyle('plain')}>
            {t('results.filter.clear')}
          </a>
        ) : null}
      </div>
    </FilterForm>
  );
}

/** The stations among these stops, each once, in the order of the language. */
function stationsOf(
  stops: readonly OfferStop[],
  locale: Locale,
): { value: string; text: string }[] {
  const names = new Map(stops.map((stop) => [stop.telecode, stop[locale]]));
  return [...names]
    .map(([value, text]) => ({ value, text }))
    .sort((a, b) => collators[locale].compare(a.text, b.text));
}

const collators: Record<Locale, Intl.Collator> = {
  zh: new Intl.Collator('zh-u-co-pinyin'),
  en: new Intl.Collator('en'),
};

interface ChoicesProps {
  name: string;
  legend: string;
  chosen: readonly string[];
  options: readonly { value: string; text: string }[];
}

/** One group of check boxes; none where there is nothing to choose, unless a choice has been made. */
function Choices({ name, legend, chosen, options }: ChoicesProps) {
  if (options.length < 2 && chosen.length === 0) return null;
  return (
    <Group legend={legend}>
      {options.map(({ value, text }) => (
        <Choice key={value} name={name} value={value} isChosen={chosen.includes(value)}>
          {text}
        </Choice>
      ))}
    </Group>
  );
}

/** Below each other at the side of a wide page, beside each other in the fold of a phone. */
function Group({ legend, isFirst, children }: GroupProps) {
  return (
    <fieldset className="grid gap-0.5 max-lg:flex max-lg:flex-wrap max-lg:gap-2">
      <legend
        className={`mb-1 text-13 font-semibold text-muted ${isFirst ? 'max-lg:sr-only' : ''}`}
      >
        {legend}
      </legend>
      {children}
    </fieldset>
  );
}

interface GroupProps {
  legend: string;
  /** Its legend is that of the fold, too. */
  isFirst?: true;
  children: React.ReactNode;
}

interface ChoiceProps {
  name: string;
  value: string;
  isChosen: boolean;
  children: React.ReactNode;
}

function Choice({ name, value, isChosen, children }: ChoiceProps) {
  return (
    <label className="flex min-h-8 cursor-pointer items-center gap-2.5 text-15 max-lg:min-h-11 max-lg:rounded-control max-lg:border max-lg:border-control max-lg:px-3 max-lg:has-checked:border-brand max-lg:has-checked:bg-brand-wash">
      <input
        type="checkbox"
        name={name}
        value={value}
        defaultChecked={isChosen}
        className="shrink-0"
      />
      <span className="figures">{children}</span>
    </label>
  );
}
