import { catalogues } from '@interlock/i18n/catalogues';
import type { Locale } from '@interlock/i18n/locales';
import type { Messages } from 'next-intl';

/** The catalogue of a language, as next-intl types it: with the literal English texts, whose values it checks. */
export function messagesOf(locale: Locale): Messages {
  return catalogues[locale] as Messages;
}
