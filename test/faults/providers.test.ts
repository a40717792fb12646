import type { ProcessName } from '@interlock/dev-env/network-options';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Booking } from '../smoke/program.ts';
import { waitFor } from '../smoke/waiting.ts';
import { isOver, isTicketed, seatsOf, soonMs, type Answer } from './buyer.ts';
import { startFaultCopy, type FaultCopy } from './fault-copy.ts';
import { expectTicket, holdWithPage, ofBooking, untilRow, type Held } from './held-booking.ts';

const shorten = 60;
/** Asked for at pay_by while the provider is away: 5 minutes, shortened. */
const awayExtensionMs = (5 * 60_000) / shorten;
/** So long a cancellation waits for the booking's process before it looks at the row again. */
const processWaitMs = 8_000;

let copy: FaultCopy;

beforeAll(async () => {
  copy = await startFaultCopy({ shorten, holdWindowMs: 6_000, atFaultPoints: 'stop' });
});
afterEach(async () => {
  await copy.standUp();
  await copy.bank.behave();
  await copy.expectCleanBooks();
});
afterAll(() => copy?.stop());

/** SIGKILL: nobody is there. SIGSTOP: connections are taken and never answered. */
const waysToBeAway = ['SIGKILL', 'SIGSTOP'] as const;
type Away = (typeof waysToBeAway)[number];

async function takeAway(name: ProcessName, how: Away): Promise<void> {
  if (how === 'SIGKILL') await copy.network.kill(name);
  else copy.network.signal(name, 'SIGSTOP');
}

async function bringBack(name: ProcessName, how: Away): Promise<void> {
  if (how === 'SIGKILL') await copy.network.startProcess(name);
  else copy.network.signal(name, 'SIGCONT');
}

test('the payment provider is away: holds go on, an unpaid one gets its one extension, ends and is sold again; money that was reserved unheard is voided when the provider is back', async () => {
  const { network, bank } = copy;
  const before = await copy.freeSeats('south', 'business');
  const [idle, unheard] = [
    await holdWithPage(copy, { shard: 'south', seatClass: 'business' }),
    await holdWithPage(copy, { shard: 'north' }),
  ];
  await reserveUnheard(unheard);
  await expectTryAgain();

  for (const held of [idle, unheard]) await expectOneExtension(held);
  await waitFor({
    what: 'the seat is free again',
    withinMs: soonMs,
    ask: () => copy.freeSeats('south', 'business'),
    until: ({ count }) => count === before.count,
  });
  const next = copy.buyer();
  const again = await next.hold({ offer: await copy.offer('south'), seatClass: 'business' });
  expect(seatsOf(again)).toEqual(seatsOf(idle.booking));

  await network.startProcess('sandbox');
  await bank.pay(await next.payPage(again.reference));
  await next.until(again.reference, 'is ticketed', isTicketed);
  const isBack = ({ money }: Booking): boolean => money === 'returned';
  await unheard.buyer.until(unheard.booking.reference, 'has its money back', isBack);
  expect(await bank.books(unheard.page)).toMatchObject({ status: 'canceled', receivedFen: 0 });
  const closed = `SELECT 1 FROM payment p JOIN booking b ON b.id = p.booking_id
    WHERE ${ofBooking(idle.booking)} AND p.state = 'dead'`;
  await untilRow(copy, { shard: 'south', what: 'the unpaid page is closed', sql: closed });
});

/** The bank reserves the money, and is killed before anybody here hears of it. */
async function reserveUnheard({ booking, page }: Held): Promise<void> {
  const { network, bank } = copy;
  await bank.misbehave({ kind: 'drop-webhooks', booking: await copy.idOf(booking.reference) });
  network.signal('worker', 'SIGSTOP');
  await bank.pay(page);
  expect(await bank.books(page)).toMatchObject({ status: 'requires_capture' });
  await network.kill('sandbox');
  network.signal('worker', 'SIGCONT');
}

/** A hold is made and given back as always; where to pay is answered honestly. */
async function expectTryAgain(): Promise<void> {
  const buyer = copy.buyer();
  const held = await buyer.hold({ offer: await copy.offer('north'), seatClass: 'second' });
  expectAway(await buyer.askPayPage(held.reference));
  expect(await buyer.cancel(held.reference)).toMatchObject({ booking: { state: 'released' } });
}

function expectAway(answer: Answer): void {
  expect(answer).toMatchObject({
    status: 503,
    code: 'provider-unavailable',
    title: expect.stringContaining('Try again'),
    retryAfter: expect.any(Number),
    contentType: expect.stringContaining('application/problem+json'),
  });
}

/** It ends expired, when its pay-by has moved once, by as much as an absent provider is worth. */
async function expectOneExtension({ shard, buyer, booking }: Held): Promise<void> {
  const ended = await buyer.until(booking.reference, 'is released', isOver);
  expect(ended.phase).toBe('expired');
  const moves = await copy.rows(
    shard,
    `SELECT e.detail->>'cause' AS cause, extract(epoch FROM b.pay_by - b.first_pay_by) * 1000 AS ms,
            b.closed_at >= b.pay_by AS in_time
       FROM booking b JOIN booking_event e ON e.booking_id = b.id AND e.event = 'deadline-moved'
      WHERE ${ofBooking(booking)}`,
  );
  expect(moves.map((move) => ({ ...move, ms: Number(move['ms']) }))).toEqual([
    { cause: 'provider-away', ms: awayExtensionMs, in_time: true },
  ]);
}

test.for(waysToBeAway)(
  'the payment provider goes (%s) between authorisation and capture: cancelling is refused at once, and it is ticketed when the provider is back',
  async (how) => {
    const { network } = copy;
    const paid = await holdWithPage(copy, { shard: 'south' });
    const watch = copy.arm('after-confirm-commit');
    await copy.bank.pay(paid.page);
    await watch.reached();
    const { buyer, booking } = paid;
    const askedAt = performance.now();
    const refused = await buyer.cancel(booking.reference);
    expect(refused).toMatchObject({ status: 409, code: 'payment-in-progress' });
    // The worker stands still: whoever waits for the process waits in vain, and longer.
    expect(performance.now() - askedAt).toBeLessThan(processWaitMs / 2);
    await takeAway('sandbox', how);
    network.signal('worker', 'SIGCONT');
    await waitFor({
      what: 'the capture waits for the provider',
      withinMs: soonMs,
      ask: () => copy.longSteps(booking.reference),
      until: (steps) => steps.includes('capturePayment'),
    });
    await expectTryAgain();
    expect(await buyer.read(booking.reference)).toMatchObject({ phase: 'confirming' });

    await bringBack('sandbox', how);
    await expectTicket(copy, paid);
  },
);

test('the payment provider is killed after late money was reserved: voided when it is back', async () => {
  const { network, bank } = copy;
  const late = await holdWithPage(copy, { shard: 'north' });
  expect(await late.buyer.cancel(late.booking.reference)).toMatchObject({ status: 200 });
  await bank.misbehave({ kind: 'accept-late' });
  network.signal('worker', 'SIGSTOP');
  await bank.pay(late.page);
  const isHeard = `SELECT 1 FROM payment p JOIN booking b ON b.id = p.booking_id
    WHERE ${ofBooking(late.booking)} AND p.state = 'authorised'`;
  await untilRow(copy, { shard: 'north', what: 'the late money is heard of', sql: isHeard });
  await network.kill('sandbox');
  network.signal('worker', 'SIGCONT');
  const isComingBack = ({ money }: Booking): boolean => money === 'being-returned';
  const { buyer, booking } = late;
  await buyer.until(booking.reference, 'waits for its money', isComingBack);

  await network.startProcess('sandbox');
  const isBack = ({ money }: Booking): boolean => money === 'returned';
  await buyer.until(booking.reference, 'has its money back', isBack);
  expect(await bank.books(late.page)).toMatchObject({ status: 'canceled', receivedFen: 0 });
});

test.for(waysToBeAway)(
  'mail and SMS are away (%s): ticketed at once, and both are told when they are back, each once',
  async (how) => {
    const contact = `${how.toLowerCase()}@example.com`;
    const phone = how === 'SIGKILL' ? '+8613800000001' : '+8613800000002';
    await takeAway('mail', how);
    const held = await holdWithPage(copy, { shard: 'south', contact, phone });
    await copy.bank.pay(held.page);
    await expectTicket(copy, held);
    const isTried = `SELECT 1 FROM booking b WHERE ${ofBooking(held.booking)} AND 0 < ALL
      (SELECT attempts FROM notification n WHERE n.booking_id = b.id AND n.kind = 'ticket')`;
    await untilRow(copy, { shard: 'south', what: 'both have been tried', sql: isTried });

    await bringBack('mail', how);
    await waitFor({
      what: 'both are told',
      withinMs: soonMs,
      ask: () => told({ contact, phone }),
      until: ({ mails, texts }) => mails > 0 && texts > 0,
    });
    await copy.expectCleanBooks();
    expect(await told({ contact, phone })).toEqual({ mails: 1, texts: 1 });
  },
);

/** What the catcher has for them. */
async function told(of: {
  contact: string;
  phone: string;
}): Promise<{ mails: number; texts: number }> {
  const count = async (path: string, to: string): Promise<number> => {
    const url = new URL(`${path}?${new URLSearchParams({ to })}`, copy.network.mailUrl);
    const { messages } = (await (await fetch(url)).json()) as { messages: object[] };
    return messages.length;
  };
  const [mails, texts] = [await count('/messages', of.contact), await count('/sms', of.phone)];
  return { mails, texts };
}
