import { bookingNumber, type IntentId } from '@interlock/domain/ids';
import { fen } from '@interlock/domain/money';
import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import { getBooking } from '../bookings/get-booking.ts';
import { countReads } from '../testing/counted-reads.ts';
import { setHeldScene } from '../testing/held-scene.ts';
import {
  newBuyer,
  payAndTell,
  rowsOf,
  stateOf,
  type Held,
  type TestBuyer,
} from '../testing/test-buyer.ts';
import type { TestPlatform } from '../testing/test-platform.ts';
import { testPlan } from '../testing/test-railway.ts';
import { capturePayment } from './capture-payment.ts';
import { confirmSeats } from './confirm-seats.ts';
import { finishIntakeByRow } from './finish-intake.ts';
import { bureauShares, issueTickets } from './issue-tickets.ts';
import { sendNotifications } from './send-notifications.ts';
import { readTicketText } from './ticket-text.ts';

let platform: TestPlatform;
let buyer: TestBuyer;
let held: Held;
let intentId: IntentId;

setHeldScene((scene) => ({ platform, buyer, held } = scene), holdForTwo);
beforeEach(async () => {
  intentId = await payAndTell(platform, buyer, held);
});

test('a captured booking gets a ticket for each passenger and a balanced ledger', async () => {
  const step = { bookingId: held.id, intentId };
  expect(await confirmSeats(platform.context, step)).toEqual({ kind: 'confirmed', intentId });
  expect(await capturePayment(platform.context, step)).toEqual({ kind: 'captured' });
  expect(await issueTickets(platform.context, step)).toEqual({ otherMoney: false });
  expect(await stateOf(platform, held.id)).toEqual({ booking: 'ticketed', payments: ['captured'] });
  // 22,950 fen over 100, 150 and 83 of 333 kilometres; the odd fen go to the largest remainders.
  expect(await rowsOf(platform, held.id, ledgerSql)).toEqual([
    { account: 'bureau-payable:B', balance: -6_892 },
    { account: 'bureau-payable:H', balance: -10_338 },
    { account: 'bureau-payable:P', balance: -5_720 },
    { account: 'customer-prepayment', balance: 0 },
    { account: 'gateway-receivable', balance: 22_950 },
  ]);
  const view = await getBooking(platform.context, buyer.actor, held.view);
  expect(view).toMatchObject({ phase: 'ticketed', money: 'captured', canCancel: false });
});

test('from capture to message one process reads the booking from its shard once', async () => {
  const step = { bookingId: held.id, intentId };
  await confirmSeats(platform.context, step);
  const counted = countReads(platform.context);
  await capturePayment(counted.context, step);
  await issueTickets(counted.context, step);
  expect(await finishIntakeByRow(counted.context, held.id)).toBe('closed');
  await sendNotifications(counted.context, held.id);
  expect(counted.reads).toBe(1);
  expect(platform.post.mails.some(({ text }) => text.includes(held.view.reference))).toBe(true);
  // Another process knows nothing and finds the same.
  expect(await finishIntakeByRow(countReads(platform.context).context, held.id)).toBe('closed');
});

test('issuing repeated, also at the same moment, changes nothing', async () => {
  const step = { bookingId: held.id, intentId };
  const { context } = platform;
  await confirmSeats(context, step);
  await Promise.all([1, 2, 3].map(() => capturePayment(context, step)));
  await Promise.all([1, 2, 3].map(() => issueTickets(context, step)));
  const before = await everythingOf(held);
  expect(await issueTickets(context, step)).toEqual({ otherMoney: false });
  expect(await confirmSeats(context, step)).toEqual({ kind: 'ticketed', otherMoney: false });
  expect(await everythingOf(held)).toEqual(before);
  expect(before.tickets).toHaveLength(2);
  expect(before.messages).toEqual([{ channel: 'mail' }, { channel: 'sms' }]);
});

test('tickets are issued only for a confirmed booking and only for the intent that confirmed it', async () => {
  const { context } = platform;
  const step = { bookingId: held.id, intentId };
  await expect(issueTickets(context, step)).rejects.toThrow(/cannot be issued/);
  await confirmSeats(context, step);
  const other = { bookingId: held.id, intentId: 'pi_other' as IntentId };
  await expect(issueTickets(context, other)).rejects.toThrow(/cannot be issued/);
  expect((await everythingOf(held)).tickets).toEqual([]);
});

test('the code of a ticket is signed: changed by one letter it is no ticket', async () => {
  const step = { bookingId: held.id, intentId };
  const { context } = platform;
  await confirmSeats(context, step);
  await capturePayment(context, step);
  await issueTickets(context, step);
  const view = await getBooking(context, buyer.actor, held.view);
  const codes = 'passengers' in view ? view.passengers.map(({ qr }) => qr ?? '') : [];
  const publicKey = context.tickets.publicKeyPem;
  const facts = codes.map((code) => readTicketText(code, publicKey));
  expect(facts).toMatchObject([
    { n: 'G1', f: 'AAA', o: 'DDD', c: 'second' },
    { n: 'G1', f: 'AAA', o: 'DDD', c: 'second' },
  ]);
  expect(new Set(facts.map((fact) => fact?.s)).size).toBe(2);
  const code = codes[0]!;
  const at = code.indexOf('.', 5) + 4;
  const changed = code.slice(0, at) + (code[at] === 'A' ? 'B' : 'A') + code.slice(at + 1);
  expect(readTicketText(changed, publicKey)).toBeNull();
  for (const text of ['', 'IL1', 'IL1.a.b.c', `${code}.x`]) {
    expect(readTicketText(text, publicKey)).toBeNull();
  }
});

test('a refused capture is told apart from money captured before', async () => {
  const { context } = platform;
  const step = { bookingId: held.id, intentId };
  await platform.fault({ kind: 'refuse-capture', booking: held.id, count: 1 });
  await confirmSeats(context, step);
  expect(await capturePayment(context, step)).toEqual({ kind: 'refused' });
  const other = newBuyer(platform);
  const second = await other.hold();
  const ended = await payAndTell(platform, other, second);
  await context.payments.cancelIntent({ bookingId: second.id, intentId: ended });
  const dead = { bookingId: second.id, intentId: ended };
  expect(await capturePayment(context, dead)).toEqual({ kind: 'refused' });
});

test('the shares of the bureaus are never a fen more or less than the price', () => {
  const plan = testPlan({ trainId: 1 });
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1_000_000 }),
      fc.constantFrom([0, 1], [0, 2], [0, 3], [1, 2], [1, 3], [2, 3]),
      (priceFen, [from, to]) => {
        const shares = bureauShares(plan, { from: from!, to: to!, priceFen: fen(priceFen) });
        expect(shares.reduce((sum, { amountFen }) => sum + amountFen, 0)).toBe(priceFen);
        expect(shares.every(({ amountFen }) => amountFen >= 0)).toBe(true);
      },
    ),
  );
  expect(bureauShares(plan, { from: 0, to: 3, priceFen: fen(100) })).toEqual([
    { bureau: 'B', amountFen: 30 },
    { bureau: 'H', amountFen: 45 },
    { bureau: 'P', amountFen: 25 },
  ]);
});

async function holdForTwo(asking: TestBuyer): Promise<Held> {
  const travellers = [
    { travellerId: await asking.traveller(), ticketType: 'adult' },
    { travellerId: await asking.traveller(), ticketType: 'child' },
  ];
  const contact = { email: 'two@example.com', phone: '+8613800000000' };
  return asking.hold({ travellers, contact });
}

const ledgerSql = `
  SELECT account, sum(debit_fen - credit_fen)::int AS balance FROM ledger
   WHERE booking_id = $1 GROUP BY account ORDER BY account`;

async function everythingOf({ id }: Held) {
  expect(bookingNumber(id)).toBeGreaterThan(0n);
  const [tickets, ledger, events, messages] = await Promise.all(
    [
      'SELECT id, ord, seat_id, qr FROM ticket WHERE booking_id = $1 ORDER BY ord',
      'SELECT operation, ord, debit_fen, credit_fen FROM ledger WHERE booking_id = $1 ORDER BY operation, ord',
      'SELECT event FROM booking_event WHERE booking_id = $1 ORDER BY id',
      'SELECT channel FROM notification WHERE booking_id = $1 ORDER BY channel',
    ].map((sql) => rowsOf(platform, id, sql)),
  );
  return { tickets, ledger, events, messages };
}
