import { isRefusal } from '@interlock/domain/refusals';
import { instant, serviceDateAt } from '@interlock/domain/time';
import { formatServiceDate, formatTime } from '@interlock/i18n/formats';
import { getTrainOffer } from '@interlock/use-cases/availability/get-train';
import { hasSeatsFor } from '@interlock/use-cases/availability/is-bookable';
import type { TrainOffer } from '@interlock/use-cases/availability/train-offer';
import type { BookingView } from '@interlock/use-cases/bookings/booking-view';
import { listBookings } from '@interlock/use-cases/bookings/list-bookings';
import { cache } from 'react';
import { currentActor } from '../auth/actor.ts';
import { context } from '../composition.ts';
import type { PageWords } from '../page-props.ts';
import { Banner } from '../ui/banner.tsx';
import { buttonStyle } from '../ui/button-style.ts';
import { onwardOf } from './onward-cookie.ts';
import { parseOnward } from './ride.ts';

/** Before the first of two trains is held: that the second is not held with it. */
export function OnwardNote({ words, onward }: { words: PageWords; onward: string | undefined }) {
  const ride = parseOnward(onward ?? '');
  const train = ride === null ? null : getTrainOffer(context(), ride);
  if (train === null || isRefusal(train)) return null;
  return (
    <div className="mb-4">
      <Banner tone="info">{words.t('change.onward.first', factsOf(words, train))}</Banner>
    </div>
  );
}

/** Once the first of two trains is ticketed: the way to book the second, with the same travellers. */
export async function OnwardTrain({ words, booking }: { words: PageWords; booking: BookingView }) {
  const { t, paths } = words;
  if (booking.phase !== 'ticketed') return null;
  const ride = await onwardOf(booking.reference);
  const train = ride === null ? null : getTrainOffer(context(), ride);
  if (train === null || isRefusal(train)) return null;
  if ((train.from.departsAt ?? 0) < booking.now || (await isBooked(train))) return null;
  const seatClass = classFor(train, booking);
  const passengers = booking.passengers.map((one) => `${one.travellerId}.${one.ticketType}`);
  const { from, to, runId, date } = train;
  const elsewhere = { from: from.telecode, to: to.telecode, date, n: String(passengers.length) };
  const href =
    seatClass === null
      ? paths.results(elsewhere)
      : paths.passengers({ runId, from: from.position, to: to.position, seatClass, passengers });
  return (
    <Banner
      tone="caution"
      title={t('change.onward.title')}
      action={
        <a href={href} className={buttonStyle('filled')}>
          {t(seatClass === null ? 'change.onward.other' : 'change.onward.book')}
        </a>
      }
    >
      {t('change.onward.text', factsOf(words, train))}
      {seatClass === null ? ` ${t('change.onward.gone')}` : null}
    </Banner>
  );
}

const ownBookings = cache(async () => listBookings(context(), await currentActor()));

/** A second train that is held or bought already needs no offer; what cannot be seen is not offered twice. */
async function isBooked({ runId }: TrainOffer): Promise<boolean> {
  const lists = await ownBookings();
  if (isRefusal(lists)) return true;
  return [...lists.toPay, ...lists.coming].some((booking) => booking.runId === runId);
}

/** The class of the first train where the second has seats for all in it, otherwise the first that has. */
function classFor({ classes }: TrainOffer, { seatClass, passengers }: BookingView) {
  const open = classes
    .filter((offer) => hasSeatsFor(offer, passengers.length))
    .map((offer) => offer.seatClass);
  return open.find((one) => one === seatClass) ?? open[0] ?? null;
}

function factsOf({ locale }: PageWords, train: TrainOffer) {
  const zone = context().railwayZone;
  const departsAt = train.from.departsAt ?? instant(0);
  return {
    number: train.number,
    date: formatServiceDate(locale, serviceDateAt(departsAt, zone)),
    from: train.from[locale],
    departs: formatTime(departsAt, zone),
    to: train.to[locale],
    arrives: formatTime(train.to.arrivesAt ?? 0, zone),
  };
}
