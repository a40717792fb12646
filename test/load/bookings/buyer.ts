import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Buyer } from './bench-buyers.ts';
import type { Journey } from './bench-railway.ts';
import type { Call, Calls, Reply } from './http-calls.ts';

/** Where a buyer's program asks, and what it has seen so far. */
export interface Shop {
  readonly calls: Calls;
  readonly apiUrl: string;
  /** Answers that were neither the wished one nor final, by status and code. */
  readonly refused: Map<string, number>;
  /** Of every booking that was held. */
  readonly references: string[];
}

/** Milliseconds that each part of the way took, as the buyer saw it. */
export interface BookingTimes {
  holdMs: number;
  payMs: number;
  ticketMs: number;
}

export interface Offer {
  readonly runId: number;
  readonly from: { readonly position: number };
  readonly to: { readonly position: number };
}

const emptyHanded = new Set([404, 409, 422]);
const waitWithoutAdviceMs = 1000;
/** As the site's page does after a payment: again and again, slower each time. */
const firstLookMs = 500;
const slowerBy = 1.2;

/** Searches, holds two seats, pays on the hosted page and waits for the tickets. Null when the hold was refused for good. */
export async function buy(
  shop: Shop,
  buyer: Buyer,
  journey: Journey,
): Promise<BookingTimes | null> {
  const offer = await search(shop, journey);
  const began = performance.now();
  const reference = await hold(shop, buyer, offer);
  if (reference === null) return null;
  const held = performance.now();
  await pay(shop, buyer, reference);
  const paid = performance.now();
  await untilTicketed(shop, buyer, reference);
  const ticketed = performance.now();
  return { holdMs: held - began, payMs: paid - held, ticketMs: ticketed - paid };
}

/** The offer of the journey's run. */
export async function search(shop: Shop, journey: Journey): Promise<Offer> {
  const { from, to, date, runId } = journey;
  const url = `${shop.apiUrl}/availability?${new URLSearchParams({ from, to, date })}`;
  for (;;) {
    const reply = await asked(shop, { method: 'GET', url });
    const { trains } = JSON.parse(reply.text) as { trains: Offer[] };
    const offer = trains.find((train) => train.runId === runId);
    if (offer !== undefined) return offer;
    count(shop, 'not offered yet');
    await pause(waitWithoutAdviceMs);
  }
}

/** The reference of a booking with two seats; asks again with the same key while the answer is "later". Null: refused. */
export async function hold(shop: Shop, buyer: Buyer, offer: Offer): Promise<string | null> {
  const reply = await asked(shop, holdCall(shop, buyer, offer));
  if (reply.status !== 201) return null;
  const { reference } = JSON.parse(reply.text) as { reference: string };
  shop.references.push(reference);
  return reference;
}

/** The request that holds two seats, with a key of its own. */
export function holdCall(shop: Shop, buyer: Buyer, offer: Offer): Call {
  return {
    method: 'POST',
    url: `${shop.apiUrl}/bookings`,
    headers: {
      ...headersOf(buyer),
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
    },
    body: JSON.stringify({
      runId: offer.runId,
      from: offer.from.position,
      to: offer.to.position,
      class: 'second',
      passengers: buyer.travellerIds.map((travellerId) => ({ travellerId, type: 'adult' })),
      language: 'en',
      contact: { email: `${buyer.travellerIds[0]}@example.com` },
    }),
  };
}

/** Opens the hosted page and presses pay. */
export async function pay(shop: Shop, buyer: Buyer, reference: string): Promise<void> {
  const reply = await asked(shop, {
    method: 'POST',
    url: `${shop.apiUrl}/bookings/${reference}/payment`,
    headers: headersOf(buyer),
  });
  if (reply.status !== 200) throw new Error(`no page to pay at: ${reply.status} ${reply.text}`);
  const { url } = JSON.parse(reply.text) as { url: string };
  const pressed = await asked(shop, {
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'action=pay&card=accepted',
  });
  if (pressed.status !== 303) throw new Error(`the hosted page answered ${pressed.status}`);
}

async function untilTicketed(shop: Shop, buyer: Buyer, reference: string): Promise<void> {
  const url = `${shop.apiUrl}/bookings/${reference}`;
  for (let waitMs = firstLookMs; ; waitMs *= slowerBy) {
    await pause(waitMs);
    const reply = await asked(shop, { method: 'GET', url, headers: headersOf(buyer) });
    const booking = JSON.parse(reply.text) as { phase: string; money: string };
    if (booking.phase === 'ticketed') return;
    if (booking.phase !== 'held' && booking.phase !== 'paying' && booking.phase !== 'confirming')
      throw new Error(`a paid booking is ${booking.phase}, its money ${booking.money}`);
  }
}

/** A final answer: "later" is asked again when it says so, a cut connection after a second. */
async function asked(shop: Shop, call: Call): Promise<Reply> {
  for (;;) {
    const reply = await replyOrNull(shop, call);
    if (reply !== null && (reply.status < 400 || emptyHanded.has(reply.status))) {
      if (reply.status >= 400) count(shop, nameOf(reply));
      return reply;
    }
    if (reply !== null) {
      count(shop, nameOf(reply));
      const isLater = reply.status === 503 || reply.status === 429;
      if (!isLater) throw new Error(`${call.method} ${call.url}: ${reply.status} ${reply.text}`);
    }
    await pause((reply?.retryAfter ?? 0) * 1000 || waitWithoutAdviceMs);
  }
}

async function replyOrNull(shop: Shop, call: Call): Promise<Reply | null> {
  try {
    return await shop.calls.ask(call);
  } catch (error) {
    count(
      shop,
      `no answer: ${error instanceof Error && 'code' in error ? String(error.code) : String(error)}`,
    );
    return null;
  }
}

function nameOf({ status, text }: Reply): string {
  const code = /"code":"([a-z-]+)"/.exec(text)?.[1] ?? '';
  return `${status} ${code}`.trim();
}

function headersOf({ token }: Buyer): Record<string, string> {
  return { authorization: `Bearer ${token}` };
}

function count(shop: Shop, what: string): void {
  shop.refused.set(what, (shop.refused.get(what) ?? 0) + 1);
}
