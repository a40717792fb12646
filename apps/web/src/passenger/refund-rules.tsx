import { type Instant, serviceDateAt } from '@interlock/domain/time';
import { formatShortDate, formatTime } from '@interlock/i18n/formats';
import { context } from '../composition.ts';
import type { PageWords } from '../page-props.ts';

const hourMs = 3_600_000;

/** The refund ladder of the rules of sale, in the dates of this train; steps that are over are left out. */
export function RefundRules({ words, departsAt }: { words: PageWords; departsAt: Instant | null }) {
  if (departsAt === null) return null;
  const { t, locale } = words;
  const { railwayZone: zone } = context();
  const until = (hours: number): { at: Instant; date: string } => {
    const at = (departsAt - hours * hourMs) as Instant;
    return {
      at,
      date: `${formatShortDate(locale, serviceDateAt(at, zone))} ${formatTime(at, zone)}`,
    };
  };
  const steps = [
    { ...until(192), text: (date: string) => t('train.rules.free', { date }) },
    { ...until(48), text: (date: string) => t('train.rules.percent', { date, percent: 5 }) },
    { ...until(24), text: (date: string) => t('train.rules.percent', { date, percent: 10 }) },
    { ...until(0), text: () => t('train.rules.last', { percent: 20 }) },
  ].filter((step) => step.at > context().now());
  return (
    <details className="mt-4">
      <summary className="inline-flex min-h-11 items-center text-15 text-brand underline underline-offset-3">
        {t('train.rules.title')}
      </summary>
      <ul className="figures mt-1 list-disc pl-5 text-15 leading-normal">
        {steps.map((step) => (
          <li key={step.at}>{step.text(step.date)}</li>
        ))}
      </ul>
    </details>
  );
}
