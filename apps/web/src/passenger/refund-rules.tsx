import { type RefundStep, refundFee, refundSteps } from '@interlock/domain/fares/refund-fee';
import { fen } from '@interlock/domain/money';
import { type Instant, serviceDateAt } from '@interlock/domain/time';
import { formatShortDate, formatTime } from '@interlock/i18n/formats';
import type { TrainOffer } from '@interlock/use-cases/availability/train-offer';
import { context } from '../composition.ts';
import type { PageWords } from '../page-props.ts';
import { FoldIcon, foldStyle } from '../ui/fold.tsx';
import { money } from './offer-words.ts';

const hourMs = 3_600_000;

interface RefundRulesProps {
  words: PageWords;
  train: Pick<TrainOffer, 'from' | 'classes'>;
}

/** The refund ladder of the rules of sale, in the dates and the money of this train; steps that are over are left out. */
export function RefundRules({ words, train }: RefundRulesProps) {
  const { t, locale } = words;
  const { departsAt } = train.from;
  if (departsAt === null) return null;
  const steps = refundSteps
    .map((step) => ({ ...step, until: (departsAt - step.hoursBefore * hourMs) as Instant }))
    .filter((step) => step.until > context().now());
  return (
    <details className="group mt-4">
      <summary className={foldStyle}>
        {t('train.rules.title')}
        <FoldIcon />
      </summary>
      <div className="mt-1 overflow-x-auto">
        <table className="text-15">
          <caption className="pb-1 text-left text-13 text-muted">{t('train.rules.lead')}</caption>
          <thead>
            <tr className="text-13 text-muted">
              <th scope="col" className="py-1 pr-4 text-left font-semibold">
                {t('train.rules.until')}
              </th>
              {train.classes.map(({ seatClass }) => (
                <th key={seatClass} scope="col" className="px-3 py-1 text-right font-semibold">
                  {t(`site.class.${seatClass}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="figures">
            {steps.map((step) => (
              <tr key={step.until} className="border-t border-hairline">
                <th scope="row" className="py-1.5 pr-4 text-left font-normal">
                  {stepWords(words, step)}
                </th>
                {train.classes.map(({ seatClass, priceFen }) => (
                  <td key={seatClass} className="px-3 py-1.5 text-right whitespace-nowrap">
                    {step.percent === 0
                      ? '–'
                      : money(refundFee(fen(priceFen), step.percent), locale)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

function stepWords({ t, locale }: PageWords, step: RefundStep & { until: Instant }): string {
  const { percent, until, hoursBefore } = step;
  if (hoursBefore === 0) return t('train.rules.last', { percent });
  const { railwayZone: zone } = context();
  const date = `${formatShortDate(locale, serviceDateAt(until, zone))} ${formatTime(until, zone)}`;
  return percent === 0
    ? t('train.rules.free', { date })
    : t('train.rules.percent', { date, percent });
}
