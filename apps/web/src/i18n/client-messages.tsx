import { catalogues } from '@interlock/i18n/catalogues';
import type { Locale } from '@interlock/i18n/locales';
import { type Messages, NextIntlClientProvider } from 'next-intl';
import type { ReactNode } from 'react';

interface ClientMessagesProps {
  locale: Locale;
  areas: (keyof Messages)[];
  children: ReactNode;
}

/** Sends the texts of some areas to the browser, for the parts of a page that run there. */
export function ClientMessages({ locale, areas, children }: ClientMessagesProps) {
  const { busy, language, error, actions, ticketType } = catalogues[locale].site;
  const messages = Object.fromEntries(areas.map((area) => [area, catalogues[locale][area]]));
  return (
    <NextIntlClientProvider
      locale={locale}
      messages={{ ...messages, site: { busy, language, error, actions, ticketType } }}
    >
      {children}
    </NextIntlClientProvider>
  );
}
