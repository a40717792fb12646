import { isBookable } from '@interlock/use-cases/availability/is-bookable';
import type { TrainOffer } from '@interlock/use-cases/availability/train-offer';
import { context } from '../composition.ts';
import type { PageWords } from '../page-props.ts';
import { AvailabilityMark } from '../ui/availability-mark.tsx';
import { availabilityWords } from './offer-words.ts';

interface TrainNoteProps {
  words: PageWords;
  train: TrainOffer;
}

const soonMinutes = 60;

/** What is the same for the whole train, said once: the sale opens later or is over, all is sold, departure is near. */
export function TrainNote({ words, train }: TrainNoteProps) {
  const { t, locale, paths } = words;
  const { railwayZone: zone, rules } = context();
  const nowMs = context().now();
  const leavesIn = Math.floor(((train.from.departsAt ?? nowMs) - nowMs) / 60_000);
  const [first] = train.classes;
  if (first?.availability.state === 'not-on-sale') {
    const { shape, text } = availabilityWords(first, { t, locale, zone });
    return (
      <p>
        <AvailabilityMark shape={shape}>{text}</AvailabilityMark>
      </p>
    );
  }
  if (first?.availability.state === 'closed') {
    const minutes = Math.round(rules.stopSellingMs / 60_000);
    return (
      <p className="text-13 font-semibold text-muted">
        {t('availability.closedLong', { minutes })}
      </p>
    );
  }
  if (!isBookable(train) && first?.availability.state === 'none') {
    const ride = { runId: train.runId, from: train.from.position, to: train.to.position };
    return (
      <p className="text-13">
        <a href={`${paths.train(ride)}#ways`} className="inline-block py-1">
          {t('results.otherWays')}
        </a>
      </p>
    );
  }
  if (leavesIn < 0 || leavesIn >= soonMinutes) return null;
  return (
    <p className="text-13 font-semibold text-caution">{t('results.soon', { minutes: leavesIn })}</p>
  );
}
