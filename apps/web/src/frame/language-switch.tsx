'use client';

import { locales } from '@interlock/i18n/locales';
import { useLocale, useTranslations } from 'next-intl';
import { usePathname, useSearchParams } from 'next/navigation';
import { inLanguage } from '../paths.ts';

const tags = { zh: 'zh-CN', en: 'en' } as const;

/** The same page in the other language; the choice is remembered for addresses without one. */
export function LanguageSwitch() {
  const current = useLocale();
  const words = useTranslations('site.language');
  const path = usePathname();
  const query = useSearchParams().toString();
  return (
    <ul aria-label={words('label')} className="flex items-center text-15">
      {locales.map((locale) => (
        <li key={locale} className="border-l border-hairline first:border-0">
          <a
            href={inLanguage(path, locale) + (query === '' ? '' : `?${query}`)}
            lang={tags[locale]}
            hrefLang={tags[locale]}
            aria-current={locale === current ? 'true' : undefined}
            className="inline-flex min-h-11 items-center px-2 text-ink no-underline hover:text-brand aria-[current=true]:font-semibold aria-[current=true]:text-brand"
            onClick={() => {
              document.cookie = `language=${locale}; path=/; max-age=31536000; samesite=lax`;
            }}
          >
            {words(locale)}
          </a>
        </li>
      ))}
    </ul>
  );
}
