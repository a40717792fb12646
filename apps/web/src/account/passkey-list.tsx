import { serviceDateAt, type Instant } from '@interlock/domain/time';
import { formatShortDate, formatTime } from '@interlock/i18n/formats';
import { headers } from 'next/headers';
import { passkeyHost, passkeyNameMax, passkeysMax } from '../auth/passkey-rule.ts';
import { config, context } from '../composition.ts';
import type { PageWords } from '../page-props.ts';
import { AccountSection } from './account-section.tsx';
import { AddPasskey } from './add-passkey.tsx';
import { deviceWords } from './device-words.ts';
import { PasskeyForms } from './passkey-forms.tsx';
import type { OwnPasskey } from './sessions.ts';

interface PasskeyListProps {
  words: PageWords;
  passkeys: readonly OwnPasskey[];
}

/** The passkeys that open the account, and the way to one more. */
export async function PasskeyList({ words, passkeys }: PasskeyListProps) {
  const { t, locale, paths } = words;
  const zone = context().railwayZone;
  const device = deviceWords((await headers()).get('user-agent') ?? '');
  return (
    <AccountSection
      id="passkeys"
      title={t('account.passkeys.title')}
      lead={t('account.passkeys.text')}
    >
      {passkeys.length === 0 ? (
        <p className="text-muted">{t('account.passkeys.none')}</p>
      ) : (
        <ul className="divide-y divide-hairline rounded-card border border-hairline bg-card">
          {passkeys.map(({ id, name, since }) => (
            <li
              key={id}
              className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 p-4"
            >
              <span className="min-w-0 font-semibold break-words">{name}</span>
              <span className="figures text-13 text-muted">
                {t('account.passkeys.since', {
                  date: formatShortDate(locale, serviceDateAt(since.getTime() as Instant, zone)),
                  time: formatTime(since.getTime() as Instant, zone),
                })}
              </span>
              <PasskeyForms id={id} name={name} nameMax={passkeyNameMax} />
            </li>
          ))}
        </ul>
      )}
      {passkeyHost() === null ? null : (
        <AddPasskey
          key={passkeys.at(-1)?.id}
          site={config().siteUrl + paths.account()}
          device={device ?? ''}
          nameMax={passkeyNameMax}
          passkeysMax={passkeysMax}
        />
      )}
    </AccountSection>
  );
}
