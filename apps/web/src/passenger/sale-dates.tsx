import { addDays, daysBetween, type ServiceDate } from '@interlock/domain/time';
import { formatShortDate, formatStripDate } from '@interlock/i18n/formats';
import { context } from '../composition.ts';
import type { PageWords } from '../page-props.ts';
import type { SearchQuery } from '../paths.ts';
import { DateStrip } from '../ui/date-strip.tsx';
import type { SearchAsked } from './decide-search.ts';
import { saleWindow } from './sale-window.ts';

const shownDays = 7;
const nearDays = 5;

interface SaleDatesProps {
  words: PageWords;
  search: Pick<SearchAsked, 'date' | 'back' | 'out'>;
  question: SearchQuery;
}

/** The days around the one asked about, from the first that can be asked about on; a day after the sale window says when it opens. */
export function SaleDates({ words, search, question }: SaleDatesProps) {
  const { t, locale, paths } = words;
  const { date, back, out } = search;
  const window = saleWindow(locale);
  const { saleWindowDays } = context().rules;
  const earliest = out !== null && out > window.first ? out : window.first;
  const before = Math.min((shownDays - 1) / 2, Math.max(0, daysBetween(earliest, date)));
  const firstNear = Math.max(0, before - (nearDays - 1) / 2);
  const days = Array.from({ length: shownDays }, (_, at) => {
    const day = addDays(date, at - before);
    const isLater = daysBetween(window.last, day) > 0;
    const opens = formatShortDate(locale, addDays(day, 1 - saleWindowDays));
    return {
      date: day,
      ...formatStripDate(locale, day),
      href: isLater ? null : paths.results({ ...question, date: day, ...backOn(day, back) }),
      note: isLater ? t('search.opensOn', { date: opens }) : null,
      isCurrent: day === date,
      isNear: at >= firstNear && at < firstNear + nearDays,
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
