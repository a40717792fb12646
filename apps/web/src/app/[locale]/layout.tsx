import '../globals.css';
import { isLocale } from '@interlock/i18n/locales';
import type { Metadata, Viewport } from 'next';
import { NextIntlClientProvider } from 'next-intl';
import { setRequestLocale } from 'next-intl/server';
import { cookies } from 'next/headers';
import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { signedInIfKnown } from '../../auth/actor.ts';
import { SiteFooter } from '../../frame/site-footer.tsx';
import { SiteHeader } from '../../frame/site-header.tsx';
import { isTheme } from '../../frame/theme.ts';
import { UnpaidBanner } from '../../frame/unpaid-banner.tsx';
import { messagesOf } from '../../i18n/messages-of.ts';
import { translatorOf } from '../../i18n/translator.ts';
import { CopiesOwner } from '../../offline/copies-owner.tsx';
import { FormGuard } from '../../offline/form-guard.tsx';

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#ffffff' },
    { media: '(prefers-color-scheme: dark)', color: '#191f27' },
  ],
};

interface LocaleLayoutProps {
  children: ReactNode;
  params: Promise<{ locale: string }>;
}

export async function generateMetadata({ params }: LocaleLayoutProps): Promise<Metadata> {
  const { locale } = await params;
  if (!isLocale(locale)) return {};
  const name = translatorOf(locale)('site.name');
  return { title: { template: `%s · ${name}`, default: name } };
}

/** The frame of every page. */
export default async function LocaleLayout({ children, params }: LocaleLayoutProps) {
  const { locale } = await params;
  if (!isLocale(locale)) notFound();
  setRequestLocale(locale);
  const t = translatorOf(locale);
  const chosen = (await cookies()).get('theme')?.value ?? 'system';
  const theme = isTheme(chosen) ? chosen : 'system';
  const who = await signedInIfKnown();
  const { site, problem } = messagesOf(locale);
  const { busy, language, error } = site;
  const { s500, retry, home, requestId } = problem;
  return (
    <html lang={locale === 'zh' ? 'zh-CN' : 'en'} data-theme={theme}>
      <body className="flex flex-col bg-page text-ink">
        <NextIntlClientProvider
          locale={locale}
          messages={{ site: { busy, language, error }, problem: { s500, retry, home, requestId } }}
        >
          <a
            href="#content"
            className="absolute top-2 left-2 z-50 -translate-y-20 rounded-control bg-brand px-4 py-2 text-on-brand focus:translate-y-0"
          >
            {t('site.skip')}
          </a>
          <SiteHeader locale={locale} who={who} />
          {who?.role === 'passenger' ? <UnpaidBanner locale={locale} /> : null}
          <FormGuard kept={t('offline.form.kept')} back={t('offline.form.back')} />
          <main id="content" tabIndex={-1} className="flex-1 outline-none">
            {children}
          </main>
          <CopiesOwner />
          <SiteFooter locale={locale} theme={theme} />
        </NextIntlClientProvider>
      </body>
    </html>
  );
}
