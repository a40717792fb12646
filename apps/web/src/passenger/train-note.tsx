import type { TrainOffer } from '@interlock/use-cases/availability/train-offer';
import { context } from '../composition.ts';
import type { PageWords } from '../page-props.ts';
import type { TripQuery } from '../paths.ts';
import { AvailabilityMark } from '../ui/availability-mark.tsx';
import { availabilityWords } from './offer-words.ts';
import { noteOf } from './train-notice.ts';

interface TrainNoteProps {
  words: PageWords;
  train: TrainOffer;
  /** What the way around a sold-out train carries along. */
  trip: TripQuery;
}

/** What is the same for the whole train, said once: the sale opens later or is over, all is sold, departure is near. */
export function TrainNote({ words, train, trip }: TrainNoteProps) {
  const { t, locale, paths } = words;
  const { railwayZone: zone, rules } = context();
  const note = noteOf(train, context().now());
  switch (note.kind) {
    case 'nothing':
      return null;
    case 'not-on-sale': {
      const { shape, text } = availabilityWords(note.offer, { t, locale, zone });
      return (
        <p>
          <AvailabilityMark shape={shape}>{text}</AvailabilityMark>
        </p>
      );
    }
    case 'closed': {
      const minutes = Math.round(rules.stopSellingMs / 60_000);
      return (
        <p className="text-13 font-semibold text-muted">
          {t('availability.closedLong', { minutes })}
        </p>
      );
    }
    case 'sold-out':
      return (
        <p className="text-13">
          <a href={`${paths.train(trip)}#ways`} className="inline-block py-1">
            {t('results.otherWays')}
          </a>
        </p>
      );
    case 'soon':
      return <SoonNote words={words} minutes={note.minutes} />;
  }
}

/** Departure is near: the way through the station takes time of its own. */
export function SoonNote({ words, minutes }: { words: PageWords; minutes: number }) {
  return (
    <p className="text-13 font-semibold text-caution">{words.t('results.soon', { minutes })}</p>
  );
}
