import type { Metadata } from 'next';
import { context } from '../../../../composition.ts';
import { GateDesk } from '../../../../gate/gate-desk.tsx';
import { ClientMessages } from '../../../../i18n/client-messages.tsx';
import { pageWords, type PageProps } from '../../../../page-props.ts';

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { t } = await pageWords(params);
  return { title: t('gate.title') };
}

/** Checks tickets, with a network and without. */
export default async function GatePage({ params }: PageProps) {
  const { locale, t, paths } = await pageWords(params);
  return (
    <div className="page-width grid gap-6 py-8">
      <header>
        <h1 className="text-26 md:text-34">{t('gate.title')}</h1>
        <p className="mt-2 max-w-[68ch] text-muted">{t('gate.lead')}</p>
      </header>
      <noscript>
        <p className="font-semibold text-stop">{t('gate.noScript')}</p>
      </noscript>
      <ClientMessages locale={locale} areas={['gate']}>
        <GateDesk zone={context().railwayZone} />
      </ClientMessages>
      <p>
        <a href={paths.ticketKeys()} className="inline-block py-1">
          {t('gate.keysLink')}
        </a>
      </p>
    </div>
  );
}
