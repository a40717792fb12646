import type { RefusalCode } from '@interlock/domain/refusals';
import type { BookingCase } from '@interlock/use-cases/console/get-case';
import { context } from '../composition.ts';
import { ClientMessages } from '../i18n/client-messages.tsx';
import type { PageWords } from '../page-props.ts';
import { CaseActionForm } from './case-action-form.tsx';

/** What staff can do with a booking; an act that is not possible stays visible with its reason. */
export function CaseActions({ words, found }: { words: PageWords; found: BookingCase }) {
  const { t, locale } = words;
  const { reference } = found.booking;
  const minutes = Math.max(1, Math.round(context().rules.askedExtensionMs / 60_000));
  const why = (allowed: true | RefusalCode): string | null =>
    allowed === true ? null : t('console.action.notNow', { why: t(`refusal.${allowed}`) });
  return (
    <section
      aria-labelledby="actions"
      className="grid gap-3 rounded-card border border-hairline bg-card p-5"
    >
      <h2 id="actions" className="text-17">
        {t('console.case.actions')}
      </h2>
      <ClientMessages locale={locale} areas={['console', 'refusal']}>
        <CaseActionForm
          action="extend"
          reference={reference}
          text={t('console.action.extend', { minutes })}
          effect={t('console.action.extendEffect', { minutes })}
          whyNot={why(found.actions.extend)}
        />
        <CaseActionForm
          action="release"
          reference={reference}
          text={t('console.action.release')}
          effect={t('console.action.releaseEffect')}
          whyNot={why(found.actions.release)}
        />
      </ClientMessages>
    </section>
  );
}
