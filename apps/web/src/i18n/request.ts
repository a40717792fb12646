import { catalogues } from '@interlock/i18n/catalogues';
import { isLocale } from '@interlock/i18n/locales';
import { getRequestConfig } from 'next-intl/server';

/** The messages of one request: the language stands in the address. */
export default getRequestConfig(async ({ requestLocale }) => {
  const asked = (await requestLocale) ?? '';
  const locale = isLocale(asked) ? asked : 'zh';
  return { locale, messages: catalogues[locale], timeZone: 'Asia/Shanghai' };
});
