import { passengerFare } from '@interlock/domain/fares/fares';
import { fen } from '@interlock/domain/money';
import { isRefusal } from '@interlock/domain/refusals';
import { listTravellers } from '@interlock/use-cases/travellers/list-travellers';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { requireSignIn } from '../../../../../auth/actor.ts';
import { context } from '../../../../../composition.ts';
import { ClientMessages } from '../../../../../i18n/client-messages.tsx';
import { pageWords, type PageProps } from '../../../../../page-props.ts';
import { offerOfRide } from '../../../../../passenger/offer-of-ride.ts';
import { money } from '../../../../../passenger/offer-words.ts';
import { PassengerPicker } from '../../../../../passenger/passenger-picker.tsx';
import { RefusedPage } from '../../../../../passenger/problem-page.tsx';
import { RefusedRide } from '../../../../../passenger/refused-ride.tsx';
import { RideSummary } from '../../../../../passenger/ride-summary.tsx';
import { parseRide, wishesOf } from '../../../../../passenger/ride.ts';
import { today } from '../../../../../passenger/sale-window.ts';
import { queryParams } from '../../../../../passenger/search-query.ts';

type Props = PageProps<'runId'>;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { t } = await pageWords(params);
  return { title: t('book.passengers.title') };
}

/** Step one of two: who travels and where they would like to sit. */
export default async function PassengersPage({ params, searchParams }: Props) {
  const words = await pageWords(params);
  const { t, locale, paths } = words;
  const query = queryParams(await searchParams);
  const ride = parseRide((await params).runId, query);
  if (ride === null) notFound();
  const here = paths.passengers(ride);
  const { actor } = await requireSignIn(locale, here);
  const found = offerOfRide(ride);
  if (found.kind === 'refused')
    return <RefusedRide {...{ words, found, here }} travellers={ride.n} />;
  const saved = await listTravellers(context(), actor);
  if (isRefusal(saved)) return <RefusedPage words={words} code={saved.code} here={here} />;
  const { train, offer } = found;
  const fare = (type: 'adult' | 'child' | 'student') =>
    passengerFare(fen(offer.priceFen), type, ride.seatClass);
  return (
    <div className="page-width flex flex-col gap-6 py-4 md:py-8 lg:grid lg:grid-cols-[minmax(0,1fr)_360px] lg:gap-8">
      <div>
        <p className="text-13 text-muted">{t('book.steps', { step: 1, total: 2 })}</p>
        <h1 className="text-26">{t('book.passengers.title')}</h1>
        <p className="mt-1 mb-6 text-muted">
          {t('book.passengers.lead', { max: context().rules.passengersMax })}
        </p>
        <ClientMessages locale={locale} areas={['book', 'refusal']}>
          <PassengerPicker
            action={paths.review(ride).replace(/\?.*/, '')}
            planAction={paths.seats(ride).replace(/\?.*/, '')}
            places={ride.places}
            asked={ride.n}
            ride={ride}
            saved={saved.travellers}
            chosen={ride.travellers}
            letters={ride.letters}
            wishes={wishesOf[ride.seatClass]}
            prices={{ adult: fare('adult'), child: fare('child'), student: fare('student') }}
            passengersMax={context().rules.passengersMax}
            today={today()}
            isMissing={query.has('missing')}
          />
        </ClientMessages>
      </div>
      <RideSummary words={words} ride={train} seatClass={ride.seatClass}>
        <p className="flex items-baseline justify-between lg:border-t lg:border-hairline lg:pt-4">
          <span className="text-muted max-lg:text-15">{t('book.summary.perPerson')}</span>
          <span className="figures text-17 font-semibold lg:text-20">
            {money(offer.priceFen, locale)}
          </span>
        </p>
      </RideSummary>
    </div>
  );
}
