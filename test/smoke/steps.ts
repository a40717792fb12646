import type { PrivateCopy } from './private-copy.ts';
import type { Booking, Offer, Program } from './program.ts';
import { residentId } from './travellers.ts';
import { waitFor } from './waiting.ts';

const answersWithinMs = 10_000;

export interface Trip {
  readonly from: string;
  readonly to: string;
  readonly date: string;
}

let documents = 0;

/** The date in the railway's zone, that many days from now. */
export function dateAhead(days: number): string {
  const zoned = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' });
  return zoned.format(Date.now() + days * 86_400_000);
}

/** The offer of one train on the trip, once the API knows it. */
export async function offerOf(program: Program, trip: Trip, number: string): Promise<Offer> {
  const offers = await waitFor({
    what: `${number} on sale`,
    withinMs: answersWithinMs,
    ask: () => program.search(trip),
    until: (trains) => trains.some((train) => train.number === number),
  });
  const offer = offers.find((train) => train.number === number);
  if (offer === undefined) throw new Error(`${number} is not offered`);
  return offer;
}

/** Free seats of a class, as the search says now. */
export async function freeSeats(
  program: Program,
  of: { trip: Trip; number: string; seatClass: string },
): Promise<number> {
  const offer = await offerOf(program, of.trip, of.number);
  const found = offer.classes.find((one) => one.seatClass === of.seatClass)?.availability;
  if (found?.count === undefined)
    throw new Error(`no count of ${of.seatClass}: ${JSON.stringify(found)}`);
  return found.count;
}

/** Adds two travellers never seen before and holds two seats for them. */
export async function holdTwo(
  program: Program,
  wish: { offer: Offer; seatClass: string; contact?: string },
): Promise<Booking> {
  const travellerIds: string[] = [];
  for (const name of ['王小明', '李小红']) {
    documents += 1;
    travellerIds.push(await program.addTraveller({ name, document: residentId(documents) }));
  }
  const { offer, seatClass, contact = 'smoke@example.com' } = wish;
  const booking = await program.hold({ offer, seatClass, travellerIds, contact });
  check('two seats are held', booking.state === 'held' && booking.passengers.length === 2, booking);
  return booking;
}

/** Waits until the booking is as wished. */
export function untilBooking(
  program: Program,
  wish: { reference: string; what: string; withinMs?: number; is: (booking: Booking) => boolean },
): Promise<Booking> {
  return waitFor({
    what: wish.what,
    withinMs: wish.withinMs ?? answersWithinMs,
    ask: () => program.read(wish.reference),
    until: wish.is,
  });
}

/** Pays on the hosted page and waits for two tickets. */
export async function payUntilTicketed(
  { bank }: Pick<PrivateCopy, 'bank'>,
  program: Program,
  { reference }: Booking,
): Promise<Booking> {
  const page = await program.payPage(reference);
  await bank.pay(page);
  const ticketed = await untilBooking(program, {
    reference,
    what: 'ticketed after payment',
    is: (booking) => booking.phase === 'ticketed',
  });
  const tickets = ticketed.passengers.filter(
    ({ ticketId, qr }) => ticketId !== null && qr !== null,
  );
  check('two tickets with codes', tickets.length === 2, ticketed);
  const books = await bank.books(page);
  check(
    'the price was taken, once',
    books.receivedFen === ticketed.priceFen && books.refundedFen === 0,
    books,
  );
  return ticketed;
}

/** Throws unless it holds, with what was seen. */
export function check(what: string, holds: boolean, seen: unknown): void {
  if (!holds) throw new Error(`${what}: no; seen ${JSON.stringify(seen)}`);
}
