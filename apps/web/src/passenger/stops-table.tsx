import { dayOffset, formatClock } from '@interlock/domain/time';
import type { Locale } from '@interlock/i18n/locales';
import type { OfferStop } from '@interlock/use-cases/availability/offer-stop';
import type { Translator } from '../i18n/translator.ts';

interface StopsTableProps {
  stops: readonly OfferStop[];
  from: number;
  to: number;
  caption: string;
  locale: Locale;
  t: Translator;
}

/** Every stop of a run with its times; the ridden part is marked by a line and by words. */
export function StopsTable({ stops, from, to, caption, locale, t }: StopsTableProps) {
  const other = locale === 'zh' ? 'en' : 'zh';
  const start = stops[0]?.km ?? 0;
  return (
    <table className="w-full border-collapse text-15">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr className="text-left text-13 text-muted">
          <th scope="col" className="py-1.5 pr-2 pl-4 font-semibold">
            {t('results.stopTable.station')}
          </th>
          <th scope="col" className="px-2 py-1.5 text-right font-semibold">
            {t('results.stopTable.arrives')}
          </th>
          <th scope="col" className="px-2 py-1.5 text-right font-semibold">
            {t('results.stopTable.departs')}
          </th>
          <th scope="col" className="hidden px-2 py-1.5 text-right font-semibold sm:table-cell">
            {t('results.stopTable.stay')}
          </th>
          <th scope="col" className="hidden py-1.5 pl-2 text-right font-semibold sm:table-cell">
            {t('results.stopTable.km')}
          </th>
        </tr>
      </thead>
      <tbody>
        {stops.map((stop, index) => {
          const isRidden = stop.position >= from && stop.position <= to;
          const isRenamed = index > 0 && stop.number !== stops[index - 1]?.number;
          return (
            <tr key={stop.position} className={isRidden ? 'text-ink' : 'text-muted'}>
              <th
                scope="row"
                className={`border-l-4 py-1 pr-2 pl-3 text-left ${isRidden ? 'border-brand font-semibold' : 'border-hairline font-normal'}`}
              >
                {stop[locale]}{' '}
                <span
                  lang={other === 'zh' ? 'zh-CN' : 'en'}
                  className="hidden text-13 font-normal text-muted sm:inline"
                >
                  {stop[other]}
                </span>
                {isRenamed ? (
                  <span className="block text-13 font-normal text-brand">
                    {t('results.stopTable.number', { number: stop.number })}
                  </span>
                ) : null}
                {stop.position === from ? (
                  <span className="sr-only">{t('results.stopTable.yours')}</span>
                ) : null}
              </th>
              <Time minutes={stop.arriveMinutes} t={t} />
              <Time minutes={stop.departMinutes} t={t} />
              <td className="figures hidden px-2 py-1 text-right sm:table-cell">
                {stayWords(stop, t)}
              </td>
              <td className="figures hidden py-1 pl-2 text-right sm:table-cell">
                {stop.km - start}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Time({ minutes, t }: { minutes: number | null; t: Translator }) {
  if (minutes === null) return <td className="px-2 py-1 text-right text-muted">–</td>;
  const days = dayOffset(minutes);
  return (
    <td className="figures px-2 py-1 text-right whitespace-nowrap">
      {formatClock(minutes)}
      {days > 0 ? <sup className="ml-0.5 text-13">{t('site.dayOffset', { days })}</sup> : null}
    </td>
  );
}

function stayWords(stop: OfferStop, t: Translator): string {
  if (stop.arriveMinutes === null || stop.departMinutes === null) return '–';
  return t('results.stopTable.minutes', { minutes: stop.departMinutes - stop.arriveMinutes });
}
