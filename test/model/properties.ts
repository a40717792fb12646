import type { comesToRest, Property } from './explorer.ts';
import type { ModelBooking, ModelState } from './protocol-state.ts';

type Check = (state: ModelState) => string | null;

const live = ['held', 'confirmed', 'ticketed'];

/** Demanded of every reachable state. */
export const always: readonly Property<ModelState>[] = [
  { name: 'one-seat-one-booking', broken: oneSeatOneBooking },
  { name: 'one-document-one-ticket', broken: oneDocumentOneTicket },
  { name: 'ticket-has-seat-and-money', broken: each(ticketHasSeatAndMoney) },
  { name: 'live-booking-has-its-claim', broken: each(liveBookingHasItsClaim) },
  { name: 'one-unpaid-booking-per-account', broken: oneUnpaidBookingPerAccount },
];

/** Demanded once the system has come to rest. */
export const inTheEnd: readonly Property<ModelState>[] = [
  { name: 'every-booking-ends', broken: each(everyBookingEnds) },
  { name: 'no-money-kept-without-ticket', broken: each(noMoneyKeptWithoutTicket) },
  { name: 'every-authorisation-ends', broken: each(everyAuthorisationEnds) },
  { name: 'paid-in-time-is-ticketed', broken: paidInTimeIsTicketed },
  { name: 'no-seat-leaks', broken: noSeatLeaks },
  { name: 'account-is-freed', broken: each(accountIsFreed) },
  { name: 'claims-are-right', broken: each(claimsAreRight) },
];

export type PropertyName =
  | 'one-seat-one-booking'
  | 'one-document-one-ticket'
  | 'ticket-has-seat-and-money'
  | 'live-booking-has-its-claim'
  | 'one-unpaid-booking-per-account'
  | 'every-booking-ends'
  | 'no-money-kept-without-ticket'
  | 'every-authorisation-ends'
  | 'paid-in-time-is-ticketed'
  | 'no-seat-leaks'
  | 'account-is-freed'
  | 'claims-are-right'
  | typeof comesToRest;

type BookingCheck = (booking: ModelBooking, isSold: boolean) => string | null;

function each(check: BookingCheck): Check {
  return (state) => {
    for (const [index, booking] of state.bookings.entries()) {
      const why = check(booking, state.sold[Math.min(index, state.sold.length - 1)] === true);
      if (why !== null) return state.bookings.length > 1 ? `booking ${index + 1}: ${why}` : why;
    }
    return null;
  };
}

/** I2: only asked where the bookings want the same seat. */
function oneSeatOneBooking({ bookings, sold }: ModelState): string | null {
  if (sold.length > 1) return null;
  const owners = bookings.filter(({ row }) => live.includes(row)).length;
  return owners > 1 ? `${owners} live bookings own the seat` : null;
}

/** I14: without a claim of its own, a booking's document is also the other's. */
function oneDocumentOneTicket({ bookings }: ModelState): string | null {
  const tickets = bookings.filter(({ ticket }) => ticket).length;
  const isUnclaimed = bookings.some(({ ticket, claim }) => ticket && !claim);
  return tickets > 1 && isUnclaimed ? 'two live tickets on one document' : null;
}

/** I3, I23: by the provider's books, not by ours. */
function ticketHasSeatAndMoney(booking: ModelBooking, isSold: boolean): string | null {
  if (!booking.ticket) return null;
  const money = booking.intents[booking.confirmedBy - 1];
  if (booking.row !== 'ticketed') return `a ticket of a booking that is ${booking.row}`;
  if (!isSold) return 'a ticket whose seat is free';
  if (money?.provider !== 'captured')
    return `a ticket whose money is ${money?.provider ?? 'unknown'}`;
  return money.wrongAmount ? 'a ticket paid with a wrong amount' : null;
}

function liveBookingHasItsClaim({ row, claim }: ModelBooking): string | null {
  return live.includes(row) && !claim ? `${row}, but its document is not claimed` : null;
}

/** I14: asked where the bookings have one account; an account not marked busy lets the other in. */
function oneUnpaidBookingPerAccount({ bookings }: ModelState): string | null {
  const unpaid = bookings.filter(({ row }) => row === 'held' || row === 'confirmed');
  const isShared = bookings.filter(({ account }) => account).length > 1;
  return unpaid.length > 1 && isShared ? 'two unpaid bookings of one account' : null;
}

function everyBookingEnds({ row, intake, process }: ModelBooking): string | null {
  if (row === 'held' || row === 'confirmed') return `stays ${row}`;
  const isOpen = intake === 'open' && row === 'none' && process !== 'none';
  return isOpen ? 'never decided' : null;
}

/** I22. */
function noMoneyKeptWithoutTicket({ intents, ticket, confirmedBy }: ModelBooking): string | null {
  const kept = intents.findIndex(
    ({ provider }, at) => provider === 'captured' && !(ticket && confirmedBy === at + 1),
  );
  return kept < 0 ? null : `the money of intent ${kept} is kept without a ticket`;
}

/** I28. */
function everyAuthorisationEnds({ intents }: ModelBooking): string | null {
  const open = intents.findIndex(({ provider }) => provider === 'authorised');
  return open < 0 ? null : `the money of intent ${open} stays reserved`;
}

/** Money of the right amount, taken in while the booking could use it and never refused, buys the ticket. */
function paidInTimeIsTicketed({ bookings, excused }: ModelState): string | null {
  if (excused) return null;
  const failed = bookings.findIndex(
    ({ ticket, intents }) =>
      !ticket && intents.some(({ inTime, captureRefused }) => inTime && !captureRefused),
  );
  return failed < 0 ? null : `booking ${failed + 1} was paid in time and has no ticket`;
}

/** I6: at rest exactly the tickets hold seats. */
function noSeatLeaks({ bookings, sold }: ModelState): string | null {
  const tickets = bookings.filter(({ row }) => row === 'ticketed').length;
  const taken = sold.filter(Boolean).length;
  return taken > tickets ? `${taken} seats taken, ${tickets} ticketed` : null;
}

function accountIsFreed({ account, intake }: ModelBooking): string | null {
  return account || intake === 'open' ? 'its account stays busy' : null;
}

function claimsAreRight({ claim, row }: ModelBooking): string | null {
  if (claim === (row === 'ticketed')) return null;
  return claim ? 'a claim without a ticket' : 'a ticket without a claim';
}
