import type { Locale } from '@interlock/i18n/locales';
import { createTranslator, type Messages } from 'next-intl';
import { messagesOf } from './messages-of.ts';

/** A translator over the whole catalogue, as handed out when no namespace is asked for. */
export type Translator = ReturnType<typeof createTranslator<Messages, never>>;

/** One per language for the life of the process: reading the messages anew for every page costs more than the search. */
const translators: Record<Locale, Translator> = {
  zh: make('zh'),
  en: make('en'),
};

/** The texts of a language, on the server. */
export function translatorOf(locale: Locale): Translator {
  return translators[locale];
}

function make(locale: Locale): Translator {
  return createTranslator({ locale, messages: messagesOf(locale), timeZone: 'Asia/Shanghai' });
}
