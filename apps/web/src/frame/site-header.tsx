import type { Locale } from '@interlock/i18n/locales';
import { getTranslations } from 'next-intl/server';
import { signOut } from '../auth/account-actions.ts';
import type { SignedIn } from '../auth/session-memory.ts';
import { pathsIn } from '../paths.ts';
import { LanguageSwitch } from './language-switch.tsx';

const linkStyle =
  'inline-flex min-h-11 items-center px-1.5 text-15 sm:px-2.5 text-ink no-underline hover:text-brand hover:underline';

/** Name of the site and the ways to its main places. */
export async function SiteHeader({ locale, who }: { locale: Locale; who: SignedIn | null }) {
  const words = await getTranslations({ locale, namespace: 'site' });
  const paths = pathsIn(locale);
  const places = [
    { href: paths.home(), text: words('nav.search') },
    ...(who?.role === 'staff'
      ? [{ href: paths.console(), text: words('nav.console') }]
      : [
          { href: paths.trips(), text: words('nav.trips') },
          { href: paths.lookUp(), text: words('nav.lookUp') },
        ]),
    ...(who === null ? [] : [{ href: paths.account(), text: words('nav.account') }]),
  ];
  return (
    <header className="no-print border-b border-hairline bg-card">
      <div className="page-width flex flex-wrap items-center gap-x-4">
        <a
          href={paths.home()}
          className="mr-auto inline-flex min-h-13 items-center gap-2.5 text-ink no-underline"
        >
          <Sign />
          <span className="text-20 font-semibold tracking-tight">{words('name')}</span>
        </a>
        <nav
          aria-label={words('nav.label')}
          className="order-last -mx-1.5 w-[calc(100%+12px)] sm:-mx-2.5 sm:w-[calc(100%+20px)] md:order-none md:mx-0 md:w-auto"
        >
          <ul className="flex flex-wrap items-center whitespace-nowrap">
            {places.map((place) => (
              <li key={place.href}>
                <a href={place.href} className={linkStyle}>
                  {place.text}
                </a>
              </li>
            ))}
            <li className="ml-auto md:ml-0">
              {who === null ? (
                <a href={paths.signIn()} className={linkStyle}>
                  {words('nav.signIn')}
                </a>
              ) : (
                <form action={signOut}>
                  <input type="hidden" name="locale" value={locale} />
                  <button type="submit" className={linkStyle}>
                    {words('nav.signOut')}
                  </button>
                </form>
              )}
            </li>
          </ul>
        </nav>
        <LanguageSwitch />
      </div>
    </header>
  );
}

/** Two tracks that meet at a signal: the mark of the site. */
function Sign() {
  return (
    <svg viewBox="0 0 32 32" width="30" height="30" aria-hidden="true">
      <rect width="32" height="32" rx="6" className="fill-brand" />
      <path
        d="M5 21h22M5 11h8c5 0 5 10 10 10"
        fill="none"
        strokeWidth="2.75"
        strokeLinecap="round"
        className="stroke-on-brand"
      />
      <circle cx="24" cy="11" r="2.5" className="fill-on-brand" />
    </svg>
  );
}
