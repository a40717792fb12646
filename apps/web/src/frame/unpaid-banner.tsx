import type { Locale } from '@interlock/i18n/locales';
import { unpaidBooking } from '@interlock/use-cases/bookings/unpaid-booking';
import { getTranslations } from 'next-intl/server';
import { headers } from 'next/headers';
import { accountsAreAway, currentActor } from '../auth/actor.ts';
import { within } from '../auth/session-memory.ts';
import { context } from '../composition.ts';
import { pathsIn } from '../paths.ts';
import { buttonStyle } from '../ui/button-style.ts';
import { HurryIcon } from '../ui/icons.tsx';

const patienceMs = 400;

/** Leads back to the unpaid booking from any page but its own; silent while that cannot be known. */
export async function UnpaidBanner({ locale }: { locale: Locale }) {
  const reference = await unpaidReference();
  const here = (await headers()).get('x-interlock-path') ?? '';
  if (reference === null || here.includes(reference)) return null;
  const words = await getTranslations({ locale, namespace: 'site.unpaid' });
  return (
    <aside className="no-print bg-caution-wash">
      <div className="page-width flex flex-wrap items-center gap-x-4 gap-y-2 py-2">
        <span className="text-caution">
          <HurryIcon />
        </span>
        <p className="min-w-40 flex-1 text-15 leading-snug">{words('text', { reference })}</p>
        <a href={pathsIn(locale).booking(reference)} className={buttonStyle('quiet', 'min-h-9')}>
          {words('action')}
        </a>
      </div>
    </aside>
  );
}

async function unpaidReference(): Promise<string | null> {
  if (accountsAreAway()) return null;
  const asked = unpaidBooking(context(), await currentActor());
  // The frame of a page never waits long for its least part.
  return within(patienceMs, asked).catch(() => null);
}
