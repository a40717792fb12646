import type { BookingParts } from '@interlock/db/booking-parts';
import type { StoredBooking } from '@interlock/db/bookings';
import type { StoredPayment } from '@interlock/db/payments';
import type { BookingState } from '@interlock/domain/bookings/booking-states';
import type { SeatClass } from '@interlock/domain/classes';
import { seatsOf } from '@interlock/domain/coach-layout';
import type { BookingReference, RunId } from '@interlock/domain/ids';
import { seatIndexOf, serviceDateOfRun } from '@interlock/domain/ids';
import type { Instant, ServiceDate } from '@interlock/domain/time';
import { publicNumberAt } from '@interlock/domain/timetable/train-plan';
import { offerStop, type OfferStop } from '../availability/offer-stop.ts';
import type { UseCaseContext } from '../context.ts';
import { hasTriedInVain } from '../payments/tried-in-vain.ts';

/** A booking as its owner sees it. */
export interface BookingView {
  readonly kind: 'booking';
  readonly reference: BookingReference;
  readonly state: BookingState;
  readonly phase: BookingPhase;
  readonly payBy: Instant | null;
  readonly expiresAt: Instant | null;
  readonly closedAt: Instant | null;
  /** The database's clock, for countdowns. */
  readonly now: Instant;
  readonly priceFen: number;
  readonly currency: string;
  readonly runId: RunId;
  readonly date: ServiceDate;
  readonly number: string;
  readonly from: OfferStop;
  readonly to: OfferStop;
  readonly stops: OfferStop[];
  readonly seatClass: SeatClass;
  readonly passengers: PassengerView[];
  readonly money: MoneyView;
  /** The bank refused an attempt and nothing has been paid since. */
  readonly declined: boolean;
  readonly canExtend: boolean;
  readonly canCancel: boolean;
  readonly language: 'zh' | 'en';
}

export type BookingPhase =
  | 'held'
  | 'paying'
  | 'confirming'
  | 'ticketed'
  | 'expired'
  | 'cancelled'
  | 'refused'
  | 'released';

export type MoneyView =
  | 'none'
  | 'open'
  | 'processing'
  | 'authorised'
  | 'captured'
  | 'being-returned'
  | 'returned';

export interface PassengerView {
  readonly ord: number;
  /** Of the account's saved travellers, for holding again. */
  readonly travellerId: string;
  readonly nameMasked: string;
  readonly documentMasked: string;
  readonly ticketType: 'adult' | 'child' | 'student';
  readonly fareFen: number;
  readonly coach: number | null;
  readonly row: number | null;
  readonly letter: string | null;
  readonly ticketId: string | null;
  readonly qr: string | null;
}

/** Puts the stored rows together as one view. */
export function bookingView(context: UseCaseContext, parts: BookingParts): BookingView {
  const { booking, plan } = parts;
  const date = serviceDateOfRun(booking.runId);
  const stops = plan.stops.map((stop) =>
    offerStop(context, { plan, date, position: stop.position }),
  );
  const stopAt = (position: number): OfferStop =>
    stops[position] ?? offerStop(context, { plan, date, position });
  const money = moneyView(parts);
  const isHeld = booking.state === 'held' && money !== 'authorised' && money !== 'captured';
  const isOpen = isHeld && booking.payBy !== null && booking.payBy > booking.now;
  return {
    kind: 'booking',
    reference: booking.reference,
    state: booking.state,
    phase: phaseOf(booking, money),
    payBy: booking.payBy,
    expiresAt: booking.expiresAt,
    closedAt: booking.closedAt,
    now: booking.now,
    priceFen: booking.priceFen,
    currency: booking.currency,
    runId: booking.runId,
    date,
    number: publicNumberAt(plan, booking.from),
    from: stopAt(booking.from),
    to: stopAt(booking.to),
    stops,
    seatClass: booking.seatClass,
    passengers: passengerViews(parts),
    money,
    declined: isDeclined(parts, money),
    canExtend:
      isOpen &&
      booking.askedExtensions === 0 &&
      booking.payBy !== null &&
      (booking.lastMoment === null || booking.payBy < booking.lastMoment),
    canCancel: isHeld,
    language: booking.language,
  };
}

function phaseOf(booking: StoredBooking, money: MoneyView): BookingPhase {
  switch (booking.state) {
    case 'held':
      if (money === 'authorised' || money === 'captured') return 'confirming';
      if (booking.payBy !== null && booking.payBy <= booking.now) return 'expired';
      return money === 'processing' ? 'paying' : 'held';
    case 'confirmed':
      return 'confirming';
    case 'ticketed':
      return 'ticketed';
    case 'released':
      if (booking.releaseReason === 'expired') return 'expired';
      if (booking.releaseReason === 'cancelled') return 'cancelled';
      return booking.releaseReason === 'refused' ? 'refused' : 'released';
  }
}

/** Where the customer's money is. Money of a refused attempt counts only once the booking is over. */
function moneyView({ booking, payments }: BookingParts): MoneyView {
  if (booking.state === 'ticketed') return 'captured';
  const has = (state: StoredPayment['state']): boolean =>
    payments.some((payment) => payment.state === state && !payment.isRefused);
  if (booking.state === 'released') {
    const pending = payments.some(
      (payment) => payment.state === 'authorised' || payment.state === 'captured',
    );
    if (pending) return 'being-returned';
    const isBack = payments.some(
      (payment) => payment.state === 'refunded' || payment.state === 'voided',
    );
    return isBack ? 'returned' : 'none';
  }
  if (has('captured')) return 'captured';
  if (has('authorised')) return 'authorised';
  if (has('processing')) return 'processing';
  return has('open') ? 'open' : 'none';
}

/** A refused capture, or a card that the open page has tried in vain. Money that came since says more. */
function isDeclined({ payments }: BookingParts, money: MoneyView): boolean {
  if (money !== 'none' && money !== 'open') return false;
  return payments.some((payment) => payment.isRefused || hasTriedInVain(payment));
}

function passengerViews({ booking, tickets, plan }: BookingParts): PassengerView[] {
  const seats = seatsOf(plan.layout);
  return booking.passengers.map((passenger) => {
    const seatId = booking.seatIds[passenger.ord];
    const seat = seatId === undefined ? undefined : seats[seatIndexOf(seatId)];
    const ticket = tickets.find((candidate) => candidate.ord === passenger.ord);
    return {
      ord: passenger.ord,
      travellerId: passenger.travellerId,
      nameMasked: passenger.nameMasked,
      documentMasked: passenger.documentMasked,
      ticketType: passenger.ticketType,
      fareFen: passenger.fareFen,
      coach: seat?.coach ?? null,
      row: seat?.row ?? null,
      letter: seat?.letter ?? null,
      ticketId: ticket?.id ?? null,
      qr: ticket?.qr ?? null,
    };
  });
}
