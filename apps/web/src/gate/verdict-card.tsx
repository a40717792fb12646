'use client';

import { seatClasses, type SeatClass } from '@interlock/domain/classes';
import { boardingDay } from '@interlock/domain/tickets/ticket-verdict';
import { formatServiceDate, formatTime } from '@interlock/i18n/formats';
import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { shortMask } from '../passenger/masked-name.ts';
import { seatNumber } from '../passenger/place-text.ts';
import { CheckIcon, HurryIcon, StopIcon } from '../ui/icons.tsx';
import type { GateAnswer, GateVerdict } from './check-here.ts';

export type StationNames = Record<string, { zh: string; en: string }>;

export interface GateResult extends GateAnswer {
  readonly atMs: number;
  /** When this device let it through before. */
  readonly beforeMs: number | null;
}

const wordOf = {
  valid: 'valid',
  early: 'early',
  over: 'over',
  void: 'void',
  'unknown-ticket': 'unknownTicket',
  forged: 'forged',
  'unknown-key': 'unknownKey',
  'not-a-ticket': 'notATicket',
  unchecked: 'unchecked',
} as const satisfies Record<GateVerdict, string>;

type Tone = 'good' | 'caution' | 'stop';

const tones: Record<Tone, { style: string; icon: () => ReactNode }> = {
  good: { style: 'border-go text-go', icon: CheckIcon },
  caution: { style: 'border-caution bg-caution-wash text-caution', icon: HurryIcon },
  stop: { style: 'border-stop bg-stop-wash text-stop', icon: StopIcon },
};

function toneOf({ verdict, beforeMs, by }: GateResult): Tone {
  if (verdict === 'unchecked') return 'caution';
  if (verdict !== 'valid') return 'stop';
  return beforeMs !== null || by === 'device' ? 'caution' : 'good';
}

interface VerdictCardProps {
  result: GateResult;
  names: StationNames;
  zone: string;
}

/** The answer first and largest; then what to compare with the passenger. */
export function VerdictCard({ result, names, zone }: VerdictCardProps) {
  const t = useTranslations('gate');
  const locale = useLocale();
  const { verdict, facts, beforeMs } = result;
  const { style, icon: Icon } = tones[toneOf(result)];
  const word = wordOf[verdict];
  const date = facts === null ? '' : formatServiceDate(locale, boardingDay(facts, zone));
  const time = formatTime(result.atMs, zone);
  return (
    <div className={`rounded-card border-2 bg-card p-5 ${style}`}>
      <p className="flex items-center gap-3 text-34 font-semibold [&>svg]:size-8">
        <Icon />
        {t(`verdict.${word}.title`)}
      </p>
      <p className="mt-1 text-17 text-ink">{t(`verdict.${word}.text`, { date })}</p>
      {beforeMs === null ? null : (
        <p className="mt-2 text-17 font-semibold text-caution">
          {t('again', { time: formatTime(beforeMs, zone) })}
        </p>
      )}
      {facts === null ? null : <Facts result={result} names={names} zone={zone} />}
      {verdict === 'unchecked' || (facts === null && result.by === 'device') ? null : (
        <p className="figures mt-4 text-13 leading-normal text-muted">
          {t(result.by === 'railway' ? 'online' : 'offline', { time })}
        </p>
      )}
    </div>
  );
}

function Facts({ result, names, zone }: VerdictCardProps) {
  const t = useTranslations('gate');
  const classes = useTranslations('site.class');
  const locale = useLocale();
  const { facts, holder } = result;
  const place = usePlace(facts?.s ?? '');
  if (facts === null) return null;
  const other = locale === 'zh' ? 'en' : 'zh';
  const stations = (language: 'zh' | 'en'): string =>
    [facts.f, facts.o].map((code) => names[code]?.[language] ?? code).join(' – ');
  const lines: [string, ReactNode][] = [
    [t('train'), <b key="n">{facts.n}</b>],
    [
      t('boarding'),
      `${formatServiceDate(locale, boardingDay(facts, zone))} ${formatTime(facts.b * 60_000, zone)}`,
    ],
    [
      t('ride'),
      <span key="r">
        {stations(locale)}
        <span lang={other === 'zh' ? 'zh-CN' : 'en'} className="block text-13 text-muted">
          {stations(other)}
        </span>
      </span>,
    ],
    [t('seat'), <b key="s">{place ?? t('noSeat')}</b>],
    [t('class'), hasClass(facts.c) ? classes(facts.c) : facts.c],
    ...(holder === null
      ? []
      : ([
          [t('holder'), shortMask(holder.name)],
          [t('document'), holder.document],
        ] as [string, ReactNode][])),
    [t('ticket'), facts.t],
  ];
  return (
    <dl className="figures mt-4 grid grid-cols-[auto_minmax(0,1fr)] gap-x-5 gap-y-2 border-t border-hairline pt-4 text-17 leading-normal text-ink">
      {lines.map(([term, value]) => (
        <div key={term} className="col-span-2 grid grid-cols-subgrid">
          <dt className="text-15 text-muted">{term}</dt>
          <dd className="min-w-0">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** `7-12F` of the code as a seat, a berth or a number in words; null without a seat. */
function usePlace(text: string): string | null {
  const site = useTranslations('site');
  const [, coachText, rowText, letter = ''] = /^(\d+)-(\d+)([A-Z])$/.exec(text) ?? [];
  if (coachText === undefined) return null;
  const [coach, row] = [Number(coachText), Number(rowText)];
  if (letter === 'N') return site('numberedSeat', { coach, row });
  if (letter === 'L' || letter === 'M' || letter === 'U') {
    return site('berth', { coach, row, level: letter });
  }
  return site('seat', { coach, seat: seatNumber(row, letter) });
}

function hasClass(text: string): text is SeatClass {
  return (seatClasses as readonly string[]).includes(text);
}
