import { serviceDateAt, type Instant } from '@interlock/domain/time';
import { formatShortDate, formatTime } from '@interlock/i18n/formats';
import { context } from '../composition.ts';
import type { PageWords } from '../page-props.ts';
import { SubmitButton } from '../ui/submit-button.tsx';
import { AccountSection } from './account-section.tsx';
import { deviceWords } from './device-words.ts';
import { endOtherSessions, endSession } from './own-account-actions.ts';
import type { OwnSession } from './sessions.ts';

/** Every browser in which the account is signed in, with a way to end each but this. */
export function SessionList({
  words,
  sessions,
}: {
  words: PageWords;
  sessions: readonly OwnSession[];
}) {
  const { t, locale } = words;
  return (
    <AccountSection
      id="sessions"
      title={t('account.sessions.title')}
      lead={t('account.sessions.text')}
    >
      <ul className="divide-y divide-hairline rounded-card border border-hairline bg-card">
        {sessions.map((session) => (
          <li key={session.id} className="flex flex-wrap items-center justify-between gap-3 p-4">
            <Device words={words} session={session} />
            {session.isThis ? (
              <span className="font-semibold text-go">{t('account.sessions.here')}</span>
            ) : (
              <form action={endSession}>
                <input type="hidden" name="locale" value={locale} />
                <input type="hidden" name="session" value={session.id} />
                <SubmitButton variant="quiet">{t('account.sessions.end')}</SubmitButton>
              </form>
            )}
          </li>
        ))}
      </ul>
      {sessions.length > 1 ? (
        <form action={endOtherSessions}>
          <input type="hidden" name="locale" value={locale} />
          <SubmitButton variant="quiet">{t('account.sessions.endOthers')}</SubmitButton>
        </form>
      ) : null}
    </AccountSection>
  );
}

function Device({ words, session }: { words: PageWords; session: OwnSession }) {
  const { t, locale } = words;
  const zone = context().railwayZone;
  const since = session.since.getTime() as Instant;
  return (
    <p className="min-w-0">
      <span className="block font-semibold">
        {deviceWords(session.userAgent) ?? t('account.sessions.unknown')}
      </span>
      <span className="figures block text-13 leading-normal text-muted">
        {t('account.sessions.since', {
          date: formatShortDate(locale, serviceDateAt(since, zone)),
          time: formatTime(since, zone),
        })}
      </span>
    </p>
  );
}
