import { addDays, daysBetween, type ServiceDate } from '@interlock/domain/time';
import { formatShortDate, formatStripDate } from '@interlock/i18n/formats';
import { context } from '../composition.ts';
import type { PageWords } from '../page-props.ts';
import type { SearchQuery } from '../paths.ts';
import { DateStrip } from '../ui/date-strip.tsx';
import type { SearchAsked } from './decide-search.ts';
import { saleWindow } from './sale-window.ts';

const around = [-3, -2, -1, 0, 1, 2, 3];

interface SaleDatesProps {
  words: PageWords;
  search: Pick<SearchAsked, 'date' | 'back' | 'out'>;
  question: SearchQuery;
}

/** The days around the one asked about; a day after the sale window says when it opens, one that is over leads nowhere. */
export function SaleDates({ words, search, question }: SaleDatesProps) {
  const { t, locale, paths } = words;
  const { date, back, out } = search;
  const window = saleWindow(locale);
  const { saleWindowDays } = context().rules;
  const days = around.map((offset) => {
    const day = addDays(date, offset);
    const isLater = daysBetween(window.last, day) > 0;
    const isOver = daysBetween(window.first, day) < 0 || (out !== null && day < out);
    const opens = formatShortDate(locale, addDays(day, 1 - saleWindowDays));
    return {
      date: day,
      ...formatStripDate(locale, day),
      href:
        isOver || isLater ? null : paths.results({ ...question, date: day, ...backOn(day, back) }),
      note: isLater ? t('search.opensOn', { date: opens }) : null,
      isCurrent: offset === 0,
      isNear: Math.abs(offset) <= 2,
    };
  });
  return (
    <div className="mt-4">
      <DateStrip label={t('results.dates')} days={days} />
    </div>
  );
}

/** The way back is never before the way out. */
function backOn(day: ServiceDate, back: ServiceDate | null): SearchQuery {
  return back === null ? {} : { back: back < day ? day : back };
}
