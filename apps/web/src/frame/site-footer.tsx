import type { Locale } from '@interlock/i18n/locales';
import { translatorOf } from '../i18n/translator.ts';
import { pathsIn } from '../paths.ts';
import { chooseTheme } from './theme-actions.ts';
import { type Theme, themes } from './theme.ts';

/** Help in the same place on every page, and how the site looks. */
export function SiteFooter({ locale, theme }: { locale: Locale; theme: Theme }) {
  const t = translatorOf(locale);
  return (
    <footer className="no-print mt-auto border-t border-hairline">
      <section
        aria-label={t('site.footer.label')}
        className="page-width flex flex-wrap items-center justify-between gap-x-8 gap-y-4 py-6 text-13 text-muted"
      >
        <div className="grid gap-2">
          <p className="flex flex-wrap gap-x-6">
            <a href={pathsIn(locale).lookUp()} className="inline-block py-1">
              {t('site.footer.help')}
            </a>
            <a href={pathsIn(locale).gate()} className="inline-block py-1">
              {t('site.footer.gate')}
            </a>
          </p>
          <p>
            <span className="max-sm:block">{t('site.footer.times')}</span>{' '}
            <span className="max-sm:block">{t('site.footer.demo')}</span>
          </p>
        </div>
        <form action={chooseTheme}>
          <fieldset className="flex items-center gap-2">
            <legend className="float-left mr-1">{t('site.theme.label')}</legend>
            {themes.map((choice) => (
              <button
                key={choice}
                type="submit"
                name="theme"
                value={choice}
                aria-pressed={choice === theme}
                className="min-h-8 rounded-control border border-control px-2.5 text-13 text-ink hover:border-brand hover:text-brand aria-pressed:border-brand aria-pressed:bg-brand-wash aria-pressed:font-semibold aria-pressed:text-brand"
              >
                {t(`site.theme.${choice}`)}
              </button>
            ))}
          </fieldset>
        </form>
      </section>
    </footer>
  );
}
