import type { EnglishCatalogue } from '@interlock/i18n/catalogues';
import type { Locale } from '@interlock/i18n/locales';

declare module 'next-intl' {
  interface AppConfig {
    Locale: Locale;
    Messages: EnglishCatalogue;
  }
}
