import type { ServiceDate } from '@interlock/domain/time';
import { formatShortDate } from '@interlock/i18n/formats';
import type { PageWords } from '../page-props.ts';
import type { SearchQuery } from '../paths.ts';
import { LinkTabs } from '../ui/link-tabs.tsx';
import type { SearchAsked } from './decide-search.ts';

interface TripTabsProps {
  words: PageWords;
  search: SearchAsked;
  question: SearchQuery;
}

/** The two ways of a return trip, each a search of its own that leads to the other. */
export function TripTabs({ words, search, question }: TripTabsProps) {
  const { t, locale, paths } = words;
  const { from, to, date, back, out } = search;
  if (back === null && out === null) return null;
  const said = (day: ServiceDate) => formatShortDate(locale, day);
  const here = paths.results(question);
  const turned = { from: to.key, to: from.key, ...(question.n ? { n: question.n } : {}) };
  const tabs =
    out === null
      ? [
          { href: here, text: t('results.trip.out', { date: said(date) }), current: true },
          {
            href: paths.results({ ...turned, date: back ?? date, out: date }),
            text: t('results.trip.back', { date: said(back ?? date) }),
            current: false,
          },
        ]
      : [
          {
            href: paths.results({ ...turned, date: out, back: date }),
            text: t('results.trip.out', { date: said(out) }),
            current: false,
          },
          { href: here, text: t('results.trip.back', { date: said(date) }), current: true },
        ];
  return (
    <div className="mt-4">
      <LinkTabs label={t('results.trip.label')} tabs={tabs} />
      <p className="mt-2 text-13 text-muted">{t('results.trip.rule')}</p>
    </div>
  );
}
