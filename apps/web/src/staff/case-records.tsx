import { instant, serviceDateAt } from '@interlock/domain/time';
import { formatShortDate, formatTime } from '@interlock/i18n/formats';
import type { BookingCase } from '@interlock/use-cases/console/get-case';
import type { ReactNode } from 'react';
import { context } from '../composition.ts';
import type { PageWords } from '../page-props.ts';
import { money } from '../passenger/offer-words.ts';
import { wordOf } from './event-words.ts';

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
            <p className="flex justify-between gap-4">
              <span>{t('console.case.attempt', { attempt: payment.attempt })}</span>
              <span className="font-semibold">{t(`console.payment.${payment.state}`)}</span>
              <span className="figures">{money(payment.amountFen, locale)}</span>
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
            <p className="flex justify-between gap-4">
              <span className="font-semibold">{wordOf(words, row.action)}</span>
              <span>{row.outcome === null ? '…' : wordOf(words, row.outcome)}</span>
              <span className="figures text-muted">{moment(words, row.at)}</span>
            </p>
            <p className="text-13 text-muted">{row.reason}</p>
          </li>
        ))}
      </Records>
    </>
  );
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
