import { type SeatClass, seatClasses } from '@interlock/domain/classes';
import type { TrainOffer } from '@interlock/use-cases/availability/train-offer';
import type { CSSProperties } from 'react';
import type { PageWords } from '../page-props.ts';
import type { TrainFilter } from './filter-trains.ts';
import { rowColumns } from './row-columns.ts';
import { TrainRow } from './train-row.tsx';

interface ResultsTableProps {
  words: PageWords;
  trains: readonly TrainOffer[];
  filter: TrainFilter;
}

/** The trains, as a table with a column per class where there is room, as a card each where there is not. */
export function ResultsTable({ words, trains, filter }: ResultsTableProps) {
  const { t } = words;
  const columns = columnsOf(trains, filter);
  return (
    <div
      style={{ '--classes': columns.length } as CSSProperties}
      className="grid gap-4 lg:gap-0 lg:divide-y lg:divide-hairline lg:rounded-card lg:border lg:border-hairline lg:bg-card"
    >
      <div
        aria-hidden="true"
        className={`hidden gap-x-2 px-4 py-2 text-13 font-semibold text-muted lg:grid ${rowColumns}`}
      >
        <span>{t('results.column.journey')}</span>
        {columns.map((seatClass) => (
          <span key={seatClass} className="px-2">
            {t(`site.class.${seatClass}`)}
          </span>
        ))}
      </div>
      {trains.map((train) => (
        <TrainRow
          key={`${train.runId} ${train.from.position} ${train.to.position}`}
          {...{ words, train, columns }}
          travellers={filter.travellers}
        />
      ))}
    </div>
  );
}

/** The classes of these trains, dearest first; only those asked for where some are. */
function columnsOf(trains: readonly TrainOffer[], { classes }: TrainFilter): SeatClass[] {
  const carried = new Set(trains.flatMap((train) => train.classes.map((of) => of.seatClass)));
  return seatClasses.filter(
    (one) => carried.has(one) && (classes.length === 0 || classes.includes(one)),
  );
}
