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
  const messages = Object.fromEntries(areas.map((area) => [area, all[area]]));
  return (
    <NextIntlClientProvider locale={locale} messages={{ ...messages, site: siteTexts(all.site) }}>
      {children}
    </NextIntlClientProvider>
  );
}

/** The texts of the whole site that parts in the browser say, too. */
function siteTexts(site: Messages['site']): Partial<Messages['site']> {
  const { busy, language, error, actions, ticketType, class: classes } = site;
  const { seat, berth, numberedSeat } = site;
  return { busy, language, error, actions, ticketType, class: classes, seat, berth, numberedSeat };
}
