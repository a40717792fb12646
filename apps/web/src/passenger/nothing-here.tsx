import { isRefusal } from '@interlock/domain/refusals';
import { formatServiceDate, formatShortDate } from '@interlock/i18n/formats';
import { searchTrains } from '@interlock/use-cases/availability/search-trains';
import { context } from '../composition.ts';
import { buttonStyle } from '../ui/button-style.ts';
import { EmptyNotice } from '../ui/notice-page.tsx';
import { filterTrains, partsInUse, queryOfFilter, withoutPart } from './filter-trains.ts';
import type { AnsweredSearch } from './results-view.tsx';

/** No train to show: because of a filter, which can be dropped, or because none runs; each with the next step. */
export function NothingHere(props: AnsweredSearch) {
  return props.answer.trains.length > 0 ? <Filtered {...props} /> : <NoTrain {...props} />;
}

function Filtered({ words, answer, filter, question }: AnsweredSearch) {
  const { t, paths } = words;
  const ends = { ...question, bookable: '', type: [], time: [], class: [], board: [], leave: [] };
  const drops = partsInUse(filter)
    .map((part) => ({ part, left: withoutPart(filter, part) }))
    .map((drop) => ({ ...drop, count: filterTrains(answer.trains, drop.left).length }))
    .filter(({ count }) => count > 0);
  return (
    <EmptyNotice
      title={t('results.empty.filtered')}
      actions={
        <>
          {drops.map(({ part, left, count }) => (
            <a
              key={part}
              href={paths.results({ ...ends, ...queryOfFilter(left) })}
              className={buttonStyle('quiet')}
            >
              {t('results.empty.without', { part, count })}
            </a>
          ))}
          <a href={paths.results(ends)} className={buttonStyle('plain')}>
            {t('results.filter.clear')}
          </a>
        </>
      }
    >
      {null}
    </EmptyNotice>
  );
}

function NoTrain({ words, search, answer, question }: AnsweredSearch) {
  const { t, locale, paths } = words;
  const next = answer.otherDates.find((day) => day > search.date) ?? answer.otherDates[0];
  const cities = citiesOf(answer);
  const isOtherDay = next !== undefined;
  return (
    <EmptyNotice
      title={t(isOtherDay ? 'results.empty.title' : 'results.empty.never')}
      actions={
        !isOtherDay && cities === null ? null : (
          <>
            {isOtherDay ? (
              <a href={paths.results({ ...question, date: next })} className={buttonStyle('quiet')}>
                {t('results.empty.nextDay', { date: formatShortDate(locale, next) })}
              </a>
            ) : null}
            {cities === null ? null : (
              <a
                href={paths.results({
                  from: cities.from.key,
                  to: cities.to.key,
                  date: search.date,
                  ...(question.n === undefined ? {} : { n: question.n }),
                })}
                className={buttonStyle('quiet')}
              >
                {t('results.empty.city', { from: cities.from[locale], to: cities.to[locale] })}
              </a>
            )}
          </>
        )
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

/** The cities of both ends, when other stations of theirs have a train that day. */
function citiesOf({ from, to, date }: AnsweredSearch['answer']) {
  const [cityFrom, cityTo] = [from, to].map(([station]) =>
    station === undefined
      ? null
      : { key: `city:${station.cityZh}`, zh: station.cityZh, en: station.cityEn },
  );
  if (!cityFrom || !cityTo || cityFrom.key === cityTo.key) return null;
  const found = searchTrains(context(), { from: cityFrom.key, to: cityTo.key, date });
  return isRefusal(found) || found.trains.length === 0 ? null : { from: cityFrom, to: cityTo };
}
