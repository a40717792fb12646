import type { Metadata } from 'next';
import { ClientMessages } from '../../../../i18n/client-messages.tsx';
import { KeptTickets } from '../../../../offline/kept-tickets.tsx';
import { pageWords, type PageProps } from '../../../../page-props.ts';

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { t } = await pageWords(params);
  return { title: t('offline.title') };
}

/** Shown by the worker of the site when there is no network: the tickets that are kept. */
export default async function OfflinePage({ params }: PageProps) {
  const { locale, t } = await pageWords(params);
  return (
    <div className="page-width grid gap-5 py-8">
      <header>
        <h1 className="text-26 md:text-34">{t('offline.title')}</h1>
        <p className="mt-2 max-w-[68ch] text-17 text-muted">{t('offline.text')}</p>
      </header>
      <h2 className="text-20">{t('offline.tickets')}</h2>
      <ClientMessages locale={locale} areas={['offline']}>
        <KeptTickets />
      </ClientMessages>
    </div>
  );
}
