import type { Locale } from '@interlock/i18n/locales';
import type { OfferStop } from '@interlock/use-cases/availability/offer-stop';
import type { Translator } from '../i18n/translator.ts';
import { JourneyStrip } from '../ui/journey-strip.tsx';
import { durationWords, journeyEnd, minutesBetween, stripStops } from './offer-words.ts';

export interface RideFacts {
  number: string;
  from: OfferStop;
  to: OfferStop;
  stops: readonly OfferStop[];
}

interface RideStripProps {
  ride: RideFacts;
  size: 'line' | 'row' | 'full';
  locale: Locale;
  zone: string;
  t: Translator;
}

/** The journey strip of one ride, wherever it appears. */
export function RideStrip({ ride, size, locale, zone, t }: RideStripProps) {
  const say = { t, locale, zone };
  const departs = journeyEnd(ride.from, { ...say, at: 'departs' });
  const arrives = journeyEnd(ride.to, { ...say, at: 'arrives' });
  const between = ride.to.position - ride.from.position - 1;
  const duration = durationWords(minutesBetween(ride.from, ride.to), t);
  return (
    <JourneyStrip
      size={size}
      label={t('strip.label', {
        number: ride.number,
        from: departs.name,
        departs: departs.time,
        to: arrives.name,
        arrives: arrives.time,
        stops: between,
      })}
      stops={stripStops(ride.stops, locale)}
      from={ride.from.position}
      to={ride.to.position}
      departs={departs}
      arrives={arrives}
      middle={[duration, t('results.stopCount', { count: between })]}
    />
  );
}
