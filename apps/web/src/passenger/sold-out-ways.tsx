import type { TrainOffer } from '@interlock/use-cases/availability/train-offer';
import { context } from '../composition.ts';
import type { PageWords } from '../page-props.ts';
import { buttonStyle } from '../ui/button-style.ts';
import { availabilityWords, money } from './offer-words.ts';
import type { Ride } from './ride.ts';

/** Sold out at the last moment: what happened, and the nearest ways to travel all the same. */
export function SoldOutWays({
  words,
  ride,
  train,
}: {
  words: PageWords;
  ride: Ride;
  train: TrainOffer;
}) {
  const { t, locale, paths } = words;
  const say = { t, locale, zone: context().railwayZone };
  const others = train.classes.filter(
    (offer) => offer.seatClass !== ride.seatClass && availabilityWords(offer, say).isBookable,
  );
  return (
    <div className="grid gap-3">
      <div>
        <h2 className="text-17">{t('book.soldOut.title')}</h2>
        <p>{t('book.soldOut.text', { class: t(`site.class.${ride.seatClass}`) })}</p>
      </div>
      {others.length > 0 ? (
        <div>
          <h3 className="text-15">{t('book.soldOut.otherClass')}</h3>
          <ul className="mt-1 flex flex-wrap gap-2">
            {others.map((offer) => (
              <li key={offer.seatClass}>
                <a
                  className={buttonStyle('quiet')}
                  href={paths.review({ ...ride, seatClass: offer.seatClass, letters: [] })}
                >
                  {t(`site.class.${offer.seatClass}`)} {money(offer.priceFen, locale)}
                </a>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      <a
        className={buttonStyle('quiet', 'justify-self-start')}
        href={paths.results({ from: train.from.telecode, to: train.to.telecode, date: train.date })}
      >
        {t('book.soldOut.otherTrains')}
      </a>
    </div>
  );
}
