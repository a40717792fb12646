import { bookingStateOf } from '@interlock/domain/bookings/booking-states';
import {
  readBookings,
  readBusyAccounts,
  readClaims,
  readIntakes,
  readTickets,
  type BookingFacts,
  type IntakeFacts,
  type TicketFacts,
} from './central-rows.ts';
import type { Breach, VerifyContext, WideCheck } from './invariant.ts';

/** Central's memory against the shards' bookings. */
export const intakeChecks: readonly WideCheck[] = [
  {
    number: 'I13',
    says: 'one intake per caller and key, which names the very booking it led to',
    spans: 'two-systems',
    find: intakesMatchBookings,
  },
  {
    number: 'I14',
    says: 'one live ticket per document, train and date, none overlapping; one unpaid booking per account; claims exactly for live bookings',
    spans: 'two-systems',
    find: documentsAndAccounts,
  },
];

async function intakesMatchBookings(context: VerifyContext): Promise<Breach[]> {
  const bookings = await readBookings(context);
  const intakes = await readIntakes(context);
  const known = new Set(intakes.map(({ bookingId }) => bookingId));
  const keys = intakes.map(({ caller, key }) => JSON.stringify([caller, key]));
  return [
    ...repeated(keys).map((key) => ({ id: `key ${key}`, why: 'more than one intake' })),
    ...repeated(intakes.map(({ bookingId }) => String(bookingId))).map((id) => ({
      id: `booking ${id}`,
      why: 'more than one intake led to it',
    })),
    ...[...bookings.values()]
      .filter(({ id }) => !known.has(id))
      .map(({ reference }) => ({ id: reference, why: 'a booking that was never taken in' })),
    ...intakes.flatMap((intake) => mismatch(intake, bookings.get(intake.bookingId))),
  ];
}

function mismatch(intake: IntakeFacts, booking: BookingFacts | undefined): Breach[] {
  const breach = (why: string): Breach[] => [{ id: intake.reference, why }];
  if (booking === undefined) {
    return intake.isClosed ? breach(`closed as ${intake.outcome}, but there is no booking`) : [];
  }
  const isSame =
    booking.bureau === intake.bureau &&
    (booking.isTombstone || booking.reference === intake.reference) &&
    (booking.isTombstone || booking.accountId === intake.accountId) &&
    (booking.isTombstone || booking.requestHash === intake.requestHash);
  if (!isSame) return breach('its booking has another reference, account, bureau or request');
  const isTicketed = booking.state === 3;
  const state = bookingStateOf(booking.state);
  if (intake.isClosed && (intake.outcome === 'ticketed') !== isTicketed) {
    return breach(`closed as ${intake.outcome}, but the booking is ${state}`);
  }
  return intake.isClosed && !isTicketed && booking.state !== 4
    ? breach(`closed as ${intake.outcome}, but the booking is ${state}`)
    : [];
}

async function documentsAndAccounts(context: VerifyContext): Promise<Breach[]> {
  const tickets = await readTickets(context);
  const bookings = await readBookings(context);
  const unpaid = [...bookings.values()].filter(({ state }) => state === 1 || state === 2);
  return [
    ...ticketsTwice(tickets),
    ...repeated(unpaid.map(({ accountId }) => accountId)).map((account) => ({
      id: `account ${account}`,
      why: 'more than one unpaid booking',
    })),
    ...(await claimBreaches(context, bookings)),
  ];
}

function ticketsTwice(tickets: TicketFacts[]): Breach[] {
  const byDocument = new Map<string, TicketFacts[]>();
  for (const ticket of tickets) {
    byDocument.set(ticket.documentHash, [...(byDocument.get(ticket.documentHash) ?? []), ticket]);
  }
  return [...byDocument.values()].flatMap((own) => {
    const sorted = own.toSorted((a, b) => a.departsAt.getTime() - b.departsAt.getTime());
    return sorted.flatMap((ticket, at) => {
      const other = sorted.slice(at + 1).find((later) => collide(ticket, later));
      return other === undefined
        ? []
        : [
            {
              id: `ticket ${ticket.id}`,
              why: `same document as ticket ${other.id} at the same time`,
            },
          ];
    });
  });
}

function collide(first: TicketFacts, second: TicketFacts): boolean {
  const isSameRun = first.trainId === second.trainId && first.serviceDate === second.serviceDate;
  return isSameRun || second.departsAt < first.arrivesAt;
}

async function claimBreaches(
  context: VerifyContext,
  bookings: Map<bigint, BookingFacts>,
): Promise<Breach[]> {
  const [claims, intakes, busy] = await Promise.all([
    readClaims(context),
    readIntakes(context),
    readBusyAccounts(context),
  ]);
  const deciding = new Set(intakes.filter((i) => !i.isClosed).map(({ bookingId }) => bookingId));
  const held = new Set(claims.map(({ documentHash, bookingId }) => `${bookingId}:${documentHash}`));
  const isLive = (id: bigint) => (bookings.get(id)?.state ?? 4) < 4;
  return [
    ...claims
      .filter(({ bookingId }) => !isLive(bookingId) && !deciding.has(bookingId))
      .map((claim) => ({
        id: `claim ${claim.documentHash.slice(0, 12)} on ${claim.trainId} of ${claim.serviceDate}`,
        why: 'left behind by a booking that is over',
      })),
    ...[...bookings.values()]
      .filter(
        ({ id, documents }) => isLive(id) && documents.some((hash) => !held.has(`${id}:${hash}`)),
      )
      .map(({ reference }) => ({ id: reference, why: 'live without the claim of each document' })),
    ...busy
      .filter(({ bookingId }) => !deciding.has(bookingId))
      .map(({ accountId }) => ({
        id: `account ${accountId}`,
        why: 'still marked as having an unpaid booking',
      })),
  ];
}

function repeated(values: string[]): string[] {
  const seen = new Set<string>();
  return [...new Set(values.filter((value) => seen.size === seen.add(value).size))];
}
