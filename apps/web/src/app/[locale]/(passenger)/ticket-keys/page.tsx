import { publicTicketKeys } from '@interlock/use-cases/tickets/public-keys';
import type { Metadata } from 'next';
import { context } from '../../../../composition.ts';
import { pageWords, type PageProps } from '../../../../page-props.ts';
import { dataPaths } from '../../../../paths.ts';
import { Facts } from '../../../../ui/facts.tsx';

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { t } = await pageWords(params);
  return { title: t('ticketKeys.title') };
}

const code = 'rounded-control bg-sunken p-3 font-mono text-13 break-all whitespace-pre-wrap';

/** With what anybody checks a ticket, and how. */
export default async function TicketKeysPage({ params }: PageProps) {
  const { t, paths } = await pageWords(params);
  return (
    <div className="page-width grid gap-6 py-8">
      <header>
        <h1 className="text-26 md:text-34">{t('ticketKeys.title')}</h1>
        <p className="mt-2 max-w-[68ch]">{t('ticketKeys.lead')}</p>
      </header>
      {publicTicketKeys(context()).map((key) => (
        <section
          key={key.id}
          aria-labelledby={`key-${key.id}`}
          className="rounded-card border border-hairline bg-card p-5"
        >
          <h2 id={`key-${key.id}`} className="text-20">
            {t('ticketKeys.id', { id: key.id })}
          </h2>
          <Facts
            facts={[
              { term: t('ticketKeys.algorithm'), value: key.algorithm },
              {
                term: t('ticketKeys.raw'),
                value: <code className="font-mono break-all">{key.x}</code>,
              },
            ]}
          />
          <h3 className="mt-2 mb-1 text-15 text-muted">{t('ticketKeys.pem')}</h3>
          <pre className={code}>{key.pem.trim()}</pre>
        </section>
      ))}
      <section className="grid gap-2">
        <h2 className="text-20">{t('ticketKeys.how')}</h2>
        <ol className="grid max-w-[68ch] list-decimal gap-1 pl-5">
          <li>{t('ticketKeys.steps.parts')}</li>
          <li>{t('ticketKeys.steps.sign')}</li>
          <li>{t('ticketKeys.steps.facts')}</li>
          <li>{t('ticketKeys.steps.online')}</li>
        </ol>
      </section>
      <ul className="flex flex-wrap gap-x-6 gap-y-2">
        <li>
          <a href={dataPaths.ticketKeys()} className="inline-block py-1">
            {t('ticketKeys.json')}
          </a>
        </li>
        <li>
          <a href={paths.gate()} className="inline-block py-1">
            {t('ticketKeys.gate')}
          </a>
        </li>
      </ul>
    </div>
  );
}
