import type { ServiceDate } from '@interlock/domain/time';
import type { Locale } from './locales.ts';

const languageTag: Record<Locale, string> = { zh: 'zh-CN', en: 'en-GB' };

/** A service date for people: "Mon 23 Nov 2026", "2026年11月23日 周一". */
export function formatServiceDate(locale: Locale, date: ServiceDate): string {
  const part = dateParts(locale, date);
  return locale === 'zh'
    ? `${part.year}年${part.month}月${part.day}日 ${part.weekday}`
    : `${part.weekday} ${part.day} ${part.monthName} ${part.year}`;
}

/** A service date without its year: "Mon 23 Nov", "11月23日 周一". */
export function formatShortDate(locale: Locale, date: ServiceDate): string {
  const part = dateParts(locale, date);
  return locale === 'zh'
    ? `${part.month}月${part.day}日 ${part.weekday}`
    : `${part.weekday} ${part.day} ${part.monthName}`;
}

/** The two lines of a date strip: weekday and day. */
export function formatStripDate(
  locale: Locale,
  date: ServiceDate,
): { weekday: string; day: string } {
  const part = dateParts(locale, date);
  return {
    weekday: part.weekday,
    day: locale === 'zh' ? `${part.month}/${part.day}` : `${part.day} ${part.monthName}`,
  };
}

/** Time of day of an instant in a zone: "14:25". */
export function formatTime(instantMs: number, zone: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: zone,
  }).format(instantMs);
}

/** Time of day with seconds: "14:03:05", for "as of" and records. */
export function formatTimeWithSeconds(instantMs: number, zone: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZone: zone,
  }).format(instantMs);
}

interface DateParts {
  year: string;
  month: number;
  day: number;
  weekday: string;
  monthName: string;
}

function dateParts(locale: Locale, date: ServiceDate): DateParts {
  const noon = new Date(`${date}T12:00:00Z`);
  return {
    year: date.slice(0, 4),
    month: noon.getUTCMonth() + 1,
    day: noon.getUTCDate(),
    weekday: namesOf[locale].weekday.format(noon),
    monthName: namesOf[locale].month.format(noon),
  };
}

/** Made once: building one takes longer than formatting a hundred dates. */
const namesOf: Record<Locale, Record<'weekday' | 'month', Intl.DateTimeFormat>> = {
  zh: formatsIn(languageTag.zh),
  en: formatsIn(languageTag.en),
};

function formatsIn(tag: string): Record<'weekday' | 'month', Intl.DateTimeFormat> {
  return {
    weekday: new Intl.DateTimeFormat(tag, { weekday: 'short', timeZone: 'UTC' }),
    month: new Intl.DateTimeFormat(tag, { month: 'short', timeZone: 'UTC' }),
  };
}
