import type { TrainSheet } from '@interlock/use-cases/availability/train-sheet';
import type { PageWords } from '../page-props.ts';

/** The coaches in their order: number, seats by class, and what else is on board. */
export function TrainFormation({ words, sheet }: { words: PageWords; sheet: TrainSheet }) {
  const { t } = words;
  return (
    <section aria-labelledby="formation">
      <h2 id="formation" className="text-20">
        {t('train.formation.title')}
      </h2>
      <p className="text-15 text-muted">
        {t('train.formation.lead', {
          coaches: sheet.coaches.length,
          seats: sheet.seats,
          operator: t(`train.bureau.${sheet.operator}`),
        })}
      </p>
      <ol className="mt-3 grid grid-cols-[repeat(auto-fill,minmax(104px,1fr))] gap-1.5">
        {sheet.coaches.map((coach) => (
          <li
            key={coach.no}
            className="rounded-control border border-hairline border-b-4 border-b-control bg-card px-3 py-2"
          >
            <p className="figures text-15 font-semibold">
              {t('train.formation.coach', { number: coach.no })}
            </p>
            <ul className="mt-1 text-13 leading-snug">
              {coach.seats.map(({ seatClass, count }) => (
                <li key={seatClass} className="figures leading-snug">
                  {t('train.formation.seats', { class: t(`site.class.${seatClass}`), count })}
                </li>
              ))}
              {coach.dining ? <li className="text-muted">{t('train.formation.dining')}</li> : null}
              {coach.accessible ? (
                <li className="text-muted">{t('train.formation.accessible')}</li>
              ) : null}
            </ul>
          </li>
        ))}
      </ol>
      <p className="mt-2 text-13 text-muted">{t('train.formation.note')}</p>
    </section>
  );
}
