import type { SeatClass } from '@interlock/domain/classes';
import type { ClassOffer } from '@interlock/use-cases/availability/train-offer';
import { context } from '../composition.ts';
import type { PageWords } from '../page-props.ts';
import { AvailabilityMark } from '../ui/availability-mark.tsx';
import { availabilityForAll, money } from './offer-words.ts';

interface ClassCellProps {
  words: PageWords;
  offer: ClassOffer;
  href: string;
  travellers: number;
  /** `column`: the heading of a wide table names the class. */
  place: 'column' | 'alone';
}

/** One class of one train: its price and what is left, and the way to book it where that is possible. */
export function ClassCell({ words, offer, href, travellers, place }: ClassCellProps) {
  const { t, locale } = words;
  const zone = context().railwayZone;
  const said = availabilityForAll(offer, { t, locale, zone, travellers });
  const hidesName = place === 'column' ? 'lg:sr-only' : '';
  const content = (
    <>
      <span className={`text-15 sm:text-13 sm:text-muted ${hidesName}`}>
        {t(`site.class.${offer.seatClass}`)}
      </span>
      <span className="order-last figures text-right text-17 font-semibold sm:order-none sm:text-left">
        {money(offer.priceFen, locale)}
      </span>
      <AvailabilityMark shape={said.shape}>{said.short ?? said.text}</AvailabilityMark>
    </>
  );
  const layout =
    'grid min-h-11 grid-cols-[1fr_auto_6rem] items-center gap-x-3 gap-y-0.5 rounded-control border px-3 py-2 sm:grid-cols-1 sm:content-center lg:px-2';
  if (!said.isBookable) {
    return (
      <div className={`${layout} border-transparent bg-sunken text-muted lg:bg-transparent`}>
        {content}
      </div>
    );
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

/** A column of the table that this train does not have. */
export function NoClassCell({ words, seatClass }: { words: PageWords; seatClass: SeatClass }) {
  return (
    <span className="hidden self-center px-2 text-muted lg:block">
      <span aria-hidden="true">–</span>
      <span className="sr-only">
        {words.t(`site.class.${seatClass}`)} {words.t('results.column.none')}
      </span>
    </span>
  );
}
