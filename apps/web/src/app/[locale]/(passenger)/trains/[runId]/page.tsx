import { isRefusal, type Refusal } from '@interlock/domain/refusals';
import { formatServiceDate, formatTimeWithSeconds } from '@interlock/i18n/formats';
import { getTrainOffer, type DatedTrainOffer } from '@interlock/use-cases/availability/get-train';
import { trainSheet } from '@interlock/use-cases/availability/train-sheet';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { context } from '../../../../../composition.ts';
import { pageWords, type PageProps, type PageWords } from '../../../../../page-props.ts';
import { ClassCards } from '../../../../../passenger/class-cards.tsx';
import { FareTriangle } from '../../../../../passenger/fare-triangle.tsx';
import { RefusedPage } from '../../../../../passenger/problem-page.tsx';
import { RideStrip } from '../../../../../passenger/ride-strip.tsx';
import { parseTrip, type Trip } from '../../../../../passenger/ride.ts';
import { queryParams, type PageQuery } from '../../../../../passenger/search-query.ts';
import { SoftLink } from '../../../../../passenger/soft-link.tsx';
import { StopsTable } from '../../../../../passenger/stops-table.tsx';
import { TrainFormation } from '../../../../../passenger/train-formation.tsx';
import { TrainNote } from '../../../../../passenger/train-note.tsx';
import { WaysAroundList } from '../../../../../passenger/ways-around.tsx';

type Props = PageProps<'runId'>;

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const { t, locale } = await pageWords(params);
  const found = offerOf((await params).runId, await searchParams);
  if (found === null) return { title: t('problem.s404.title') };
  const { train } = found;
  if (isRefusal(train)) return { title: t('problem.s422.title') };
  const { number, from, to } = train;
  return { title: t('train.title', { number, from: from[locale], to: to[locale] }) };
}

/** One train for one ride: its line, its classes, its stops, what it is made of, and every fare. */
export default async function TrainPage({ params, searchParams }: Props) {
  const words = await pageWords(params);
  const found = offerOf((await params).runId, await searchParams);
  if (found === null) notFound();
  const { train, trip } = found;
  if (isRefusal(train)) {
    return <RefusedPage words={words} code={train.code} here={words.paths.home()} />;
  }
  const faresOf = queryParams(await searchParams).get('fares');
  const sheet = trainSheet(context(), { runId: train.runId, faresOf });
  return (
    <div className="page-width grid grid-cols-[minmax(0,1fr)] gap-8 py-8">
      <TrainHead {...{ words, train, trip }} />
      <ClassCards {...{ words, train, trip }} />
      <SoldOutClasses {...{ words, train, trip }} />
      <section aria-labelledby="stops">
        <h2 id="stops" className="text-20">
          {words.t('train.stops')}
        </h2>
        <div className="mt-3 max-w-[720px]">
          <StopsTable
            stops={train.stops}
            from={train.from.position}
            to={train.to.position}
            caption={words.t('results.stopsOf', { number: train.number })}
            locale={words.locale}
            t={words.t}
          />
        </div>
      </section>
      {isRefusal(sheet) ? null : (
        <>
          <TrainFormation words={words} sheet={sheet} />
          <FareTriangle {...{ words, train, trip, sheet }} />
        </>
      )}
    </div>
  );
}

interface TrainPartProps {
  words: PageWords;
  train: DatedTrainOffer;
  trip: Trip;
}

/** For each class without seats, how to travel all the same. */
function SoldOutClasses({ words, train, trip }: TrainPartProps) {
  const { t, paths } = words;
  const soldOut = train.classes.filter(({ availability }) => availability.state === 'none');
  if (soldOut.length === 0) return null;
  return (
    <div id="ways" className="grid gap-6">
      {soldOut.map(({ seatClass }) => (
        <section
          key={seatClass}
          aria-labelledby={`ways-${seatClass}`}
          className="rounded-card border border-hairline bg-card p-5"
        >
          <h2 id={`ways-${seatClass}`} className="mb-3 text-20">
            {t('train.ways.title', { class: t(`site.class.${seatClass}`) })}
          </h2>
          <WaysAroundList
            words={words}
            ride={{ ...trip, seatClass }}
            hrefOfClass={(other) => paths.passengers({ ...trip, seatClass: other })}
          />
        </section>
      ))}
    </div>
  );
}

function TrainHead({ words, train, trip }: TrainPartProps) {
  const { t, locale, paths } = words;
  const { railwayZone: zone } = context();
  return (
    <header className="grid gap-4">
      <div className="grid gap-x-6 sm:flex sm:items-baseline sm:justify-between">
        <h1 className="text-26">
          <span className="train-number">{train.numbers.join(' / ')}</span>{' '}
          <span className="font-normal">{formatServiceDate(locale, train.date)}</span>
        </h1>
        {train.asOf === null ? null : (
          <p className="figures text-13 text-muted">
            {t('results.asOf', { time: formatTimeWithSeconds(train.asOf, zone) })} ·{' '}
            <SoftLink href={paths.train(trip)} goes="refresh" className="inline-block py-1.5">
              {t('site.actions.refresh')}
            </SoftLink>
          </p>
        )}
      </div>
      <div className="rounded-card border border-hairline bg-card p-5">
        <RideStrip ride={train} size="full" locale={locale} zone={zone} t={t} />
      </div>
      <TrainNote {...{ words, train, trip }} />
      <p className="text-15">
        <a
          href={paths.results({
            from: train.from.telecode,
            to: train.to.telecode,
            date: train.date,
            n: String(trip.n),
          })}
          className="inline-block py-1"
        >
          {t('train.all')}
        </a>
      </p>
    </header>
  );
}

/** The train as the address asks for it, and what else the address says; null when the address is none. */
function offerOf(
  runIdText: string,
  query: PageQuery,
): { train: DatedTrainOffer | Refusal; trip: Trip } | null {
  const trip = parseTrip(runIdText, queryParams(query));
  return trip === null ? null : { train: getTrainOffer(context(), trip), trip };
}
