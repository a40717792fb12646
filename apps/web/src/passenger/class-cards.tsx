import type { TrainOffer } from '@interlock/use-cases/availability/train-offer';
import { context } from '../composition.ts';
import type { PageWords } from '../page-props.ts';
import { AvailabilityMark } from '../ui/availability-mark.tsx';
import { buttonStyle } from '../ui/button-style.ts';
import { availabilityWords, money } from './offer-words.ts';
import { RefundRules } from './refund-rules.tsx';

/** A card per class: price, what is left, what it is like, and one way on. */
export function ClassCards({ words, train }: { words: PageWords; train: TrainOffer }) {
  const { t, locale, paths } = words;
  const say = { t, locale, zone: context().railwayZone };
  return (
    <section aria-labelledby="classes">
      <h2 id="classes" className="text-20">
        {t('train.choose')}
      </h2>
      <p className="text-13 text-muted">{t('train.lead')}</p>
      <ul className="mt-3 grid gap-4 md:grid-cols-3">
        {train.classes.map((offer) => {
          const left = availabilityWords(offer, say);
          const name = t(`site.class.${offer.seatClass}`);
          return (
            <li
              key={offer.seatClass}
              className="flex flex-col justify-between gap-4 rounded-card border border-hairline bg-card p-5"
            >
              <div>
                <h3 className="text-17">{name}</h3>
                <p className="figures mt-2 text-26 font-semibold">
                  {money(offer.priceFen, locale)}
                </p>
                <p className="mt-1">
                  <AvailabilityMark shape={left.shape}>{left.text}</AvailabilityMark>
                </p>
                <p className="mt-2 text-15 text-muted">{t(`train.includes.${offer.seatClass}`)}</p>
              </div>
              {left.isBookable ? (
                <a
                  className={buttonStyle('quiet')}
                  href={paths.passengers({
                    runId: train.runId,
                    from: train.from.position,
                    to: train.to.position,
                    seatClass: offer.seatClass,
                  })}
                >
                  {t('train.select', { class: name })}
                </a>
              ) : null}
            </li>
          );
        })}
      </ul>
      <RefundRules words={words} departsAt={train.from.departsAt} />
    </section>
  );
}
