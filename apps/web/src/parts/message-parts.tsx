import type { PageWords } from '../page-props.ts';
import { Banner } from '../ui/banner.tsx';
import { buttonStyle, type ButtonVariant } from '../ui/button-style.ts';
import { DataTable } from '../ui/data-table.tsx';
import { LinkTabs } from '../ui/link-tabs.tsx';
import { EmptyNotice, NoticePage } from '../ui/notice-page.tsx';
import { Part, State } from './part.tsx';

const variants: ButtonVariant[] = ['filled', 'quiet', 'danger', 'plain'];

/** What says something: buttons at rest, banners, tables, tabs, empty and error pages. */
export function MessageParts({ words: { t } }: { words: PageWords }) {
  return (
    <>
      <Part name="Button">
        {(['enabled', 'disabled', 'link'] as const).map((state) => (
          <State key={state} name={state}>
            <div className="flex flex-wrap gap-3">
              {variants.map((variant) =>
                state === 'link' ? (
                  <a key={variant} href="#button" className={buttonStyle(variant)}>
                    {t('search.submit')}
                  </a>
                ) : (
                  <button
                    key={variant}
                    type="button"
                    disabled={state === 'disabled'}
                    className={buttonStyle(variant)}
                  >
                    {t('search.submit')}
                  </button>
                ),
              )}
            </div>
          </State>
        ))}
      </Part>
      <Part name="Banner">
        <Banner tone="info">{t('results.none')}</Banner>
        <Banner tone="good" title={t('booking.ticketed.title', { count: 2 })} />
        <Banner tone="caution">{t('availability.unavailableLong')}</Banner>
        <Banner
          tone="stop"
          title={t('problem.s503.title')}
          action={
            <a href="#banner" className={buttonStyle('quiet')}>
              {t('problem.retry')}
            </a>
          }
        >
          {t('problem.s503.text')}
        </Banner>
      </Part>
      <Part name="Data table">
        <DataTable
          caption="Bookings"
          columns={[
            { key: 'reference', heading: 'Reference', cell: (row) => row.reference },
            { key: 'state', heading: 'State', cell: (row) => row.state },
            { key: 'amount', heading: 'Amount', cell: (row) => row.amount, align: 'right' },
          ]}
          rows={[
            { reference: 'H4K7M2P9QX', state: 'ticketed', amount: '¥553.50' },
            { reference: 'P9QXH4K7M2', state: 'held', amount: '¥128,888' },
          ]}
          rowKey={(row) => row.reference}
        />
      </Part>
      <Part name="Tabs">
        <LinkTabs
          label="Trips"
          tabs={[
            { href: '#to-pay', text: 'To pay', count: 1, current: false },
            { href: '#coming', text: 'Coming', current: true },
            { href: '#past', text: 'Past', current: false },
          ]}
        />
      </Part>
      <Part name="Empty and error page">
        <EmptyNotice
          title={t('results.empty.title')}
          actions={
            <a href="#empty" className={buttonStyle('quiet')}>
              {t('results.filter.clear')}
            </a>
          }
        >
          {t('results.empty.filtered')}
        </EmptyNotice>
        <NoticePage code="503" title={t('problem.s503.title')}>
          <p>{t('problem.s503.text')}</p>
        </NoticePage>
      </Part>
    </>
  );
}
