import type { Locale } from '@interlock/i18n/locales';
import { type Messages, NextIntlClientProvider } from 'next-intl';
import type { ReactNode } from 'react';
import { messagesOf } from './messages-of.ts';

interface ClientMessagesProps {
  locale: Locale;
  areas: (keyof Messages)[];
  children: ReactNode;
}

/** Sends the texts of some areas to the browser, for the parts of a page that run there. */
export function ClientMessages({ locale, areas, children }: ClientMessagesProps) {
  const all = messagesOf(locale);
  const { busy, language, error, actions, ticketType } = all.site;
  const messages = Object.fromEntries(areas.map((area) => [area, all[area]]));
  return (
    <NextIntlClientProvider
      locale={locale}
      messages={{ ...messages, site: { busy, language, error, actions, ticketType } }}
    >
      {children}
    </NextIntlClientProvider>
  );
}
