import { addDays, daysBetween, type ServiceDate } from '@interlock/domain/time';
import { formatShortDate, formatStripDate } from '@interlock/i18n/formats';
import { context } from '../composition.ts';
import type { PageWords } from '../page-props.ts';
import type { SearchQuery } from '../paths.ts';
import { DateStrip } from '../ui/date-strip.tsx';
import { saleWindow } from './sale-window.ts';

const around = [-3, -2, -1, 0, 1, 2, 3];

interface SaleDatesProps {
  words: PageWords;
  date: ServiceDate;
  question: SearchQuery;
}

/** The days around the one asked about; a day after the sale window says when it opens, one that is over leads nowhere. */
export function SaleDates({ words, date, question }: SaleDatesProps) {
  const { t, locale, paths } = words;
  const window = saleWindow(locale);
  const { saleWindowDays } = context().rules;
  const days = around.map((offset) => {
    const day = addDays(date, offset);
    const isLater = daysBetween(window.last, day) > 0;
    const opens = formatShortDate(locale, addDays(day, 1 - saleWindowDays));
    return {
      date: day,
      ...formatStripDate(locale, day),
      href:
        daysBetween(window.first, day) >= 0 && !isLater
          ? paths.results({ ...question, date: day })
          : null,
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
