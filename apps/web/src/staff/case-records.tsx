import { isRefusalCode } from '@interlock/domain/refusals';
import { instant, serviceDateAt } from '@interlock/domain/time';
import { formatShortDate, formatTime } from '@interlock/i18n/formats';
import type { BookingCase } from '@interlock/use-cases/console/get-case';
import { hasTriedInVain } from '@interlock/use-cases/payments/tried-in-vain';
import type { ReactNode } from 'react';
import { context } from '../composition.ts';
import type { PageWords } from '../page-props.ts';
import { money } from '../passenger/offer-words.ts';
import { actorWords, wordOf } from './event-words.ts';

/** Payments, messages and staff acts of a booking. */
export function CaseRecords({ words, found }: { words: PageWords; found: BookingCase }) {
  const { t, locale } = words;
  return (
    <>
      <Records
        title={t('console.case.intents')}
        isEmpty={found.payments.length === 0}
        none={t('console.case.none')}
      >
        {found.payments.map((payment) => (
          <li key={payment.id} className="py-2">
            <p className="flex flex-wrap justify-between gap-x-4">
              <span>
                {t('console.case.attempt', { attempt: payment.attempt })}
                {' · '}
                <span className="font-semibold">{t(`console.payment.${standingOf(payment)}`)}</span>
              </span>
              <span className="figures leading-normal">{money(payment.amountFen, locale)}</span>
            </p>
            <p className="text-13 break-all text-muted">{payment.intentId ?? payment.sessionId}</p>
          </li>
        ))}
      </Records>
      <Records
        title={t('console.case.messages')}
        isEmpty={found.notifications.length === 0}
        none={t('console.case.none')}
      >
        {found.notifications.map((message) => (
          <li
            key={`${message.kind} ${message.channel}`}
            className="flex justify-between gap-4 py-2"
          >
            <span>
              {wordOf(words, message.kind)} · {wordOf(words, message.channel)}
            </span>
            <span>
              {wordOf(words, message.state)}{' '}
              {message.sentAt === null ? '' : moment(words, message.sentAt)}
            </span>
          </li>
        ))}
      </Records>
      <Records
        title={t('console.case.audit')}
        isEmpty={!found.audit?.length}
        none={t('console.case.none')}
      >
        {(found.audit ?? []).map((row) => (
          <li key={String(row.id)} className="py-2">
            <p className="flex flex-wrap justify-between gap-x-4">
              <span>
                <span className="font-semibold">{wordOf(words, row.action)}</span>
                {' · '}
                {outcomeWords(words, row.outcome)}
              </span>
              <span className="figures leading-normal text-muted">{moment(words, row.at)}</span>
            </p>
            <p className="text-13 text-muted">
              {t('console.case.actor', {
                actor: actorWords(words, { actor: row.actor, staffNames: found.staffNames }),
              })}
              {' · '}
              {row.reason}
            </p>
          </li>
        ))}
      </Records>
    </>
  );
}

/** Where a payment stands: as its state says, unless a refusal says more. */
function standingOf(payment: BookingCase['payments'][number]) {
  const { state, isRefused } = payment;
  if (isRefused && (state === 'authorised' || state === 'captured')) return 'refused';
  return hasTriedInVain(payment) ? 'declined' : state;
}

/** How a staff act ended: done, refused with its reason, or still under way. */
function outcomeWords(words: PageWords, outcome: string | null): string {
  if (outcome === null) return '…';
  return isRefusalCode(outcome) ? words.t(`refusal.${outcome}`) : wordOf(words, outcome);
}

interface RecordsProps {
  title: string;
  isEmpty: boolean;
  none: string;
  children: ReactNode;
}

function Records({ title, isEmpty, none, children }: RecordsProps) {
  return (
    <section>
      <h2 className="text-17">{title}</h2>
      {isEmpty ? (
        <p className="text-15 text-muted">{none}</p>
      ) : (
        <ul className="divide-y divide-hairline text-15">{children}</ul>
      )}
    </section>
  );
}

function moment({ locale }: PageWords, at: Date): string {
  const zone = context().railwayZone;
  return `${formatShortDate(locale, serviceDateAt(instant(at.getTime()), zone))} ${formatTime(at.getTime(), zone)}`;
}
