import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { Booking } from '../smoke/program.ts';
import { waitFor } from '../smoke/waiting.ts';
import { isTicketed, seatsOf, soonMs, type Buyer, type HoldWish } from './buyer.ts';
import type { FaultCopy, Shard } from './fault-copy.ts';

/** A hold with the page on which it can be paid. */
export interface Held {
  readonly shard: Shard;
  readonly buyer: Buyer;
  readonly booking: Booking;
  readonly page: string;
}

type Wish = Pick<HoldWish, 'contact' | 'phone'> & { shard: Shard; seatClass?: string };

/** Asks again with the same key where the machine is too busy to hold in time. */
export async function holdWithPage(copy: FaultCopy, wish: Wish): Promise<Held> {
  const { shard, seatClass = 'second', ...contact } = wish;
  const buyer = copy.buyer();
  const offer = await copy.offer(shard);
  const travellerIds = [await buyer.traveller()];
  const asked = { offer, seatClass, travellerIds, key: randomUUID(), ...contact };
  const { status, booking } = await buyer.holdAtLast(asked);
  expect(status).toBe(201);
  return { shard, buyer, booking, page: await buyer.payPage(booking.reference) };
}

/** Its ticket is there, for the seats that were held and one capture of the price. */
export async function expectTicket(copy: FaultCopy, held: Held): Promise<void> {
  const { buyer, booking, page } = held;
  const ticketed = await buyer.until(booking.reference, 'is ticketed', isTicketed);
  expect(seatsOf(ticketed)).toEqual(seatsOf(booking));
  const books = { receivedFen: booking.priceFen, refundedFen: 0 };
  expect(await copy.bank.books(page)).toMatchObject(books);
}

/** Waits until a query on a shard says yes. */
export async function untilRow(
  copy: FaultCopy,
  wait: { shard: Shard; what: string; sql: string },
): Promise<void> {
  await waitFor({
    what: wait.what,
    withinMs: soonMs,
    ask: () => copy.rows(wait.shard, wait.sql),
    until: (rows) => rows.length > 0,
  });
}

/** Waits until the booking's shard knows of its money. */
export function untilMoney(copy: FaultCopy, held: Held, state: string): Promise<void> {
  const { shard, booking } = held;
  const sql = `SELECT 1 FROM payment p JOIN booking b ON b.id = p.booking_id
    WHERE ${ofBooking(booking)} AND p.state = '${state}'`;
  return untilRow(copy, { shard, what: `${booking.reference} has money ${state}`, sql });
}

/** For queries in which the booking is `b`. */
export const ofBooking = ({ reference }: Booking): string => `b.reference = '${reference}'`;
