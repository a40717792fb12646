import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { programWith, type Booking, type Offer } from '../smoke/program.ts';
import { residentId } from '../smoke/travellers.ts';
import { waitFor } from '../smoke/waiting.ts';

/** Everything runs on one machine that others use too. */
export const soonMs = 40_000;

export interface Answer {
  readonly status: number;
  readonly contentType: string | null;
  /** Seconds, of an answer that says when to ask again. */
  readonly retryAfter: number | null;
  /** Of a refusal. */
  readonly code: string | undefined;
  readonly title: string | undefined;
  readonly booking: Booking;
}

export interface HoldWish {
  readonly offer: Offer;
  readonly seatClass: string;
  /** Absent: one traveller never seen before. */
  readonly travellerIds?: readonly string[];
  /** Absent: a new one. */
  readonly key?: string;
  readonly contact?: string;
  /** Exactly these; absent: any. */
  readonly seats?: readonly object[];
  readonly phone?: string;
}

/** One account that buys over HTTP, and sees refusals as answers. */
export interface Buyer {
  /** A traveller whose document nobody else has, unless it is named. */
  traveller(document?: string, name?: string): Promise<string>;
  askHold(wish: HoldWish): Promise<Answer>;
  /** As askHold; anything but a hold fails the test. */
  hold(wish: HoldWish): Promise<Booking>;
  /** Asks again with the same key while the answer is 503 or the connection breaks. */
  holdAtLast(wish: HoldWish & { key: string; travellerIds: readonly string[] }): Promise<Answer>;
  cancel(reference: string): Promise<Answer>;
  payPage(reference: string): Promise<string>;
  /** Asks where to pay, and sees a refusal as an answer. */
  askPayPage(reference: string): Promise<Answer>;
  read(reference: string): Promise<Booking>;
  /** Waits until the booking is as wished; a part that is away meanwhile is asked again. */
  until(reference: string, what: string, is: (booking: Booking) => boolean): Promise<Booking>;
}

const askMs = 20_000;
let documents = 0;

/** A document never used before in this file. */
export function newDocument(): string {
  documents += 1;
  return residentId(documents);
}

/** Fits a booking whose seats are free again. */
export const isOver = ({ state }: Booking): boolean => state === 'released';
export const isTicketed = ({ state }: Booking): boolean => state === 'ticketed';

/** Where its passengers sit. */
export function seatsOf({ passengers }: Booking): string[] {
  return passengers.map(({ coach, row, letter }) => `${coach}/${row}${letter}`);
}

export function buyerWith(at: { apiUrl: string; token: string }): Buyer {
  const program = programWith(at);

  async function traveller(document = newDocument(), name = '王小明'): Promise<string> {
    return program.addTraveller({ name, document });
  }

  async function askHold(wish: HoldWish): Promise<Answer> {
    const { key = randomUUID(), travellerIds = [await traveller()] } = wish;
    const body = bodyOf(wish, travellerIds);
    return ask(at, { method: 'POST', path: '/bookings', key, body });
  }

  return {
    traveller,
    askHold,
    async hold(wish) {
      const answer = await askHold(wish);
      expect(answer).toMatchObject({ status: 201, booking: { state: 'held' } });
      return answer.booking;
    },
    async holdAtLast(wish) {
      const answer = await waitFor({
        what: 'an answer to the hold',
        withinMs: soonMs,
        ask: () => orNull(askHold(wish)),
        until: (given) => given !== null && given.status !== 503,
      });
      if (answer === null) throw new Error('the hold was never answered');
      return answer;
    },
    cancel: (reference) => ask(at, { method: 'DELETE', path: `/bookings/${reference}` }),
    payPage: (reference) => program.payPage(reference),
    askPayPage: (reference) => ask(at, { method: 'POST', path: `/bookings/${reference}/payment` }),
    read: (reference) => program.read(reference),
    async until(reference, what, is) {
      const answer = await waitFor({
        what: `${reference} ${what}`,
        withinMs: soonMs,
        ask: () => orNull(ask(at, { method: 'GET', path: `/bookings/${reference}` })),
        until: (found) => found?.status === 200 && is(found.booking),
      });
      if (answer === null) throw new Error(`${reference} cannot be read`);
      return answer.booking;
    },
  };
}

function bodyOf(wish: HoldWish, travellerIds: readonly string[]): object {
  const { offer, seatClass, contact = 'buyer@example.com', phone, seats } = wish;
  return {
    runId: offer.runId,
    from: offer.from.position,
    to: offer.to.position,
    class: seatClass,
    passengers: travellerIds.map((travellerId) => ({ travellerId, type: 'adult' })),
    language: 'en',
    ...(seats === undefined ? {} : { seats }),
    contact: { email: contact, ...(phone === undefined ? {} : { phone }) },
  };
}

async function ask(
  { apiUrl, token }: { apiUrl: string; token: string },
  request: { method: string; path: string; key?: string; body?: object },
): Promise<Answer> {
  const { method, path, key, body } = request;
  const response = await fetch(new URL(path, apiUrl), {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(key === undefined ? {} : { 'idempotency-key': key }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(askMs),
  });
  const answer = (await response.json()) as Booking & { code?: string; title?: string };
  const retryAfter = response.headers.get('retry-after');
  return {
    status: response.status,
    contentType: response.headers.get('content-type'),
    retryAfter: retryAfter === null ? null : Number(retryAfter),
    code: answer.code,
    title: answer.title,
    booking: answer,
  };
}

/** Null when nobody answers: the process is dead, or not there yet. */
async function orNull<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof TypeError || error instanceof DOMException) return null;
    throw error;
  }
}
