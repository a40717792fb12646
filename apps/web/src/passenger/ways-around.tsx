import type { SeatClass } from '@interlock/domain/classes';
import { isRefusal } from '@interlock/domain/refusals';
import { formatClock } from '@interlock/domain/time';
import type { ClassOffer, TrainOffer } from '@interlock/use-cases/availability/train-offer';
import { waysAround } from '@interlock/use-cases/availability/ways-around';
import type { ReactNode } from 'react';
import { context } from '../composition.ts';
import type { PageWords } from '../page-props.ts';
import type { RideQuery } from '../paths.ts';
import { buttonStyle } from '../ui/button-style.ts';
import { availabilityWords, money } from './offer-words.ts';

interface WaysAroundProps {
  words: PageWords;
  ride: RideQuery;
  /** Where another class of the same train is chosen. */
  hrefOfClass: (seatClass: SeatClass) => string;
}

/** How to travel all the same when a class is sold out: another class, other trains, an earlier stop. */
export function WaysAroundList({ words, ride, hrefOfClass }: WaysAroundProps) {
  const { t, locale } = words;
  const ways = waysAround(context(), ride);
  if (isRefusal(ways)) return null;
  const { otherClasses, otherTrains, boardEarlier } = ways;
  if (otherClasses.length + otherTrains.length === 0 && boardEarlier === null) {
    return <p>{t('train.ways.none')}</p>;
  }
  return (
    <div className="grid gap-4">
      <Way title={t('train.ways.otherClass')}>
        {otherClasses.map((offer) => (
          <WayLink key={offer.seatClass} href={hrefOfClass(offer.seatClass)}>
            {t(`site.class.${offer.seatClass}`)} {money(offer.priceFen, locale)}
          </WayLink>
        ))}
      </Way>
      <Way title={t('train.ways.otherTrains')}>
        {otherTrains.map((train) => (
          <OtherTrain key={train.runId} {...{ words, ride, train }} />
        ))}
      </Way>
      <Way title={t('train.ways.earlierTitle')}>
        {boardEarlier === null ? null : <BoardEarlier {...{ words, ride }} train={boardEarlier} />}
      </Way>
    </div>
  );
}

function Way({ title, children }: { title: string; children: ReactNode }) {
  const isEmpty = children === null || (Array.isArray(children) && children.length === 0);
  if (isEmpty) return null;
  return (
    <div>
      <h3 className="text-15">{title}</h3>
      <ul className="mt-1 flex flex-wrap gap-2">{children}</ul>
    </div>
  );
}

function WayLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <li>
      <a className={buttonStyle('quiet', 'flex-wrap gap-x-3 gap-y-0 py-1.5')} href={href}>
        {children}
      </a>
    </li>
  );
}

interface OtherTrainProps {
  words: PageWords;
  ride: RideQuery;
  train: TrainOffer;
}

/** Another train for the same people; what comes after the first is not known to be reached by it. */
function OtherTrain({ words, ride, train }: OtherTrainProps) {
  const { t, locale, paths } = words;
  const offer = train.classes.find((one) => one.seatClass === ride.seatClass);
  const { onward: _, ...party } = ride;
  const trip = { runId: train.runId, from: train.from.position, to: train.to.position };
  return (
    <WayLink href={paths.train({ ...party, ...trip })}>
      <span className="figures">
        {t('train.ways.train', {
          number: train.number,
          departs: formatClock(train.from.departMinutes ?? 0),
          arrives: formatClock(train.to.arriveMinutes ?? 0),
        })}
      </span>
      {offer === undefined ? null : (
        <span className="figures font-normal text-muted">
          {money(offer.priceFen, locale)} · {left(offer, words)}
        </span>
      )}
    </WayLink>
  );
}

function BoardEarlier({ words, ride, train }: OtherTrainProps) {
  const { t, locale, paths } = words;
  const offer = train.classes.find((one) => one.seatClass === ride.seatClass);
  if (offer === undefined) return null;
  const href = paths.passengers({ ...ride, from: train.from.position });
  return (
    <WayLink href={href}>
      {t('train.ways.earlier', {
        station: train.from[locale],
        time: formatClock(train.from.departMinutes ?? 0),
        price: money(offer.priceFen, locale),
        left: left(offer, words),
      })}
    </WayLink>
  );
}

function left(offer: ClassOffer, { t, locale }: PageWords): string {
  return availabilityWords(offer, { t, locale, zone: context().railwayZone }).text;
}
