import type { DatedTrainOffer } from '@interlock/use-cases/availability/get-train';
import type { TrainSheet } from '@interlock/use-cases/availability/train-sheet';
import type { PageWords } from '../page-props.ts';
import type { TripQuery } from '../paths.ts';
import { LinkTabs } from '../ui/link-tabs.tsx';

interface FareTriangleProps {
  words: PageWords;
  train: DatedTrainOffer;
  /** What every link carries along. */
  trip: TripQuery;
  sheet: TrainSheet;
}

/** The adult fare between any two stops of the train, one class at a time; one's own ride is marked. */
export function FareTriangle({ words, train, trip, sheet }: FareTriangleProps) {
  const { t, locale, paths } = words;
  const ride = { from: train.from.position, to: train.to.position };
  const [, ...leaving] = train.stops;
  // The second train leaves from where one gets off now.
  const { onward: _, ...alone } = trip;
  const hrefOf = ({ from, to }: { from: number; to: number }): string | null => {
    const kept = to === trip.to ? trip : alone;
    return from < to ? `${paths.train({ ...kept, from, to, fares: sheet.faresOf })}#fares` : null;
  };
  return (
    <section aria-labelledby="fares" className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <div>
        <h2 id="fares" className="text-20">
          {t('train.fares.title')}
        </h2>
        <p className="text-15 text-muted">{t('train.fares.lead')}</p>
      </div>
      <LinkTabs
        label={t('train.fares.class')}
        tabs={sheet.classes.map((seatClass) => ({
          href: `${paths.train({ ...trip, fares: seatClass })}#fares`,
          text: t(`site.class.${seatClass}`),
          current: seatClass === sheet.faresOf,
        }))}
      />
      <div className="relative w-fit max-w-full overflow-x-auto rounded-card border border-hairline bg-card">
        <table className="border-collapse text-13">
          <thead>
            <tr>
              <th
                scope="col"
                className="sticky left-0 bg-card px-3 py-2 text-left align-bottom font-semibold text-muted"
              >
                {t('train.fares.from')}
              </th>
              {leaving.map((stop) => (
                <th
                  key={stop.position}
                  scope="col"
                  className={`px-2 py-2 align-bottom font-semibold ${stop.position === ride.to ? 'text-brand' : ''}`}
                >
                  <RideLink
                    href={hrefOf({ ...ride, to: stop.position })}
                    className="inline-block max-h-36 py-1 [writing-mode:vertical-rl]"
                  >
                    {stop[locale]}
                  </RideLink>
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-y divide-hairline border-t border-hairline">
            {train.stops.slice(0, -1).map((stop) => (
              <FareRow
                key={stop.position}
                {...{ words, stop, ride, leaving, sheet }}
                href={hrefOf({ ...ride, from: stop.position })}
              />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

interface RideLinkProps {
  /** Null: nobody rides so. */
  href: string | null;
  className: string;
  children: string;
}

/** A stop of the table; it leads to one's ride from there, or to there. The table is also scrolled by these. */
function RideLink({ href, className, children }: RideLinkProps) {
  if (href === null) return <span className={className}>{children}</span>;
  return (
    <a href={href} className={`${className} text-inherit no-underline hover:underline`}>
      {children}
    </a>
  );
}

interface FareRowProps {
  words: PageWords;
  stop: DatedTrainOffer['stops'][number];
  ride: { from: number; to: number };
  leaving: DatedTrainOffer['stops'];
  sheet: TrainSheet;
  href: string | null;
}

function FareRow({ words, stop, ride, leaving, sheet, href }: FareRowProps) {
  const { t, locale } = words;
  const isBoarding = stop.position === ride.from;
  return (
    <tr>
      <th
        scope="row"
        className={`sticky left-0 max-w-36 min-w-20 bg-card px-3 py-1.5 text-left font-semibold break-keep ${isBoarding ? 'text-brand' : ''}`}
      >
        <RideLink href={href} className="inline-block py-1">
          {stop[locale]}
        </RideLink>
      </th>
      {leaving.map(({ position }) => {
        const fare = sheet.fares[stop.position]?.[position] ?? null;
        const isYours = isBoarding && position === ride.to;
        return (
          <td
            key={position}
            className={`figures px-2 py-1.5 text-right whitespace-nowrap ${isYours ? 'bg-brand font-semibold text-on-brand' : ''}`}
          >
            {fare === null ? null : (fare / 100).toFixed(1)}
            {isYours ? <span className="sr-only"> {t('train.fares.yours')}</span> : null}
          </td>
        );
      })}
    </tr>
  );
}
