import { formatTimeWithSeconds } from '@interlock/i18n/formats';
import type { BookingCase } from '@interlock/use-cases/console/get-case';
import { context } from '../composition.ts';
import type { PageWords } from '../page-props.ts';
import { money } from '../passenger/offer-words.ts';

/** The first question, answered at the top: state, next step, money. */
export function CaseHead({ words, found }: { words: PageWords; found: BookingCase }) {
  const { t, locale, paths } = words;
  const { booking } = found;
  const facts = [
    { term: t('console.case.now'), value: t(`booking.state.${booking.phase}`) },
    { term: t('console.case.next'), value: nextWords(words, found) },
    {
      term: t('console.case.money'),
      value: `${t(`console.money.${booking.money}`)} · ${money(booking.priceFen, locale)}`,
    },
    { term: t('console.case.process'), value: t(`console.process.${found.process}`) },
  ];
  return (
    <header className="grid gap-3">
      <p className="text-15">
        <a href={paths.console()}>{t('console.find.title')}</a>
      </p>
      <h1 className="figures text-26">
        {t('console.case.title', { reference: booking.reference })}
      </h1>
      <dl className="grid gap-x-8 gap-y-3 border-y border-hairline py-3 sm:grid-cols-2 lg:grid-cols-4">
        {facts.map((fact) => (
          <div key={fact.term}>
            <dt className="text-13 text-muted">{fact.term}</dt>
            <dd className="text-17 font-semibold">{fact.value}</dd>
          </div>
        ))}
      </dl>
    </header>
  );
}

function nextWords({ t }: PageWords, { booking, next }: BookingCase): string {
  if (booking.money === 'being-returned') return t('console.next.returning');
  switch (next.what) {
    case 'release':
      if (booking.phase === 'paying') return t('console.next.paying');
      return t('console.next.held', {
        time: next.at === null ? '–' : formatTimeWithSeconds(next.at, context().railwayZone),
      });
    case 'ticket':
      return t('console.next.confirming');
    case 'nothing':
      return t(booking.state === 'ticketed' ? 'console.next.ticketed' : 'console.next.ended');
  }
}
