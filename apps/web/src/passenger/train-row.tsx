import type { SeatClass } from '@interlock/domain/classes';
import type { TrainOffer } from '@interlock/use-cases/availability/train-offer';
import { context } from '../composition.ts';
import type { PageWords } from '../page-props.ts';
import { FoldIcon } from '../ui/fold.tsx';
import { ClassCell, NoClassCell } from './class-cell.tsx';
import { FareTable } from './fare-table.tsx';
import { RideStrip } from './ride-strip.tsx';
import { rowColumns } from './row-columns.ts';
import { StopsTable } from './stops-table.tsx';
import { TrainNote } from './train-note.tsx';

interface TrainRowProps {
  words: PageWords;
  train: TrainOffer;
  /** The classes of the table's columns. */
  columns: readonly SeatClass[];
  travellers: number;
}

/** One train of the results: number, journey strip, a cell per class, stops and fares in place. */
export function TrainRow({ words, train, columns, travellers }: TrainRowProps) {
  const { t, locale, paths } = words;
  const { position: from } = train.from;
  const trip = { runId: train.runId, from, to: train.to.position, n: travellers };
  return (
    <article
      aria-label={train.number}
      className="max-lg:rounded-card max-lg:border max-lg:border-hairline max-lg:bg-card"
    >
      <div className={`grid gap-x-2 gap-y-4 p-4 lg:pb-1 ${rowColumns}`}>
        <div className="grid gap-3 lg:pr-4">
          <header className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
            <h3 className="train-number text-17">
              <a href={paths.train(trip)} className="text-ink hover:text-brand">
                {train.numbers.join(' / ')}
              </a>
            </h3>
            <EndMarks words={words} train={train} />
          </header>
          <RideStrip ride={train} size="row" locale={locale} zone={context().railwayZone} t={t} />
          <TrainNote {...{ words, train, trip }} />
        </div>
        <ul className="grid content-center gap-2 sm:max-lg:grid-cols-3 lg:contents">
          {columns.map((seatClass) => {
            const offer = train.classes.find((one) => one.seatClass === seatClass);
            const href = paths.passengers({ ...trip, seatClass });
            return (
              <li
                key={seatClass}
                className={offer ? 'grid lg:content-center' : 'hidden lg:contents'}
              >
                {offer ? (
                  <ClassCell place="column" {...{ words, offer, href, travellers }} />
                ) : (
                  <NoClassCell words={words} seatClass={seatClass} />
                )}
              </li>
            );
          })}
        </ul>
      </div>
      <InPlace words={words} train={train} />
    </article>
  );
}

/** Stops and fares under the row, folded until asked for. */
function InPlace({ words, train }: Pick<TrainRowProps, 'words' | 'train'>) {
  const { t, locale } = words;
  return (
    <details className="group max-lg:border-t max-lg:border-hairline">
      <summary className="flex min-h-10 items-center gap-2 px-4 text-13 text-muted hover:text-brand">
        <FoldIcon />
        {t('results.stops')}
        <span className="sr-only">{t('results.stopsOf', { number: train.number })}</span>
      </summary>
      <div className="grid gap-6 px-2 pb-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,320px)]">
        <StopsTable
          stops={train.stops}
          from={train.from.position}
          to={train.to.position}
          caption={t('results.stopsOf', { number: train.number })}
          locale={locale}
          t={t}
        />
        <FareTable words={words} train={train} />
      </div>
    </details>
  );
}

function EndMarks({ words, train }: Pick<TrainRowProps, 'words' | 'train'>) {
  const style = 'text-13 text-muted';
  return (
    <>
      {train.first ? <span className={style}>{words.t('results.first')}</span> : null}
      {train.last ? <span className={style}>{words.t('results.last')}</span> : null}
    </>
  );
}
