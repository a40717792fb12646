import { dayOffset, formatClock } from '@interlock/domain/time';
import type { ChangeJourney } from '@interlock/use-cases/availability/search-changes';
import type { TrainOffer } from '@interlock/use-cases/availability/train-offer';
import { context } from '../composition.ts';
import type { PageWords } from '../page-props.ts';
import type { SearchQuery } from '../paths.ts';
import { Banner } from '../ui/banner.tsx';
import { buttonStyle } from '../ui/button-style.ts';
import { HurryIcon } from '../ui/icons.tsx';
import { ClassCell } from './class-cell.tsx';
import { durationWords } from './offer-words.ts';
import { RideStrip } from './ride-strip.tsx';
import { onwardText } from './ride.ts';
import { SoftLink } from './soft-link.tsx';

interface ChangeJourneysProps {
  words: PageWords;
  /** Null: not asked for. */
  journeys: readonly ChangeJourney[] | null;
  question: SearchQuery;
  travellers: number;
}

/** Journeys with one change, where asked for or where no train goes all the way; before that, the way to ask. */
export function ChangeJourneys({ words, journeys, question, travellers }: ChangeJourneysProps) {
  const { t, paths } = words;
  if (journeys === null) {
    return (
      <SoftLink
        href={paths.results({ ...question, change: '1' })}
        goes="there"
        className={buttonStyle('quiet', 'justify-self-start')}
      >
        {t('change.ask')}
      </SoftLink>
    );
  }
  return (
    <section aria-labelledby="changes" className="grid gap-4">
      <h2 id="changes" className="text-20">
        {t('change.title')}
      </h2>
      <p className="text-15 text-muted">
        {journeys.length === 0 ? t('change.none') : t('change.count', { count: journeys.length })}
      </p>
      {journeys.length === 0 ? null : <Banner tone="info">{t('change.rule')}</Banner>}
      {journeys.map((journey) => (
        <Journey
          key={journey.legs.map(({ runId, from }) => `${runId} ${from.position}`).join(' ')}
          {...{ words, journey, travellers }}
        />
      ))}
    </section>
  );
}

interface JourneyProps {
  words: PageWords;
  journey: ChangeJourney;
  travellers: number;
}

function Journey({ words, journey, travellers }: JourneyProps) {
  const { t, locale } = words;
  const [first, second] = journey.legs;
  const duration = durationWords(journey.durationMinutes, t);
  const departs = clockOf(first.from.departMinutes);
  const arrives = clockOf(second.to.arriveMinutes);
  const days = dayOffset((first.from.departMinutes ?? 0) + journey.durationMinutes);
  const label = t('change.label', {
    from: first.from[locale],
    departs,
    to: second.to[locale],
    arrives,
    duration,
  });
  return (
    <article aria-label={label} className="rounded-card border border-hairline bg-card">
      <h3 className="flex flex-wrap items-baseline gap-x-4 border-b border-hairline px-4 py-3 text-17">
        <span className="figures font-semibold">
          {departs}–{arrives}
          {days > 0 ? (
            <sup className="ml-1 text-13 font-normal text-muted">
              {t('site.dayOffset', { days })}
            </sup>
          ) : null}
        </span>
        <span className="text-15 font-normal text-muted">{t('change.summary', { duration })}</span>
      </h3>
      <JourneyLeg {...{ words, travellers }} train={first} place="first" onward={second} />
      <Change words={words} journey={journey} />
      <JourneyLeg {...{ words, travellers }} train={second} place="second" />
    </article>
  );
}

interface JourneyLegProps {
  words: PageWords;
  train: TrainOffer;
  place: 'first' | 'second';
  travellers: number;
  /** The train to book after this one. */
  onward?: TrainOffer;
}

function JourneyLeg({ words, train, place, travellers, onward }: JourneyLegProps) {
  const { t, locale, paths } = words;
  const then = onward === undefined ? {} : { onward: onwardText(endsOf(onward)) };
  const trip = { ...endsOf(train), ...then, n: travellers };
  return (
    <div className="grid gap-x-6 gap-y-3 p-4 lg:grid-cols-[minmax(252px,1fr)_minmax(0,340px)]">
      <div className="grid gap-2">
        <p className="flex flex-wrap items-baseline gap-x-3">
          <span className="text-13 text-muted">{t(`change.${place}`)}</span>
          <a href={paths.train(trip)} className="train-number text-17 text-ink">
            {train.number}
          </a>
        </p>
        <RideStrip ride={train} size="row" locale={locale} zone={context().railwayZone} t={t} />
      </div>
      <ul className="grid content-center gap-2 sm:grid-cols-3">
        {train.classes.map((offer) => (
          <li key={offer.seatClass} className="grid">
            <ClassCell
              place="alone"
              {...{ words, offer, travellers }}
              href={paths.passengers({ ...trip, seatClass: offer.seatClass })}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}

const tightMinutes = 10;

/** Where one changes, how long one has and how long it takes at least. */
function Change({ words, journey }: Pick<JourneyProps, 'words' | 'journey'>) {
  const { t, locale } = words;
  const [first, second] = journey.legs;
  const wait = durationWords(journey.waitMinutes, t);
  const isTight = journey.waitMinutes - journey.leastMinutes < tightMinutes;
  const isSame = first.to.telecode === second.from.telecode;
  return (
    <p
      className={`flex flex-wrap items-center gap-x-3 px-4 py-2 text-15 ${isTight ? 'bg-caution-wash text-caution' : 'bg-sunken'}`}
    >
      {isTight ? <HurryIcon /> : null}
      <span className="font-semibold">
        {isSame
          ? t('change.at', { station: first.to[locale], wait })
          : t('change.move', { from: first.to[locale], to: second.from[locale], wait })}
      </span>
      <span className="text-13">{t('change.least', { minutes: journey.leastMinutes })}</span>
      {isTight ? <span className="text-13 font-semibold">{t('change.tight')}</span> : null}
    </p>
  );
}

function endsOf({ runId, from, to }: TrainOffer) {
  return { runId, from: from.position, to: to.position };
}

function clockOf(minutes: number | null): string {
  return minutes === null ? '–' : formatClock(minutes);
}
