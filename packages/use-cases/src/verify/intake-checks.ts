import type { Breach } from '@interlock/db/verify/shard-check';
import { bookingStateOf } from '@interlock/domain/bookings/booking-states';
import {
  bookingPages,
  documentRanges,
  readBookings,
  readClaims,
  readIdleAccounts,
  readIntakes,
  readIntakesTwice,
  readTickets,
  readUnboundAccounts,
  readUnpaidAccounts,
  type BookingFacts,
  type IdRange,
  type IntakeFacts,
  type TicketFacts,
} from './central-rows.ts';
import type { VerifyContext, WideCheck } from './invariant.ts';

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
    says: 'one live ticket per document, train and date, none overlapping; one unpaid booking per account of a passenger; claims exactly for live bookings',
    spans: 'two-systems',
    find: documentsAndAccounts,
  },
];

async function intakesMatchBookings(context: VerifyContext): Promise<Breach[]> {
  const twice = await readIntakesTwice(context);
  const found: Breach[] = twice.map(({ key, bookingId }) =>
    key === null
      ? { id: `booking ${bookingId}`, why: 'more than one intake led to it' }
      : { id: `key ${key}`, why: 'more than one intake' },
  );
  for await (const range of bookingPages(context)) {
    const bookings = await readBookings(context, range);
    const intakes = await readIntakes(context, range);
    const known = new Set(intakes.map(({ bookingId }) => bookingId));
    for (const { id, reference } of bookings.values()) {
      if (!known.has(id)) found.push({ id: reference, why: 'a booking that was never taken in' });
    }
    found.push(...intakes.flatMap((intake) => mismatch(intake, bookings.get(intake.bookingId))));
  }
  return found;
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
  const found: Breach[] = [];
  for (const range of await documentRanges(context)) {
    found.push(...ticketsTwice(await readTickets(context, range)));
  }
  const unbound = await readUnboundAccounts(context);
  const unpaid = (await readUnpaidAccounts(context)).filter((account) => !unbound.has(account));
  found.push(
    ...repeated(unpaid).map((account) => ({
      id: `account ${account}`,
      why: 'more than one unpaid booking',
    })),
  );
  for await (const range of bookingPages(context)) {
    found.push(...(await claimBreaches(context, range)));
  }
  const idle = await readIdleAccounts(context);
  return [
    ...found,
    ...idle.map((account) => ({
      id: `account ${account}`,
      why: 'still marked as having an unpaid booking',
    })),
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

/** The claims of one range of bookings, both ways: none left behind, none missing. */
async function claimBreaches(context: VerifyContext, range: IdRange): Promise<Breach[]> {
  // In this order: a claim is there before its booking.
  const bookings = await readBookings(context, range);
  const claims = await readClaims(context, range);
  const held = new Set(claims.map(({ documentHash, bookingId }) => `${bookingId}:${documentHash}`));
  const isLive = (id: bigint) => (bookings.get(id)?.state ?? 4) < 4;
  const leftBehind = claims.filter(
    ({ bookingId, isDeciding }) => !isLive(bookingId) && !isDeciding,
  );
  const without = [...bookings.values()].filter(
    ({ id, documents }) => isLive(id) && documents.some((hash) => !held.has(`${id}:${hash}`)),
  );
  return [
    ...leftBehind.map((claim) => ({
      id: `claim ${claim.documentHash.slice(0, 12)} on ${claim.trainId} of ${claim.serviceDate}`,
      why: 'left behind by a booking that is over',
    })),
    ...without.map(({ reference }) => ({
      id: reference,
      why: 'live without the claim of each document',
    })),
  ];
}

function repeated(values: string[]): string[] {
  const seen = new Set<string>();
  return [...new Set(values.filter((value) => seen.size === seen.add(value).size))];
}
