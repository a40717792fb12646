import { isLocale, type Locale } from '@interlock/i18n/locales';
import { setRequestLocale } from 'next-intl/server';
import { notFound } from 'next/navigation';
import { type Translator, translatorOf } from './i18n/translator.ts';
import type { PageQuery } from './passenger/search-query.ts';
import { type Paths, pathsIn } from './paths.ts';

/** What Next hands a page; names of address parts as the folder says. */
export interface PageProps<Part extends string = never> {
  params: Promise<{ locale: string } & Record<Part, string>>;
  searchParams: Promise<PageQuery>;
}

/** Language, texts and addresses of one page. */
export interface PageWords {
  locale: Locale;
  t: Translator;
  paths: Paths;
}

/** Opens a page in the language of its address; 404 for a language we do not have. */
export async function pageWords(params: Promise<{ locale: string }>): Promise<PageWords> {
  const { locale } = await params;
  if (!isLocale(locale)) notFound();
  setRequestLocale(locale);
  return { locale, t: translatorOf(locale), paths: pathsIn(locale) };
}
