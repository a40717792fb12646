import { randomUUID } from 'node:crypto';
import {
  bookingNumber,
  type AccountId,
  type BookingId,
  type IntentId,
} from '@interlock/domain/ids';
import type { Actor } from '@interlock/domain/permissions';
import { isRefusal, type Refusal } from '@interlock/domain/refusals';
import type { ProviderMoney } from '@interlock/gateways/payments/payment-gateway';
import type { BookingView } from '../bookings/booking-view.ts';
import { holdSeats } from '../bookings/hold-seats.ts';
import { loadBooking } from '../bookings/load-booking.ts';
import { startPayment } from '../bookings/start-payment.ts';
import type { UseCaseContext } from '../context.ts';
import { receiveEvent } from '../payments/receive-event.ts';
import { readStanding } from '../process/standing.ts';
import type { WorkerContext } from '../process/worker-context.ts';
import { addTraveller } from '../travellers/add-traveller.ts';
import type { Database } from './test-copy.ts';
import { newKey, type TestPlatform } from './test-platform.ts';
import { residentId, testRun } from './test-railway.ts';

let documents = 0;

/** An account with travellers, and what it does on the platform. */
export interface TestBuyer {
  readonly actor: Actor & { readonly accountId: AccountId };
  /** Adds a traveller, with a document never used before unless one is given. */
  traveller(document?: string, name?: string): Promise<string>;
  /** Asks to hold; absent fields are those of a good request for one seat of train 1. */
  ask(change?: object): Promise<BookingView | Refusal>;
  /** As ask; throws when it is refused. */
  hold(change?: object): Promise<Held>;
}

export interface Held {
  readonly id: BookingId;
  readonly view: BookingView;
}

export function newBuyer(platform: TestPlatform): TestBuyer {
  const { context } = platform;
  const accountId = `account-${randomUUID()}` as AccountId;
  const actor = { kind: 'passenger', accountId } as const;

  async function traveller(document?: string, name = '王小明'): Promise<string> {
    documents += 1;
    const added = await addTraveller(context, actor, {
      name,
      documentType: 'resident-id',
      document: document ?? residentId(documents),
      kind: 'adult',
    });
    if (isRefusal(added)) throw new Error(`traveller: ${added.code}`);
    return added.id;
  }

  async function ask(change: object = {}): Promise<BookingView | Refusal> {
    const given = change as { travellers?: unknown };
    const travellers = given.travellers ?? [
      { travellerId: await traveller(), ticketType: 'adult' },
    ];
    const answer = await holdSeats(context, actor, {
      key: newKey(),
      runId: testRun(1),
      from: 0,
      to: 3,
      seatClass: 'second',
      letters: [],
      language: 'zh',
      contact: { email: 'buyer@example.com' },
      ...change,
      travellers,
    });
    return isRefusal(answer) ? answer : answer.booking;
  }

  async function hold(change: object = {}): Promise<Held> {
    const view = await ask(change);
    if (isRefusal(view)) throw new Error(`hold: ${view.code}`);
    const parts = await loadBooking(context, { reference: view.reference });
    if (parts === null) throw new Error('the held booking has no row');
    return { id: parts.booking.id, view };
  }

  return { actor, traveller, ask, hold };
}

/** Opens the payment page and pays on it; answers the intent as the provider knows it. */
export async function payOnPage(
  platform: TestPlatform,
  buyer: TestBuyer,
  held: Held,
): Promise<IntentId> {
  const page = await startPayment(platform.context, buyer.actor, held.view);
  if (isRefusal(page)) throw new Error(`page: ${page.code}`);
  await platform.onPage(page.url, 'pay');
  const sessionId = page.url.split('/').at(-1) ?? '';
  const money = await platform.context.payments.lookAtAttempt({ sessionId });
  if (money.intentId === null) throw new Error('nothing was paid');
  return money.intentId as IntentId;
}

/** As payOnPage, and the provider's news has arrived. */
export async function payAndTell(
  platform: TestPlatform,
  buyer: TestBuyer,
  held: Held,
): Promise<IntentId> {
  const intentId = await payOnPage(platform, buyer, held);
  const money = await platform.context.payments.lookAtIntent({ intentId });
  await tellNews(platform, held, { intentId, money });
  return intentId;
}

/** As payAndTell, but nobody was told: the news lies in the inbox, and has for a minute. */
export async function payUnheard(
  platform: TestPlatform,
  buyer: TestBuyer,
  held: Held,
): Promise<IntentId> {
  const { processes } = platform;
  const { state } = processes;
  processes.state = 'unavailable';
  const intentId = await payAndTell(platform, buyer, held);
  processes.state = state;
  await rowsOf(
    platform,
    held.id,
    `UPDATE inbox SET received_at = received_at - interval '1 min' WHERE booking_id = $1`,
  );
  return intentId;
}

/** A context whose durable processes answer one verb in another way. */
export function withProcesses(
  platform: TestPlatform,
  change: Partial<UseCaseContext['processes']>,
): WorkerContext {
  const processes = Object.assign(Object.create(platform.processes), change);
  return { ...platform.context, processes };
}

/** The provider's webhook about an intent arrives. */
export async function tellNews(
  platform: TestPlatform,
  held: Held,
  news: { intentId: IntentId; money: ProviderMoney },
): Promise<void> {
  await receiveEvent(platform.context, {
    kind: 'event',
    eventId: `evt_${randomUUID()}`,
    type: `payment_intent.${news.money.state}`,
    createdAt: platform.context.now(),
    ...news,
    bookingId: held.id,
  });
}

/** Moves a booking's clock: pay-by and expires-at become this many seconds from now. */
export async function setDeadline(
  platform: TestPlatform,
  id: BookingId,
  seconds: { payBy: number; expiresAt: number },
): Promise<void> {
  await platform.copy.sql(
    shardOf(platform, id),
    `UPDATE booking SET pay_by = clock_timestamp() + $2 * interval '1 second',
            expires_at = clock_timestamp() + $3 * interval '1 second' WHERE id = $1`,
    [bookingNumber(id).toString(), seconds.payBy, seconds.expiresAt],
  );
}

/** Rows of the booking's shard; `$1` is its number. */
export function rowsOf<Row extends object>(
  platform: TestPlatform,
  id: BookingId,
  sql: string,
): Promise<Row[]> {
  return platform.copy.sql<Row>(shardOf(platform, id), sql, [bookingNumber(id).toString()]);
}

/** `held`, `released expired` and so on, and the payments' states. */
export async function stateOf(
  platform: TestPlatform,
  id: BookingId,
): Promise<{ booking: string; payments: string[] }> {
  const found = await readStanding(platform.context, id);
  if (found === null) return { booking: 'no row', payments: [] };
  const { state, releaseReason } = found.booking;
  return {
    booking: releaseReason === null ? state : `${state} ${releaseReason}`,
    payments: found.payments.map((payment) =>
      payment.isRefused ? `${payment.state} refused` : payment.state,
    ),
  };
}

function shardOf(platform: TestPlatform, id: BookingId): Database {
  return platform.context.shards.shardOf(id) as string as Database;
}
