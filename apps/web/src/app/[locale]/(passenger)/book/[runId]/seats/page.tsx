import { isRefusal } from '@interlock/domain/refusals';
import { seatCode } from '@interlock/domain/seat-place';
import { getSeatPlan } from '@interlock/use-cases/availability/get-seat-plan';
import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { requireSignIn } from '../../../../../../auth/actor.ts';
import { context } from '../../../../../../composition.ts';
import { ClientMessages } from '../../../../../../i18n/client-messages.tsx';
import { pageWords, type PageProps } from '../../../../../../page-props.ts';
import { offerOfRide } from '../../../../../../passenger/offer-of-ride.ts';
import { RefusedPage } from '../../../../../../passenger/problem-page.tsx';
import { RefusedRide } from '../../../../../../passenger/refused-ride.tsx';
import { RideSummary } from '../../../../../../passenger/ride-summary.tsx';
import { parseRide } from '../../../../../../passenger/ride.ts';
import { queryParams } from '../../../../../../passenger/search-query.ts';
import { SeatChooser } from '../../../../../../passenger/seat-chooser.tsx';
import { dataPaths } from '../../../../../../paths.ts';

type Props = PageProps<'runId'>;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { t } = await pageWords(params);
  return { title: t('seatPlan.title') };
}

/** Particular seats, on a plan of each coach or in a list; the richer way beside the wishes of the step before. */
export default async function SeatsPage({ params, searchParams }: Props) {
  const words = await pageWords(params);
  const { t, locale, paths } = words;
  const query = queryParams(await searchParams);
  const ride = parseRide((await params).runId, query);
  if (ride === null) notFound();
  const view = query.get('view') === 'list' ? 'list' : 'plan';
  const here = paths.seats({ ...ride, view: view === 'list' ? view : undefined });
  await requireSignIn(locale, here);
  if (ride.travellers.length === 0) redirect(paths.passengers({ ...ride, isMissing: true }));
  const found = offerOfRide(ride);
  if (found.kind === 'refused')
    return <RefusedRide {...{ words, found, here }} travellers={ride.travellers.length} />;
  const plan = await getSeatPlan(context(), ride);
  if (isRefusal(plan)) return <RefusedPage words={words} code={plan.code} here={here} />;
  return (
    <div className="page-width py-4 md:py-8">
      <ClientMessages locale={locale} areas={['seatPlan']}>
        <SeatChooser
          heading={
            <div>
              <h1 className="text-26">{t('seatPlan.title')}</h1>
              <p className="mt-1 max-w-[68ch] text-muted">{t('seatPlan.lead')}</p>
            </div>
          }
          summary={<RideSummary words={words} ride={found.train} seatClass={ride.seatClass} />}
          action={paths.review(ride).replace(/\?.*/, '')}
          fields={[
            { name: 'from', value: String(ride.from) },
            { name: 'to', value: String(ride.to) },
            { name: 'class', value: ride.seatClass },
            ...(ride.onward === undefined ? [] : [{ name: 'onward', value: ride.onward }]),
            ...(ride.n === 1 ? [] : [{ name: 'n', value: String(ride.n) }]),
            ...(ride.passengers ?? []).map((value) => ({ name: 'with', value })),
            ...ride.letters.map((value) => ({ name: 'seat', value })),
          ]}
          seatClass={ride.seatClass}
          coaches={plan.coaches.map(({ no, seats }) => ({
            no,
            seats: seats.map((seat) => ({
              code: seatCode(seat),
              coach: seat.coach,
              row: seat.row,
              letter: seat.letter,
            })),
          }))}
          taken={plan.coaches
            .flatMap(({ seats }) => seats.filter((seat) => seat.isTaken))
            .map(seatCode)}
          asOf={plan.asOf}
          zone={context().railwayZone}
          wanted={ride.travellers.length}
          chosen={ride.places}
          view={view}
          isMissing={query.has('missing')}
          news={dataPaths.seatPlan(ride)}
          ways={{
            plan: paths.seats(ride),
            list: paths.seats({ ...ride, view: 'list' }),
            skip: paths.review({ ...ride, places: [] }),
          }}
        />
      </ClientMessages>
    </div>
  );
}
