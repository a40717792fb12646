import type { TrainOffer } from '@interlock/use-cases/availability/train-offer';
import { context } from '../composition.ts';
import type { PageWords } from '../page-props.ts';
import type { TripQuery } from '../paths.ts';
import { AvailabilityMark } from '../ui/availability-mark.tsx';
import { buttonStyle } from '../ui/button-style.ts';
import { ClassCard } from '../ui/class-card.tsx';
import { availabilityForAll, money } from './offer-words.ts';
import { RefundRules } from './refund-rules.tsx';

interface ClassCardsProps {
  words: PageWords;
  train: TrainOffer;
  /** What the way on carries along. */
  trip: TripQuery;
}

/** A card per class: price, what is left, what it is like, and one way on. */
export function ClassCards({ words, train, trip }: ClassCardsProps) {
  const { t, locale, paths } = words;
  const say = { t, locale, zone: context().railwayZone, travellers: trip.n ?? 1 };
  return (
    <section aria-labelledby="classes">
      <h2 id="classes" className="text-20">
        {t('train.choose')}
      </h2>
      <p className="text-13 text-muted">{t('train.lead')}</p>
      <ul className="mt-3 grid gap-4 sm:grid-cols-2 md:grid-cols-3">
        {train.classes.map((offer) => {
          const left = availabilityForAll(offer, say);
          const name = t(`site.class.${offer.seatClass}`);
          return (
            <li key={offer.seatClass}>
              <ClassCard
                name={name}
                price={money(offer.priceFen, locale)}
                mark={<AvailabilityMark shape={left.shape}>{left.text}</AvailabilityMark>}
                includes={t(`train.includes.${offer.seatClass}`)}
                action={
                  left.isBookable ? (
                    <a
                      className={buttonStyle('quiet')}
                      href={paths.passengers({ ...trip, seatClass: offer.seatClass })}
                    >
                      {t('train.select', { class: name })}
                    </a>
                  ) : null
                }
              />
            </li>
          );
        })}
      </ul>
      <RefundRules words={words} train={train} />
    </section>
  );
}
