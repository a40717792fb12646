import { runIdOf } from '@interlock/domain/ids';
import { serviceDateAt } from '@interlock/domain/time';
import { formatShortDate, formatTime } from '@interlock/i18n/formats';
import type { FoundBooking } from '@interlock/use-cases/console/find-bookings';
import { context } from '../composition.ts';
import type { PageWords } from '../page-props.ts';
import { shortMask } from '../passenger/masked-name.ts';
import { money } from '../passenger/offer-words.ts';
import { DataTable } from '../ui/data-table.tsx';

/** Bookings found, newest first. */
export function FoundTable({ words, bookings }: { words: PageWords; bookings: FoundBooking[] }) {
  const { t, locale, paths } = words;
  const zone = context().railwayZone;
  return (
    <DataTable
      caption={t('console.find.title')}
      rows={bookings}
      rowKey={(row) => row.reference}
      columns={[
        {
          key: 'reference',
          heading: t('console.table.reference'),
          cell: (row) => (
            <a href={paths.consoleCase(row.reference)} className="figures font-semibold">
              {row.reference}
            </a>
          ),
        },
        {
          key: 'state',
          heading: t('console.table.state'),
          cell: (row) => t(`console.state.${row.state}`),
        },
        {
          key: 'train',
          heading: t('console.table.train'),
          cell: (row) => <span className="train-number">{numberOf(row)}</span>,
        },
        {
          key: 'date',
          heading: t('console.table.date'),
          cell: (row) => formatShortDate(locale, row.date),
        },
        {
          key: 'passengers',
          heading: t('console.table.passengers'),
          cell: (row) => row.passengers.map(shortMask).join(locale === 'zh' ? '、' : ', '),
        },
        {
          key: 'price',
          heading: t('console.table.price'),
          align: 'right',
          cell: (row) => money(row.priceFen, locale),
        },
        {
          key: 'payBy',
          heading: t('console.table.payBy'),
          align: 'right',
          cell: (row) =>
            row.payBy === null || row.state !== 'held' ? '–' : formatTime(row.payBy, zone),
        },
        {
          key: 'created',
          heading: t('console.table.created'),
          align: 'right',
          cell: (row) =>
            `${formatShortDate(locale, serviceDateAt(row.createdAt, zone))} ${formatTime(row.createdAt, zone)}`,
        },
      ]}
    />
  );
}

/** The train's first public number while its run is on sale; later its own id. */
function numberOf({ trainId, date }: FoundBooking): string {
  const run = context().availability.run(runIdOf(trainId, date));
  return run?.plan.numbers[0]?.number ?? `#${trainId}`;
}
