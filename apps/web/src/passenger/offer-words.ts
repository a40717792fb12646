import { type Fen, fen, formatYuan } from '@interlock/domain/money';
import { dayOffset, formatClock, serviceDateAt } from '@interlock/domain/time';
import { formatShortDate, formatTime } from '@interlock/i18n/formats';
import type { Locale } from '@interlock/i18n/locales';
import type { OfferStop } from '@interlock/use-cases/availability/offer-stop';
import type { ClassOffer } from '@interlock/use-cases/availability/train-offer';
import type { Translator } from '../i18n/translator.ts';
import type { MarkShape } from '../ui/availability-mark.tsx';
import type { JourneyEnd, StripStop } from '../ui/journey-strip.tsx';

/** How a class's availability is drawn and said. */
export interface OfferWords {
  shape: MarkShape;
  text: string;
  /** The state alone, where the moment of opening is said once for all classes. */
  short?: string;
  isBookable: boolean;
}

interface SayOptions {
  t: Translator;
  locale: Locale;
  zone: string;
}

/** Shape and words of one class's availability. */
export function availabilityWords(offer: ClassOffer, { t, locale, zone }: SayOptions): OfferWords {
  const { availability } = offer;
  switch (availability.state) {
    case 'plenty':
      return { shape: 'plenty', text: t('availability.plenty'), isBookable: true };
    case 'number':
      return {
        shape: 'few',
        text: t('availability.number', { count: availability.count }),
        isBookable: true,
      };
    case 'none':
      return { shape: 'none', text: t('availability.none'), isBookable: false };
    case 'not-on-sale': {
      const date = formatShortDate(locale, serviceDateAt(availability.opensAt, zone));
      const time = formatTime(availability.opensAt, zone);
      return {
        shape: 'later',
        text: t('availability.opensAt', { date, time }),
        short: t('availability.notYet'),
        isBookable: false,
      };
    }
    case 'closed':
      return { shape: 'closed', text: t('availability.closed'), isBookable: false };
    case 'unavailable':
      return { shape: 'unknown', text: t('availability.unavailable'), isBookable: false };
  }
}

/** As availabilityWords, but seats for only some of those who travel together are told and cannot be booked for all. */
export function availabilityForAll(
  offer: ClassOffer,
  say: SayOptions & { travellers: number },
): OfferWords {
  const { availability } = offer;
  if (availability.state !== 'number' || availability.count >= say.travellers)
    return availabilityWords(offer, say);
  const text = say.t('availability.tooFew', { count: availability.count });
  return { shape: 'none', text, isBookable: false };
}

/** Money in the reader's way of writing it. */
export function money(amountFen: number, locale: Locale): string {
  const amount: Fen = fen(amountFen);
  return formatYuan(amount, locale).replace(/\.00$/, '');
}

/** "4 h 28 min". */
export function durationWords(minutes: number, t: Translator): string {
  return t('site.duration', { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}

/** One end of a journey strip; `at` says which of the stop's two times counts. */
export function journeyEnd(
  stop: OfferStop,
  options: SayOptions & { at: 'departs' | 'arrives' },
): JourneyEnd {
  const minutes = (options.at === 'departs' ? stop.departMinutes : stop.arriveMinutes) ?? 0;
  const days = dayOffset(minutes);
  const other = options.locale === 'zh' ? 'en' : 'zh';
  return {
    time: formatClock(minutes),
    dayOffset: days === 0 ? null : options.t('site.dayOffset', { days }),
    name: stop[options.locale],
    otherName: stop[other],
    otherLang: other === 'zh' ? 'zh-CN' : 'en',
  };
}

/** Stops as the strip draws them, with a mark where the number changes. */
export function stripStops(stops: readonly OfferStop[], locale: Locale): StripStop[] {
  return stops.map((stop, index) => ({
    position: stop.position,
    name: stop[locale],
    newNumber: index > 0 && stop.number !== stops[index - 1]?.number ? stop.number : undefined,
  }));
}

/** Minutes on the way between two stops of one run. */
export function minutesBetween(from: OfferStop, to: OfferStop): number {
  return (to.arriveMinutes ?? 0) - (from.departMinutes ?? 0);
}
