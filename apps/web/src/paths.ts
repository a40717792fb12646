import type { SeatClass } from '@interlock/domain/classes';
import type { Locale } from '@interlock/i18n/locales';

/** Where a search stands: what the results page needs to answer it again. */
export interface SearchQuery {
  from?: string;
  to?: string;
  date?: string;
  sort?: string;
  type?: string[];
  time?: string[];
  class?: string[];
  board?: string[];
  leave?: string[];
  bookable?: string;
  /** How many travel; absent: one. */
  n?: string;
  /** The day of the way back, or, on the way back, that of the way out. */
  back?: string;
  out?: string;
  /** Journeys with a change are wanted, too. */
  change?: string;
}

/** A way on one run between two of its stops, and who travels as far as that is known. */
export interface TripQuery {
  runId: number;
  from: number;
  to: number;
  /** `<traveller id>.<ticket type>`, in order. */
  passengers?: string[];
  /** Of a journey with a change: the ride to book once this one is paid, `<run>.<from>.<to>`. */
  onward?: string;
  /** How many the search was for; absent: one. */
  n?: number;
}

/** One ride on one run in one class, and what has been chosen for it so far. */
export interface RideQuery extends TripQuery {
  seatClass: SeatClass;
  letters?: string[];
  /** Codes of particular seats, one per passenger in their order. */
  places?: string[];
  /** Says that nobody was chosen. */
  isMissing?: true;
}

/** Every address of the site. Nothing else builds one. */
export function pathsIn(locale: Locale) {
  const base = `/${locale}`;
  return {
    home: (query: SearchQuery = {}) => base + queryOf({ ...query }),
    results: (query: SearchQuery) =>
      `${base}/trains${queryOf({ ...query, n: query.n === '1' ? undefined : query.n })}`,
    train: (trip: TripQuery & { fares?: SeatClass }) =>
      `${base}/trains/${trip.runId}${queryOf({ ...stopsOf(trip), ...partyOf(trip), fares: trip.fares })}`,
    passengers: (ride: RideQuery) => `${base}/book/${ride.runId}${rideOf(ride)}`,
    review: (ride: RideQuery) => `${base}/book/${ride.runId}/review${rideOf(ride)}`,
    seats: (ride: RideQuery & { view?: 'list' | undefined }) =>
      `${base}/book/${ride.runId}/seats${rideOf(ride, ride.view)}`,
    booking: (reference: string) => `${base}/bookings/${reference}`,
    paid: (reference: string) => `${base}/bookings/${reference}/paid`,
    ticket: (reference: string, passenger: number) =>
      `${base}/bookings/${reference}/tickets/${passenger}`,
    ticketsPdf: (reference: string) => `${base}/bookings/${reference}/tickets.pdf`,
    calendar: (reference: string) => `${base}/bookings/${reference}/journey.ics`,
    trips: (tab?: 'to-pay' | 'coming' | 'past') => `${base}/trips${queryOf({ tab })}`,
    signIn: (next?: string) => `${base}/sign-in${queryOf({ next })}`,
    signInCode: (next?: string) => `${base}/sign-in/code${queryOf({ next })}`,
    forgotten: (next?: string) => `${base}/sign-in/forgotten${queryOf({ next })}`,
    signUp: (next?: string) => `${base}/sign-up${queryOf({ next })}`,
    lookUp: () => `${base}/find-booking`,
    lookUpResult: () => `${base}/find-booking/result`,
    lookUpPdf: () => `${base}/find-booking/result/tickets.pdf`,
    lookUpCalendar: () => `${base}/find-booking/result/journey.ics`,
    offline: () => `${base}/offline`,
    account: (done?: AccountDeed) => `${base}/account${queryOf({ done })}`,
    accountDeleted: () => `${base}/account/deleted`,
    gate: () => `${base}/gate`,
    ticketKeys: () => `${base}/ticket-keys`,
    console: (query?: string) => `${base}/console${queryOf({ q: query })}`,
    consoleCase: (reference: string) => `${base}/console/bookings/${reference}`,
    problem: (status: number, back?: string) => `${base}/problem/${status}${queryOf({ back })}`,
  };
}

/** What has just been done on the account page, for it to say so. */
export const accountDeeds = ['password', 'passkey', 'passkey-removed', 'passkey-renamed'] as const;
export type AccountDeed = (typeof accountDeeds)[number];

export type Paths = ReturnType<typeof pathsIn>;

/** Addresses that answer programs of our own pages, the same in every language. */
export const dataPaths = {
  stations: (text: string) => `/data/stations${queryOf({ text })}`,
  bookingStatus: (reference: string) => `/data/bookings/${reference}`,
  seatPlan: (ride: Pick<RideQuery, 'runId' | 'from' | 'to' | 'seatClass'>) =>
    `/data/seats/${ride.runId}${queryOf({ from: ride.from, to: ride.to, class: ride.seatClass })}`,
  ticketKeys: () => '/data/ticket-keys',
  stationNames: () => '/data/station-names',
  checkTicket: () => '/data/check-ticket',
  accountExport: () => '/data/account-export',
  health: () => '/health',
};

/** The same page in another language. */
export function inLanguage(path: string, locale: Locale): string {
  return path.replace(/^\/[a-z]{2}(?=\/|$|\?)/, `/${locale}`);
}

/** A path of this site to go back to, or null: never another host, never outside the pages. */
export function safeNext(text: string | null | undefined): string | null {
  return text && /^\/(zh|en)(\/[^/\\]|\?|$)/.test(text) && !text.includes('\\') ? text : null;
}

function rideOf(ride: RideQuery, view?: 'list'): string {
  return queryOf({
    ...stopsOf(ride),
    class: ride.seatClass,
    ...partyOf(ride),
    seat: ride.letters,
    at: ride.places,
    view,
    missing: ride.isMissing ? 1 : undefined,
  });
}

function stopsOf({ from, to }: TripQuery) {
  return { from, to };
}

function partyOf({ passengers, onward, n }: TripQuery) {
  return { with: passengers, onward, n: n === 1 ? undefined : n };
}

function queryOf(values: Record<string, string | number | string[] | undefined>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== '') query.append(name, String(one));
    }
  }
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}
