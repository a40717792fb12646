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

/** What is being bought, beside the step one is at: on the right of a wide page; on a phone above it, in few lines. */
export function RideSummary({ words, ride, seatClass, children }: RideSummaryProps) {
  const { t, locale } = words;
  const soon = minutesIfSoon(ride, context().now());
  const strip = { ride, locale, zone: context().railwayZone, t };
  return (
    <aside
      aria-label={t('book.summary.title')}
      className="grid content-start gap-2 rounded-card border border-hairline bg-card px-4 py-3 max-lg:order-first lg:sticky lg:top-4 lg:gap-4 lg:self-start lg:p-5"
    >
      <p className="flex flex-wrap items-baseline gap-x-3">
        <span className="train-number text-17 lg:text-20">{ride.number}</span>
        <span>{formatServiceDate(locale, ride.date)}</span>
        <span className="text-muted">{t(`site.class.${seatClass}`)}</span>
      </p>
      <div className="lg:hidden">
        <RideStrip {...strip} size="line" />
      </div>
      <div className="hidden lg:block">
        <RideStrip {...strip} size="row" />
      </div>
      {soon === null ? null : <SoonNote words={words} minutes={soon} />}
      {children}
    </aside>
  );
}
