/** The languages of the product, the default first. */
export const locales = ['zh', 'en'] as const;

export type Locale = (typeof locales)[number];

/** Whether a text from outside (an address, a cookie) names a language we have. */
export function isLocale(text: string): text is Locale {
  return (locales as readonly string[]).includes(text);
}

/** The language a browser's Accept-Language asks for, by its first known entry; zh when it names none. */
export function localeFromAcceptLanguage(header: string | null): Locale {
  const asked = (header ?? '')
    .split(',')
    .map((part) => part.trim().slice(0, 2).toLowerCase())
    .find(isLocale);
  return asked ?? 'zh';
}
