import type { PrivateCopy } from './private-copy.ts';
import type { Booking, Offer, Program } from './program.ts';
import {
  check,
  dateAhead,
  freeSeats,
  holdTwo,
  offerOf,
  payUntilTicketed,
  untilBooking,
  type Trip,
} from './steps.ts';
import { waitFor } from './waiting.ts';

export const holdWindowMs = 8_000;
/** Days from today on which the trains of this run are on sale. */
export const dayAhead = 2;
/** One train of each shard: G1 belongs to the south, G643 to the north. */
export const southTrain = 'G1';
export const northTrain = 'G643';

const moneyBackWithinMs = 15_000;
const trip: Trip = { from: 'VNP', to: 'AOH', date: dateAhead(dayAhead) };

/** Search, hold two seats, pay, ticketed, and told by mail. */
export async function buy(running: PrivateCopy, program: Program): Promise<object> {
  const offer = await offerOf(program, trip, southTrain);
  const contact = 'traveller@example.com';
  const held = await holdTwo(program, { offer, seatClass: 'second', contact });
  const { reference } = await payUntilTicketed(running, program, held);
  await waitFor({
    what: 'the ticket by mail',
    withinMs: moneyBackWithinMs,
    ask: () => running.mailTo(contact),
    until: (messages) => messages > 0,
  });
  return { reference };
}

interface Waiting {
  readonly booking: Booking;
  readonly page: string;
}

export interface Holds {
  readonly before: number;
  readonly idle: Booking;
  readonly late: Waiting;
  readonly unlucky: Waiting;
}

type Three = { idler: Program; latecomer: Program; unlucky: Program };

/** Three holds at once, so that one window is waited for and not three. */
export async function holdThree({ idler, latecomer, unlucky }: Three): Promise<Holds> {
  const north = await offerOf(idler, trip, northTrain);
  const south = await offerOf(idler, trip, southTrain);
  const seats = { trip, number: northTrain, seatClass: 'first' };
  const before = await freeSeats(idler, seats);
  const [idle, late, captured] = await Promise.all([
    holdTwo(idler, { offer: north, seatClass: 'first' }),
    holdAndOpenPage(latecomer, { offer: north, seatClass: 'second' }),
    holdAndOpenPage(unlucky, { offer: south, seatClass: 'second' }),
  ]);
  await waitFor({
    what: 'two seats fewer',
    withinMs: holdWindowMs,
    ask: () => freeSeats(idler, seats),
    until: (count) => count === before - 2,
  });
  return { before, idle, late, unlucky: captured };
}

async function holdAndOpenPage(
  program: Program,
  wish: { offer: Offer; seatClass: string },
): Promise<Waiting> {
  const booking = await holdTwo(program, wish);
  return { booking, page: await program.payPage(booking.reference) };
}

/** Nobody paid: the hold ends by itself and its seats are counted free again. */
export async function seatsComeBack(program: Program, { idle, before }: Holds): Promise<object> {
  const { reference } = idle;
  await untilBooking(program, {
    reference,
    what: 'expired',
    withinMs: holdWindowMs + moneyBackWithinMs,
    is: ({ state, phase }) => state === 'released' && phase === 'expired',
  });
  const free = await waitFor({
    what: 'two seats more',
    withinMs: moneyBackWithinMs,
    ask: () => freeSeats(program, { trip, number: northTrain, seatClass: 'first' }),
    until: (count) => count === before,
  });
  return { reference, free };
}

type Late = Waiting & { program: Program };

/** Authorised after the hold ended: the money is let go, nothing was taken. */
export async function paidTooLate({ bank }: PrivateCopy, late: Late): Promise<object> {
  await bank.misbehave({ kind: 'accept-late' });
  await payAfterRelease(bank, late);
  const books = await waitFor({
    what: 'the authorisation let go',
    withinMs: moneyBackWithinMs,
    ask: () => bank.books(late.page),
    until: ({ status }) => status === 'canceled',
  });
  check('nothing was taken', books.receivedFen === 0, books);
  return booksOf(late, books);
}

/** The bank takes the money although the hold has ended: all of it goes back. */
export async function capturedAnyway({ bank }: PrivateCopy, late: Late): Promise<object> {
  await bank.misbehave({ kind: 'accept-late' });
  await bank.misbehave({ kind: 'captures-anyway', operation: 'pay', count: 1 });
  await payAfterRelease(bank, late);
  const { priceFen } = late.booking;
  const books = await waitFor({
    what: 'all money back',
    withinMs: moneyBackWithinMs,
    ask: () => bank.books(late.page),
    until: ({ receivedFen, refundedFen }) => receivedFen === priceFen && refundedFen === priceFen,
  });
  return booksOf(late, books);
}

async function payAfterRelease(bank: PrivateCopy['bank'], late: Late): Promise<void> {
  const { program, page, booking } = late;
  await untilBooking(program, {
    reference: booking.reference,
    what: 'released before the payment',
    withinMs: holdWindowMs + moneyBackWithinMs,
    is: ({ state }) => state === 'released',
  });
  await bank.pay(page);
  await bank.behave();
  await untilBooking(program, {
    reference: booking.reference,
    what: 'the page says the money is back',
    withinMs: moneyBackWithinMs,
    is: ({ money }) => money === 'returned',
  });
}

/** The worker dies between hold and payment; a new one finishes the booking. */
export async function survivesDeadWorker(running: PrivateCopy, program: Program): Promise<object> {
  const offer = await offerOf(program, trip, northTrain);
  const held = await holdTwo(program, { offer, seatClass: 'second' });
  await running.network.kill('worker');
  await running.network.startProcess('worker');
  const { reference } = await payUntilTicketed(running, program, held);
  return { reference };
}

function booksOf(late: Late, books: { status: string }): object {
  return { reference: late.booking.reference, bank: books.status };
}

/** No invariant is broken after all of it. */
export async function leavesNoBreach({ verify }: Pick<PrivateCopy, 'verify'>): Promise<object> {
  const { checked, findings } = await verify();
  check('every invariant holds', findings.length === 0, findings);
  return { checked: checked.length, findings: findings.length };
}
