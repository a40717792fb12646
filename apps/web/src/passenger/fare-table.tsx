import { passengerFare } from '@interlock/domain/fares/fares';
import { fen } from '@interlock/domain/money';
import type { TrainOffer } from '@interlock/use-cases/availability/train-offer';
import type { PageWords } from '../page-props.ts';
import { money } from './offer-words.ts';

const ticketTypes = ['adult', 'child', 'student'] as const;

/** What each kind of passenger pays for this ride, by class. */
export function FareTable({ words, train }: { words: PageWords; train: TrainOffer }) {
  const { t, locale } = words;
  const head = 'px-2 py-1.5 text-right font-semibold';
  return (
    <table className="w-full self-start text-15">
      <caption className="sr-only">{t('results.faresOf', { number: train.number })}</caption>
      <thead>
        <tr className="text-13 text-muted">
          <th scope="col" className="px-2 py-1.5 text-left font-semibold">
            {t('results.fareTable.class')}
          </th>
          {ticketTypes.map((type) => (
            <th key={type} scope="col" className={head}>
              {t(`site.ticketType.${type}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {train.classes.map(({ seatClass, priceFen }) => (
          <tr key={seatClass}>
            <th scope="row" className="px-2 py-1 text-left font-normal">
              {t(`site.class.${seatClass}`)}
            </th>
            {ticketTypes.map((type) => (
              <td key={type} className="figures px-2 py-1 text-right whitespace-nowrap">
                {money(passengerFare(fen(priceFen), type, seatClass), locale)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
