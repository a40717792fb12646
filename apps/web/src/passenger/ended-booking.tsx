import { formatTime } from '@interlock/i18n/formats';
import type { BookingView } from '@interlock/use-cases/bookings/booking-view';
import { wishOfBooking } from '@interlock/use-cases/bookings/wish-of-booking';
import type { ReactNode } from 'react';
import { currentActor } from '../auth/actor.ts';
import { context } from '../composition.ts';
import type { PageWords } from '../page-props.ts';
import { Banner, type BannerTone } from '../ui/banner.tsx';
import { buttonStyle } from '../ui/button-style.ts';
import { BookingFacts } from './booking-facts.tsx';
import { ForgetHoldKeys } from './hold-form.tsx';
import { money } from './offer-words.ts';
import { onwardOf } from './onward-cookie.ts';
import { onwardText } from './ride.ts';
import { WaitForChange } from './wait-for-change.tsx';

interface Ending {
  title: string;
  tone: BannerTone;
  text: ReactNode;
}

interface EndedBookingProps {
  words: PageWords;
  booking: BookingView;
  /** Back from the payment page somebody has paid for certain; otherwise a voided attempt may have been a refused one. */
  seen: 'after-paying' | 'any-time';
}

/** A booking that ended without a ticket: why, what becomes of the money, and the way to hold again. */
export async function EndedBooking({ words, booking, seen }: EndedBookingProps) {
  const { t, paths } = words;
  const ending = endingOf(words, booking, seen);
  const actor = await currentActor().catch(() => null);
  const wish = actor === null ? null : await wishOfBooking(context(), actor, booking);
  const onward = await onwardOf(booking.reference);
  const again = paths.review({
    ...(onward === null ? {} : { onward: onwardText(onward) }),
    runId: booking.runId,
    from: booking.from.position,
    to: booking.to.position,
    seatClass: booking.seatClass,
    passengers: booking.passengers.map((one) => `${one.travellerId}.${one.ticketType}`),
    // Where the wish cannot be read now, the letters that were held stand for it.
    letters: wish?.letters ?? [...new Set(booking.passengers.flatMap((one) => one.letter ?? []))],
    places: wish?.places ?? [],
  });
  const isOver = (booking.from.departsAt ?? 0) < booking.now;
  return (
    <div className="page-width grid gap-8 py-6 md:py-8 lg:grid-cols-[minmax(0,1fr)_420px]">
      <ForgetHoldKeys />
      <div className="grid content-start gap-5">
        <h1 className="text-26 md:text-34">{ending.title}</h1>
        <Banner tone={ending.tone}>{ending.text}</Banner>
        {isOver ? null : (
          <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
            <a href={again} className={buttonStyle('filled', 'min-h-12 px-6')}>
              {t('booking.expired.again')}
            </a>
            <p className="text-15 text-muted">{t('booking.expired.kept')}</p>
          </div>
        )}
        {mayStillChange(booking, seen) ? (
          <WaitForChange
            reference={booking.reference}
            phase={booking.phase}
            money={booking.money}
          />
        ) : null}
      </div>
      <BookingFacts words={words} booking={booking} />
    </div>
  );
}

/** The provider's news of a late payment may come after the customer does. */
function mayStillChange(booking: BookingView, seen: EndedBookingProps['seen']): boolean {
  if (booking.state === 'held' || booking.money === 'being-returned') return true;
  return seen === 'after-paying' && booking.money !== 'returned';
}

function endingOf(words: PageWords, booking: BookingView, seen: EndedBookingProps['seen']): Ending {
  const { t, locale } = words;
  if (booking.phase === 'cancelled') {
    return { title: t('booking.cancelled.title'), tone: 'info', text: t('booking.cancelled.text') };
  }
  const amount = money(booking.priceFen, locale);
  const isReturned = booking.money === 'returned';
  if (booking.money === 'being-returned' || (isReturned && seen === 'after-paying')) {
    return lateMoney(words, { amount, step: isReturned ? 'returned' : 'returning' });
  }
  const { title, tone, text } = withoutMoney(words, booking);
  if (!isReturned) return { title, tone, text };
  return {
    title,
    tone,
    text: (
      <>
        <p>{text}</p>
        <p className="mt-1">{t('booking.late.ifPaid', { amount })}</p>
      </>
    ),
  };
}

function lateMoney(
  { t }: PageWords,
  { amount, step }: { amount: string; step: 'returning' | 'returned' },
): Ending {
  return {
    title: t('booking.late.title'),
    tone: 'caution',
    text: (
      <>
        <p>{t('booking.late.text', { amount })}</p>
        <p className="mt-1">{t(`booking.late.${step}`)}</p>
      </>
    ),
  };
}

function withoutMoney({ t }: PageWords, booking: BookingView): Ending {
  if (booking.phase === 'refused') {
    return { title: t('booking.declined.title'), tone: 'stop', text: t('booking.declined.over') };
  }
  if (booking.phase === 'expired') {
    const at = booking.closedAt ?? booking.payBy ?? booking.now;
    const time = formatTime(at, context().railwayZone);
    return {
      title: t('booking.expired.title'),
      tone: 'caution',
      text: t('booking.expired.text', { time }),
    };
  }
  return { title: t('booking.released.title'), tone: 'info', text: t('booking.released.text') };
}
