import { isLocale } from '@interlock/i18n/locales';
import { getRequestConfig } from 'next-intl/server';
import { messagesOf } from './messages-of.ts';

/** The messages of one request: the language stands in the address. */
export default getRequestConfig(async ({ requestLocale }) => {
  const asked = (await requestLocale) ?? '';
  const locale = isLocale(asked) ? asked : 'zh';
  return { locale, messages: messagesOf(locale), timeZone: 'Asia/Shanghai' };
});
