import { isRefusal, type Refusal } from '@interlock/domain/refusals';
import { formatServiceDate, formatTimeWithSeconds } from '@interlock/i18n/formats';
import { getTrainOffer, type DatedTrainOffer } from '@interlock/use-cases/availability/get-train';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { context } from '../../../../../composition.ts';
import { pageWords, type PageProps, type PageWords } from '../../../../../page-props.ts';
import { ClassCards } from '../../../../../passenger/class-cards.tsx';
import { RefusedPage } from '../../../../../passenger/problem-page.tsx';
import { RideStrip } from '../../../../../passenger/ride-strip.tsx';
import { wholeNumber } from '../../../../../passenger/ride.ts';
import { queryParams, type PageQuery } from '../../../../../passenger/search-query.ts';
import { StopsTable } from '../../../../../passenger/stops-table.tsx';

type Props = PageProps<'runId'>;

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const { t, locale } = await pageWords(params);
  const train = offerOf((await params).runId, await searchParams);
  if (train === null) return { title: t('problem.s404.title') };
  if (isRefusal(train)) return { title: t('problem.s422.title') };
  const { number, from, to } = train;
  return { title: t('train.title', { number, from: from[locale], to: to[locale] }) };
}

/** One train for one ride: its line, its classes, its stops. */
export default async function TrainPage({ params, searchParams }: Props) {
  const words = await pageWords(params);
  const train = offerOf((await params).runId, await searchParams);
  if (train === null) notFound();
  if (isRefusal(train)) {
    return <RefusedPage words={words} code={train.code} here={words.paths.home()} />;
  }
  return (
    <div className="page-width grid gap-8 py-8">
      <TrainHead words={words} train={train} />
      <ClassCards words={words} train={train} />
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
    </div>
  );
}

function TrainHead({ words, train }: { words: PageWords; train: DatedTrainOffer }) {
  const { t, locale } = words;
  const { railwayZone: zone } = context();
  return (
    <header className="grid gap-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6">
        <h1 className="text-26">
          <span className="train-number">{train.numbers.join(' / ')}</span>{' '}
          <span className="font-normal">{formatServiceDate(locale, train.date)}</span>
        </h1>
        {train.asOf === null ? null : (
          <p className="figures text-13 text-muted">
            {t('results.asOf', { time: formatTimeWithSeconds(train.asOf, zone) })}
          </p>
        )}
      </div>
      <div className="rounded-card border border-hairline bg-card p-5">
        <RideStrip ride={train} size="full" locale={locale} zone={zone} t={t} />
      </div>
    </header>
  );
}

/** The train as the address asks for it; null when the address is none. */
function offerOf(runIdText: string, query: PageQuery): DatedTrainOffer | Refusal | null {
  const params = queryParams(query);
  const [runId, from, to] = [
    wholeNumber(runIdText),
    wholeNumber(params.get('from')),
    wholeNumber(params.get('to')),
  ];
  if (runId === null || from === null || to === null) return null;
  return getTrainOffer(context(), { runId, from, to });
}
