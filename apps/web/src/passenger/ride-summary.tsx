import type { SeatClass } from '@interlock/domain/classes';
import type { ServiceDate } from '@interlock/domain/time';
import { formatServiceDate } from '@interlock/i18n/formats';
import type { ReactNode } from 'react';
import { context } from '../composition.ts';
import type { PageWords } from '../page-props.ts';
import { type RideFacts, RideStrip } from './ride-strip.tsx';
import { SoonNote } from './train-note.tsx';
import { minutesIfSoon } from './train-notice.ts';

interface RideSummaryProps {
  words: PageWords;
  ride: RideFacts & { date: ServiceDate };
  seatClass: SeatClass;
  children?: ReactNode;
}

/** What is being bought, beside the step one is at: on the right of a wide page, above on a phone. */
export function RideSummary({ words, ride, seatClass, children }: RideSummaryProps) {
  const { t, locale } = words;
  const soon = minutesIfSoon(ride, context().now());
  return (
    <aside
      aria-label={t('book.summary.title')}
      className="grid content-start gap-4 self-start rounded-card border border-hairline bg-card p-5 lg:sticky lg:top-4"
    >
      <p className="flex flex-wrap items-baseline gap-x-3">
        <span className="train-number text-20">{ride.number}</span>
        <span>{formatServiceDate(locale, ride.date)}</span>
        <span className="text-muted">{t(`site.class.${seatClass}`)}</span>
      </p>
      <RideStrip ride={ride} size="row" locale={locale} zone={context().railwayZone} t={t} />
      {soon === null ? null : <SoonNote words={words} minutes={soon} />}
      {children}
    </aside>
  );
}
