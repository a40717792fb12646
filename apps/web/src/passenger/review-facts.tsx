import type { TicketType } from '@interlock/domain/passengers/booked-passenger';
import { formatServiceDate } from '@interlock/i18n/formats';
import type { TrainOffer } from '@interlock/use-cases/availability/train-offer';
import type { TravellerView } from '@interlock/use-cases/travellers/traveller-view';
import type { PageWords } from '../page-props.ts';
import { Facts } from '../ui/facts.tsx';
import { shortMask } from './masked-name.ts';
import { money } from './offer-words.ts';
import { placeText } from './place-text.ts';
import type { Ride } from './ride.ts';

interface ReviewFactsProps {
  words: PageWords;
  ride: Ride;
  train: TrainOffer;
  passengers: { ticketType: TicketType; traveller: TravellerView | null; fareFen: number }[];
  email: string;
}

/** Every answer given so far, each with the way back to change it. */
export function ReviewFacts({ words, ride, train, passengers, email }: ReviewFactsProps) {
  const { t, locale, paths } = words;
  const change = (href: string, label: string) => (
    <a href={href}>
      {t('site.actions.change')}
      <span className="sr-only"> · {label}</span>
    </a>
  );
  const letters = ride.letters.filter((letter) => letter !== 'N');
  return (
    <Facts
      facts={[
        {
          term: t('book.review.train'),
          value: (
            <>
              <span className="train-number">{train.number}</span>{' '}
              {formatServiceDate(locale, train.date)}
            </>
          ),
          action: change(
            paths.results({
              from: train.from.telecode,
              to: train.to.telecode,
              date: train.date,
              n: String(passengers.length),
            }),
            t('book.review.changeTrain'),
          ),
        },
        {
          term: t('book.review.class'),
          value: t(`site.class.${ride.seatClass}`),
          action: change(paths.train(ride), t('book.review.changeClass')),
        },
        {
          term: t('book.review.passengers'),
          value: (
            <ul className="grid gap-1">
              {passengers.map(({ traveller, ticketType, fareFen }, index) => (
                <li
                  key={traveller?.id ?? index}
                  className="grid grid-cols-[minmax(0,1fr)_auto_5.5rem] items-baseline gap-x-2"
                >
                  <span>
                    {traveller ? shortMask(traveller.nameMasked) : '–'}{' '}
                    <span className="figures text-13 text-muted">{traveller?.documentMasked}</span>
                  </span>
                  <span className="text-13 text-muted">{t(`site.ticketType.${ticketType}`)}</span>
                  <span className="figures text-right">{money(fareFen, locale)}</span>
                </li>
              ))}
            </ul>
          ),
          action: change(paths.passengers(ride), t('book.review.changePassengers')),
        },
        {
          term: t(ride.places.length === 0 ? 'book.review.seats' : 'book.review.chosenSeats'),
          value:
            ride.places.length > 0 ? (
              <ul className="figures leading-normal">
                {ride.places.map((code) => (
                  <li key={code}>{placeText(t, code)}</li>
                ))}
              </ul>
            ) : letters.length === 0 ? (
              t('book.review.noWish')
            ) : (
              letters.map((letter) => t(`book.seats.${letter}`)).join(locale === 'zh' ? '、' : ', ')
            ),
          action: change(
            ride.places.length === 0 ? paths.passengers(ride) : paths.seats(ride),
            t(ride.places.length === 0 ? 'book.review.changeSeats' : 'book.review.changeChosen'),
          ),
        },
        { term: t('book.review.contact'), value: email },
      ]}
    />
  );
}
