import type { Locale } from '@interlock/i18n/locales';
import type { ClassOffer, TrainOffer } from '@interlock/use-cases/availability/train-offer';
import type { Translator } from '../i18n/translator.ts';
import { pathsIn } from '../paths.ts';
import { AvailabilityMark } from '../ui/availability-mark.tsx';
import { DownIcon } from '../ui/icons.tsx';
import { availabilityWords, money, type OfferWords } from './offer-words.ts';
import { RideStrip } from './ride-strip.tsx';
import { StopsTable } from './stops-table.tsx';

interface TrainRowProps {
  train: TrainOffer;
  locale: Locale;
  zone: string;
  t: Translator;
  nowMs: number;
  /** Selling ends this long before departure. */
  stopSellingMs: number;
}

const soonMinutes = 60;

/** One train of the results: number, journey strip, a cell per class, stops in place. */
export function TrainRow(props: TrainRowProps) {
  const { train, locale, zone, t } = props;
  const say = { t, locale, zone };
  const note = noteOn(props);
  const paths = pathsIn(locale);
  const ride = { runId: train.runId, from: train.from.position, to: train.to.position };
  return (
    <article aria-label={train.number} className="rounded-card border border-hairline bg-card">
      <div className="grid gap-x-6 gap-y-4 p-4 lg:grid-cols-[minmax(300px,1fr)_auto]">
        <div className="grid gap-3">
          <header className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
            <h3 className="train-number text-17">
              <a href={paths.train(ride)} className="text-ink">
                {train.numbers.join(' / ')}
              </a>
            </h3>
            <EndMarks train={train} t={t} />
          </header>
          <RideStrip ride={train} size="row" locale={locale} zone={zone} t={t} />
          {note}
        </div>
        <ul className="grid content-center gap-2 sm:grid-cols-3 lg:w-[396px]">
          {train.classes.map((offer) => (
            <li key={offer.seatClass} className="grid">
              <ClassCell
                offer={offer}
                words={availabilityWords(offer, say)}
                href={paths.passengers({ ...ride, seatClass: offer.seatClass })}
                locale={locale}
                t={t}
              />
            </li>
          ))}
        </ul>
      </div>
      <details className="group border-t border-hairline">
        <summary className="flex min-h-10 items-center gap-2 px-4 text-13 text-muted hover:text-brand">
          <span className="transition-transform group-open:rotate-180">
            <DownIcon />
          </span>
          {t('results.stops')}
          <span className="sr-only">{t('results.stopsOf', { number: train.number })}</span>
        </summary>
        <div className="px-2 pb-4">
          <StopsTable
            stops={train.stops}
            from={train.from.position}
            to={train.to.position}
            caption={t('results.stopsOf', { number: train.number })}
            locale={locale}
            t={t}
          />
        </div>
      </details>
    </article>
  );
}

/** What is the same for the whole train, said once: the sale opens later, is over, or departure is near. */
function noteOn({ train, locale, zone, t, nowMs, stopSellingMs }: TrainRowProps) {
  const leavesIn = Math.floor(((train.from.departsAt ?? nowMs) - nowMs) / 60_000);
  const [first] = train.classes;
  if (first?.availability.state === 'not-on-sale') {
    const { shape, text } = availabilityWords(first, { t, locale, zone });
    return (
      <p>
        <AvailabilityMark shape={shape}>{text}</AvailabilityMark>
      </p>
    );
  }
  const isClosed = first?.availability.state === 'closed';
  if (!isClosed && (leavesIn < 0 || leavesIn >= soonMinutes)) return null;
  return (
    <p className={`text-13 font-semibold ${isClosed ? 'text-muted' : 'text-caution'}`}>
      {isClosed
        ? t('availability.closedLong', { minutes: Math.round(stopSellingMs / 60_000) })
        : t('results.soon', { minutes: leavesIn })}
    </p>
  );
}

function EndMarks({ train, t }: { train: TrainOffer; t: Translator }) {
  const style = 'rounded-sm border border-control px-1 text-13 text-muted';
  return (
    <>
      {train.first ? <span className={style}>{t('results.first')}</span> : null}
      {train.last ? <span className={style}>{t('results.last')}</span> : null}
    </>
  );
}

interface ClassCellProps {
  offer: ClassOffer;
  words: OfferWords;
  href: string;
  locale: Locale;
  t: Translator;
}

function ClassCell({ offer, words, href, locale, t }: ClassCellProps) {
  const name = t(`site.class.${offer.seatClass}`);
  const content = (
    <>
      <span className="text-15 sm:text-13 sm:text-muted">{name}</span>
      <span className="order-last figures text-right text-17 font-semibold sm:order-none sm:text-left">
        {money(offer.priceFen, locale)}
      </span>
      <AvailabilityMark shape={words.shape}>{words.short ?? words.text}</AvailabilityMark>
    </>
  );
  const layout =
    'grid min-h-11 grid-cols-[1fr_auto_6rem] items-center gap-x-3 gap-y-0.5 rounded-control border px-3 py-2 sm:grid-cols-1 sm:content-center';
  if (!words.isBookable) {
    return <div className={`${layout} border-transparent bg-sunken text-muted`}>{content}</div>;
  }
  return (
    <a
      href={href}
      className={`${layout} border-control text-ink no-underline hover:border-brand hover:bg-brand-wash`}
    >
      {content}
    </a>
  );
}
