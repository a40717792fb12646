import { addDays, type ServiceDate, serviceDateAt } from '@interlock/domain/time';
import { formatShortDate } from '@interlock/i18n/formats';
import type { Locale } from '@interlock/i18n/locales';
import { context } from '../composition.ts';

/** Today on the railway's clock. */
export function today(): ServiceDate {
  return serviceDateAt(context().now(), context().railwayZone);
}

/** First and last day on sale, for date fields. */
export function saleWindow(locale: Locale) {
  const first = today();
  const last = addDays(first, context().rules.saleWindowDays - 1);
  return {
    first,
    tomorrow: addDays(first, 1),
    last,
    firstText: formatShortDate(locale, first),
    lastText: formatShortDate(locale, last),
  };
}
