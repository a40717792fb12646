import { randomUUID } from 'node:crypto';
import { openCentral, openShards } from '@interlock/db/connections';
import { readIntake } from '@interlock/db/intake';
import { createSeatAllocator } from '@interlock/db/seat-allocator';
import { createShardMap, demoShardMapEntries } from '@interlock/db/shard-map';
import type { FaultPoint } from '@interlock/domain/fault-points';
import type { BookingId, ShardName } from '@interlock/domain/ids';
import { instant } from '@interlock/domain/time';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Booking } from '../smoke/program.ts';
import { waitFor } from '../smoke/waiting.ts';
import { isTicketed, soonMs, type Answer, type Buyer, type HoldWish } from './buyer.ts';
import { startFaultCopy, type FaultCopy } from './fault-copy.ts';

let copy: FaultCopy;

beforeAll(async () => {
  copy = await startFaultCopy({ shorten: 20, holdWindowMs: 60_000, atFaultPoints: 'kill' });
});
afterEach(async () => {
  await copy.standUp();
  await copy.expectCleanBooks();
});
afterAll(() => copy?.stop());

type RepeatableWish = HoldWish & { key: string; travellerIds: readonly string[] };

async function wishOf(buyer: Buyer, contact = 'buyer@example.com'): Promise<RepeatableWish> {
  const travellerIds = [await buyer.traveller()];
  const offer = await copy.offer('south');
  return { offer, seatClass: 'second', travellerIds, key: randomUUID(), contact };
}

/** The hold; it is refused only where the machine was too slow to decide in time, and then nothing of it is left. */
async function heldOrAnew(buyer: Buyer, answer: Answer): Promise<Booking> {
  expect([201, 409]).toContain(answer.status);
  const held = answer.status === 201 ? answer.booking : await buyer.hold(await wishOf(buyer));
  expect(held.state).toBe('held');
  return held;
}

/** Pays the hold; the ticket must come, from one capture of its price. */
async function buy(buyer: Buyer, held: Booking): Promise<void> {
  const page = await buyer.payPage(held.reference);
  await copy.bank.pay(page);
  await ticketedOnce(buyer, held, page);
}

async function ticketedOnce(buyer: Buyer, held: Booking, page: string): Promise<void> {
  const ticketed = await buyer.until(held.reference, 'is ticketed', isTicketed);
  expect(ticketed.passengers[0]?.ticketId).not.toBeNull();
  const books = { receivedFen: held.priceFen, refundedFen: 0 };
  expect(await copy.bank.books(page)).toMatchObject(books);
}

/** Bookings ever written for the account's key, tombstones included. */
async function bookingsOfKey(key: string): Promise<Record<string, unknown>[]> {
  return copy.rows('central', `SELECT booking_id FROM intake WHERE key = '${key}'`);
}

async function mailsTo(address: string): Promise<number> {
  const url = new URL(`/messages?to=${encodeURIComponent(address)}`, copy.network.mailUrl);
  const { messages } = (await (await fetch(url)).json()) as { messages: object[] };
  return messages.length;
}

function placeOf({ passengers }: Booking): object {
  const { coach, row, letter } = passengers[0] ?? {};
  return { coach, row, letter };
}

describe('SIGKILL at each fault point of the process that passes it', () => {
  test('after-intake of the api: the same key asked again goes on with the same booking, held or refused for good', async () => {
    const buyer = copy.buyer();
    const wish = await wishOf(buyer);
    const watch = copy.arm('after-intake');
    // The janitor must not be quicker than the restart.
    copy.network.signal('worker', 'SIGSTOP');
    await Promise.all([expect(buyer.askHold(wish)).rejects.toThrow(TypeError), watch.death('api')]);
    await copy.network.startProcess('api');
    copy.network.signal('worker', 'SIGCONT');
    const answer = await buyer.holdAtLast(wish);
    expect(await bookingsOfKey(wish.key)).toHaveLength(1);
    await buy(buyer, await heldOrAnew(buyer, answer));
  });

  test('after-inbox-commit of the api: the money finds its booking without the hint', async () => {
    const buyer = copy.buyer();
    const held = await buyer.hold(await wishOf(buyer));
    const page = await buyer.payPage(held.reference);
    const watch = copy.arm('after-inbox-commit');
    await copy.bank.pay(page);
    await watch.death('api');
    await copy.network.startProcess('api');
    await ticketedOnce(buyer, held, page);
  });

  test.for<FaultPoint>(['after-hold-commit', 'before-hold-answer'])(
    '%s of the worker: one booking, held or refused for good, and the account buys',
    async (point) => {
      const buyer = copy.buyer();
      const wish = await wishOf(buyer);
      const watch = copy.arm(point);
      const asked = buyer.holdAtLast(wish);
      await watch.death('worker');
      await copy.network.startProcess('worker');
      const answer = await asked;
      expect(await bookingsOfKey(wish.key)).toHaveLength(1);
      await buy(buyer, await heldOrAnew(buyer, answer));
    },
  );

  test.for<FaultPoint>([
    'after-confirm-commit',
    'after-capture',
    'after-issue-commit',
    'before-close-intake',
    'after-smtp-data',
  ])(
    '%s of the worker: ticketed, paid once, told at most once, and the account is free',
    async (point) => {
      const buyer = copy.buyer();
      const contact = `${point}@example.com`;
      const held = await buyer.hold(await wishOf(buyer, contact));
      const page = await buyer.payPage(held.reference);
      const watch = copy.arm(point);
      await copy.bank.pay(page);
      await watch.death('worker');
      await copy.network.startProcess('worker');
      await ticketedOnce(buyer, held, page);
      await copy.expectCleanBooks();
      // The mail goes side by side with closing the intake: the kill may have cut it off, and then it is not sent again.
      const allowed = point === 'before-close-intake' ? [0, 1] : [1];
      expect(allowed).toContain(await mailsTo(contact));
    },
  );

  test('after-release-commit of the worker: released once, and the seat sells again', async () => {
    const buyer = copy.buyer();
    const before = await copy.freeSeats('south', 'business');
    const wish = { ...(await wishOf(buyer)), seatClass: 'business' };
    const held = await buyer.hold(wish);
    const watch = copy.arm('after-release-commit');
    const cancelling = buyer.cancel(held.reference);
    await watch.death('worker');
    await copy.network.startProcess('worker');
    await cancelling;
    const released = await buyer.until(
      held.reference,
      'is released',
      ({ state }) => state === 'released',
    );
    expect(released.phase).toBe('cancelled');
    await waitFor({
      what: 'the seat is counted free again',
      withinMs: soonMs,
      ask: () => copy.freeSeats('south', 'business'),
      until: ({ count }) => count === before.count,
    });
    await copy.expectCleanBooks();
    const again = await buyer.hold({ ...(await wishOf(buyer)), seatClass: 'business' });
    expect(again.passengers[0]).toMatchObject(placeOf(held));
    await buy(buyer, again);
  });
});

test('late hold of a dead booking is refused (tombstone)', async () => {
  const buyer = copy.buyer();
  const wish = await wishOf(buyer);
  const watch = copy.arm('after-intake');
  await Promise.all([expect(buyer.askHold(wish)).rejects.toThrow(TypeError), watch.death('api')]);
  await waitFor({
    what: 'the janitor closes the intake',
    withinMs: soonMs,
    ask: () => copy.rows('central', `SELECT outcome FROM intake WHERE key = '${wish.key}'`),
    until: ([intake]) => intake?.['outcome'] === 'refused',
  });
  await copy.network.startProcess('api');
  const before = await copy.freeSeats('south', 'second');
  const [row] = await copy.rows(
    'central',
    `SELECT reference FROM intake WHERE key = '${wish.key}'`,
  );
  const id = await copy.idOf(String(row?.['reference']));

  expect(await lateHold(id)).toEqual({ kind: 'hold-lost' });
  expect(await buyer.holdAtLast(wish)).toMatchObject({ status: 409, code: 'hold-ended' });
  expect(await copy.freeSeats('south', 'second')).toEqual(before);
  await buy(buyer, await buyer.hold(await wishOf(buyer)));
});

/** The very request that the dead process would have sent, coming now. */
async function lateHold(bookingId: BookingId): Promise<object> {
  const { databases } = copy.network;
  const central = openCentral(databases.central.app);
  const shards = openShards(
    { north: databases.north.app, south: databases.south.app },
    createShardMap(demoShardMapEntries()),
  );
  const allocator = createSeatAllocator({
    shards,
    shard: 'south' as ShardName,
    now: () => instant(Date.now()),
    faultPoint: () => undefined,
  });
  try {
    const intake = await central.read((reader) => readIntake(reader, bookingId));
    if (intake === null) throw new Error(`no intake of ${bookingId}`);
    const { plan, reference, accountId, requestHash, contactSealed } = intake;
    return await allocator.hold({
      bookingId,
      reference,
      runId: plan.runId,
      seatClass: plan.seatClass,
      from: plan.from,
      to: plan.to,
      count: plan.passengers.length,
      letters: plan.letters,
      windowMs: plan.windowMs,
      graceMs: 1_000,
      booking: { ...plan, accountId, requestHash, contactSealed },
      giveUpAt: instant(Date.now() + soonMs),
    });
  } finally {
    await allocator.close();
    await Promise.all([shards.close(), central.close()]);
  }
}
