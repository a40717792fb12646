import { randomUUID } from 'node:crypto';
import { passengerFare } from '@interlock/domain/fares/fares';
import { fen } from '@interlock/domain/money';
import { isRefusal } from '@interlock/domain/refusals';
import { holdWindow } from '@interlock/domain/sale-rules';
import { seatCode } from '@interlock/domain/seat-place';
import { instant } from '@interlock/domain/time';
import { getSeatPlan } from '@interlock/use-cases/availability/get-seat-plan';
import { listTravellers } from '@interlock/use-cases/travellers/list-travellers';
import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { requireSignIn } from '../../../../../../auth/actor.ts';
import { context } from '../../../../../../composition.ts';
import { ClientMessages } from '../../../../../../i18n/client-messages.tsx';
import { pageWords, type PageProps } from '../../../../../../page-props.ts';
import { HoldForm } from '../../../../../../passenger/hold-form.tsx';
import { offerOfRide } from '../../../../../../passenger/offer-of-ride.ts';
import { money } from '../../../../../../passenger/offer-words.ts';
import { OnwardNote } from '../../../../../../passenger/onward-train.tsx';
import { placeText } from '../../../../../../passenger/place-text.ts';
import { RefusedPage } from '../../../../../../passenger/problem-page.tsx';
import { RefusedRide } from '../../../../../../passenger/refused-ride.tsx';
import { ReviewFacts } from '../../../../../../passenger/review-facts.tsx';
import { RideSummary } from '../../../../../../passenger/ride-summary.tsx';
import { parseRide, type Ride } from '../../../../../../passenger/ride.ts';
import { queryParams } from '../../../../../../passenger/search-query.ts';
import { SoldOutWays } from '../../../../../../passenger/sold-out-ways.tsx';
import { Banner } from '../../../../../../ui/banner.tsx';
import { buttonStyle } from '../../../../../../ui/button-style.ts';

type Props = PageProps<'runId'>;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { t } = await pageWords(params);
  return { title: t('book.review.title') };
}

/** Step two of two: everything once more, a way to change each line, and the button that starts the hold. */
export default async function ReviewPage({ params, searchParams }: Props) {
  const words = await pageWords(params);
  const { t, locale, paths } = words;
  const ride = parseRide((await params).runId, queryParams(await searchParams));
  if (ride === null) notFound();
  if (ride.travellers.length === 0) redirect(paths.passengers({ ...ride, isMissing: true }));
  if (ride.places.length > 0 && ride.places.length !== ride.travellers.length)
    redirect(paths.seats({ ...ride, isMissing: true }));
  const here = paths.review(ride);
  const { actor, email } = await requireSignIn(locale, here);
  const found = offerOfRide(ride);
  if (found.kind === 'refused')
    return <RefusedRide {...{ words, found, here }} travellers={ride.travellers.length} />;
  const saved = await listTravellers(context(), actor);
  if (isRefusal(saved)) return <RefusedPage words={words} code={saved.code} here={here} />;
  const gone = await takenOf(ride);
  const { train, offer } = found;
  const passengers = ride.travellers.map((chosen) => ({
    ticketType: chosen.ticketType,
    traveller: saved.travellers.find((one) => one.id === chosen.travellerId) ?? null,
    fareFen: passengerFare(fen(offer.priceFen), chosen.ticketType, ride.seatClass),
  }));
  const total = money(
    passengers.reduce((sum, one) => sum + one.fareFen, 0),
    locale,
  );
  const { rules } = context();
  const now = context().now();
  const departsAt = train.from.departsAt ?? instant(now + rules.shortHoldBeforeMs);
  const minutes = Math.max(1, Math.round(holdWindow(rules, { now, departsAt }) / 60_000));
  return (
    <div className="page-width flex flex-col gap-6 py-4 md:py-8 lg:grid lg:grid-cols-[minmax(0,1fr)_360px] lg:gap-8">
      <div>
        <p className="text-13 text-muted">{t('book.steps', { step: 2, total: 2 })}</p>
        <h1 className="text-26">{t('book.review.title')}</h1>
        <p className="mt-1 mb-2 text-muted sm:mb-4">{t('book.review.lead')}</p>
        <OnwardNote words={words} onward={ride.onward} />
        {gone.length === 0 ? null : (
          <Banner
            tone="caution"
            action={
              <a href={paths.seats(ride)} className={buttonStyle('quiet')}>
                {t('book.review.toPlan')}
              </a>
            }
          >
            {t('book.review.seatsGone', {
              places: gone.map((code) => placeText(t, code)).join(' · '),
            })}
          </Banner>
        )}
        <ClientMessages locale={locale} areas={['book', 'refusal']}>
          <HoldForm
            answers={<ReviewFacts words={words} {...{ ride, train, passengers, email }} />}
            firstKey={randomUUID()}
            fields={fieldsOf(ride, locale)}
            minutes={minutes}
            total={total}
            soldOut={<SoldOutWays words={words} ride={ride} train={train} />}
            unpaid={
              <a
                href={paths.trips('to-pay')}
                className={buttonStyle('quiet', 'justify-self-start')}
              >
                {t('book.toUnpaid')}
              </a>
            }
          />
        </ClientMessages>
      </div>
      <RideSummary words={words} ride={train} seatClass={ride.seatClass}>
        <p className="hidden items-baseline justify-between border-t border-hairline pt-4 lg:flex">
          <span className="text-muted">{t('book.review.total')}</span>
          <span className="figures text-26 font-semibold">{total}</span>
        </p>
      </RideSummary>
    </div>
  );
}

/** Which of the chosen seats others have by now; a hint, so none where nobody can tell. */
async function takenOf(ride: Ride): Promise<string[]> {
  if (ride.places.length === 0) return [];
  const plan = await getSeatPlan(context(), ride);
  if (isRefusal(plan)) return [];
  const taken = plan.coaches.flatMap(({ seats }) => seats.filter((seat) => seat.isTaken));
  const codes = new Set(taken.map(seatCode));
  return ride.places.filter((code) => codes.has(code));
}

function fieldsOf(ride: Ride, locale: string): { name: string; value: string }[] {
  return [
    { name: 'locale', value: locale },
    { name: 'runId', value: String(ride.runId) },
    { name: 'from', value: String(ride.from) },
    { name: 'to', value: String(ride.to) },
    { name: 'class', value: ride.seatClass },
    ...(ride.passengers ?? []).map((value) => ({ name: 'with', value })),
    ...ride.letters.map((value) => ({ name: 'seat', value })),
    ...(ride.onward === undefined ? [] : [{ name: 'onward', value: ride.onward }]),
    ...ride.places.map((value) => ({ name: 'at', value })),
  ];
}
