import { isRefusal } from '@interlock/domain/refusals';
import { type BookingList, listBookings } from '@interlock/use-cases/bookings/list-bookings';
import type { Metadata } from 'next';
import { requireSignIn } from '../../../../auth/actor.ts';
import { context } from '../../../../composition.ts';
import { pageWords, type PageProps } from '../../../../page-props.ts';
import { OnwardTrain } from '../../../../passenger/onward-train.tsx';
import { RefusedPage } from '../../../../passenger/problem-page.tsx';
import { queryParams } from '../../../../passenger/search-query.ts';
import { TripCard } from '../../../../passenger/trip-card.tsx';
import { Banner } from '../../../../ui/banner.tsx';
import { buttonStyle } from '../../../../ui/button-style.ts';
import { LinkTabs } from '../../../../ui/link-tabs.tsx';
import { EmptyNotice } from '../../../../ui/notice-page.tsx';

const tabs = { 'to-pay': 'toPay', coming: 'coming', past: 'past' } as const;
type Tab = keyof typeof tabs;

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { t } = await pageWords(params);
  return { title: t('trips.title') };
}

/** One's bookings: what is to be paid, what is coming, what is over. */
export default async function TripsPage({ params, searchParams }: PageProps) {
  const words = await pageWords(params);
  const { t, locale, paths } = words;
  const asked = queryParams(await searchParams).get('tab');
  const { actor } = await requireSignIn(locale, paths.trips());
  const lists = await listBookings(context(), actor);
  if (isRefusal(lists)) return <RefusedPage words={words} code={lists.code} here={paths.trips()} />;
  const tab = isTab(asked) ? asked : firstTab(lists);
  const shown = lists[tabs[tab]];
  // What cannot be seen may not be called empty.
  const isPartial = lists.unavailable.length > 0;
  return (
    <div className="page-width grid gap-5 py-8">
      <h1 className="text-26">{t('trips.title')}</h1>
      <LinkTabs
        label={t('trips.tabs.label')}
        tabs={(Object.keys(tabs) as Tab[]).map((name) => ({
          href: paths.trips(name),
          text: t(`trips.tabs.${tabs[name]}`),
          count: name === 'past' ? undefined : lists[tabs[name]].length,
          current: name === tab,
        }))}
      />
      {isPartial ? (
        <Banner
          tone="caution"
          action={
            <a href={paths.trips(tab)} className={buttonStyle('quiet')}>
              {t('problem.retry')}
            </a>
          }
        >
          {t('trips.partial')}
        </Banner>
      ) : null}
      {shown.length === 0 && !isPartial ? (
        <EmptyNotice
          title={t(`trips.empty.${tabs[tab]}`)}
          actions={
            <a href={paths.home()} className={buttonStyle('filled')}>
              {t('trips.search')}
            </a>
          }
        >
          {null}
        </EmptyNotice>
      ) : (
        <ul className="grid gap-4">
          {shown.map((booking) => (
            <li key={booking.reference} className="grid gap-2">
              <TripCard words={words} booking={booking} />
              <OnwardTrain words={words} booking={booking} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function isTab(text: string | null): text is Tab {
  return text !== null && Object.hasOwn(tabs, text);
}

function firstTab(lists: BookingList): Tab {
  return lists.toPay.length > 0 ? 'to-pay' : 'coming';
}
