'use client';

import { type Locale, locales } from '@interlock/i18n/locales';
import { useLocale, useTranslations } from 'next-intl';
import { usePathname, useSearchParams } from 'next/navigation';
import { useEffect } from 'react';
import { inLanguage } from '../paths.ts';
import { keepTypedValues, restoreTypedValues, stationsTyped } from './typed-values.ts';

const tags = { zh: 'zh-CN', en: 'en' } as const;

/** The same page in the other language, with what is typed in it; the choice is remembered for addresses without one. */
export function LanguageSwitch() {
  const current = useLocale();
  const words = useTranslations('site.language');
  const path = usePathname();
  const query = useSearchParams().toString();
  useEffect(() => void restoreTypedValues(window.location.pathname), []);

  return (
    <ul aria-label={words('label')} className="-mr-2 flex items-center text-15">
      {locales.map((locale) => (
        <li
          key={locale}
          className="relative not-first:before:absolute not-first:before:inset-y-3.5 not-first:before:left-0 not-first:before:border-l not-first:before:border-hairline"
        >
          <a
            href={inLanguage(path, locale) + (query === '' ? '' : `?${query}`)}
            lang={tags[locale]}
            hrefLang={tags[locale]}
            aria-current={locale === current ? 'true' : undefined}
            className="inline-flex min-h-11 items-center px-2 text-ink no-underline hover:text-brand aria-[current=true]:font-semibold aria-[current=true]:text-brand"
            onClick={(event) => keepForm(event.currentTarget, locale)}
          >
            {words(locale)}
          </a>
        </li>
      ))}
    </ul>
  );
}

/** Before the link is followed: remembers the language, and takes along what stands in the page's fields. */
function keepForm(link: HTMLAnchorElement, locale: Locale): void {
  document.cookie = `language=${locale}; path=/; max-age=31536000; samesite=lax`;
  keepTypedValues(window.location.pathname);
  const target = new URL(link.href);
  // On other pages than the first the address says already what is asked.
  const stations = target.pathname === `/${locale}` ? stationsTyped() : [];
  for (const [name, value] of stations) target.searchParams.set(name, value);
  link.href = target.href;
}
