import type { TrainOffer } from '@interlock/use-cases/availability/train-offer';
import type { PageWords } from '../page-props.ts';
import { buttonStyle } from '../ui/button-style.ts';
import type { Ride } from './ride.ts';
import { WaysAroundList } from './ways-around.tsx';

interface SoldOutWaysProps {
  words: PageWords;
  ride: Ride;
  train: TrainOffer;
}

/** Sold out at the last moment: what happened, and the nearest ways to travel all the same. */
export function SoldOutWays({ words, ride, train }: SoldOutWaysProps) {
  const { t, paths } = words;
  return (
    <div className="grid gap-3">
      <div>
        <h2 className="text-17">{t('book.soldOut.title')}</h2>
        <p>{t('book.soldOut.text', { class: t(`site.class.${ride.seatClass}`) })}</p>
      </div>
      <WaysAroundList
        words={words}
        ride={ride}
        hrefOfClass={(seatClass) => paths.review({ ...ride, seatClass, letters: [] })}
      />
      <a
        className={buttonStyle('quiet', 'justify-self-start')}
        href={paths.results({
          from: train.from.telecode,
          to: train.to.telecode,
          date: train.date,
          n: String(ride.travellers.length),
        })}
      >
        {t('book.soldOut.otherTrains')}
      </a>
    </div>
  );
}
