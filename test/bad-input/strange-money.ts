import type { BookingId } from '@interlock/domain/ids';
import type { Fen } from '@interlock/domain/money';
import type { Instant } from '@interlock/domain/time';
import { createStripePayments } from '@interlock/gateways/payments/stripe-payments';
import { describe, expect, test } from 'vitest';
import { waitFor } from '../smoke/waiting.ts';
import { query } from './rows.ts';
import { adults, type RunningCopy } from './running-copy.ts';

const moneyBackWithinMs = 40_000;
const buyer = 2;

/** Money that fits no booking of ours, truly authorised at the bank, against the copy that `running` gives. */
export function strangeMoney(running: () => RunningCopy): void {
  describe('money', () => {
    test('for a booking that never was is kept once of two hundred, and goes back', async () => {
      const { bank, network } = running().copy;
      const page = await pageForUnknownBooking(running());
      await bank.misbehave({ kind: 'duplicate-webhooks', times: 200 });
      await bank.pay(page);
      await expectLetGo(running(), page);
      await bank.behave();
      const kept = "SELECT outcome FROM orphan_event WHERE kind = 'authorised'";
      expect(await query(network.databases.central.app, kept)).toHaveLength(1);
    });

    test('of a wrong amount or currency makes no ticket and goes back', async () => {
      for (const wrong of [{ amount: 1 }, { amount: 9_999_999 }, { currency: 'usd' }]) {
        const { ask } = running();
        const { path, page } = await payWrongly(running(), wrong);
        const still = await ask({ path, as: buyer });
        expect(still.body).toMatchObject({ state: 'held', phase: 'held' });
        await ask({ method: 'DELETE', path, as: buyer });
        await expectLetGo(running(), page);
        const ended = await ask({ path, as: buyer });
        expect(ended.body).toMatchObject({ state: 'released', phase: 'cancelled' });
      }
    });
  });
}

async function expectLetGo({ copy }: RunningCopy, page: string): Promise<void> {
  const books = await waitFor({
    what: 'the money let go',
    withinMs: moneyBackWithinMs,
    ask: () => copy.bank.books(page),
    until: ({ status }) => status === 'canceled',
  });
  expect(books.receivedFen).toBe(0);
}

/** The hosted page of a payment that names a booking nobody has. */
async function pageForUnknownBooking({ copy }: RunningCopy): Promise<string> {
  const { sandboxUrl, siteUrl, secrets } = copy.network;
  const payments = createStripePayments({
    secretKey: secrets.stripeSecretKey,
    webhookSecrets: [],
    apiBase: sandboxUrl,
    now: () => Date.now() as Instant,
  });
  const opened = await payments.openCheckout({
    bookingId: 'H0000000000001' as BookingId,
    attempt: 1,
    amountFen: 12_300 as Fen,
    currency: 'CNY',
    description: 'nothing of ours',
    locale: 'en',
    returnUrl: siteUrl,
    cancelUrl: siteUrl,
    expiresAt: (Date.now() + 60_000) as Instant,
  });
  if (opened.kind !== 'opened') throw new Error('the page of this test was opened before');
  return opened.url;
}

/** Holds a seat and pays as the customer's bank wrongly has it; resolves once the event is stored. */
async function payWrongly(
  running: RunningCopy,
  wrong: object,
): Promise<{ path: string; page: string }> {
  const { copy, ask, hold } = running;
  const passengers = await adults(running, 1, buyer);
  // The account is free again only after the money of its last booking is on record as returned.
  const held = await waitFor({
    what: 'a hold of the account',
    withinMs: moneyBackWithinMs,
    ask: () => hold({ passengers }, { as: buyer }),
    until: ({ body }) => body['code'] !== 'unpaid-booking-exists',
  });
  expect(held.status).toBe(201);
  const reference = String(held.body['reference']);
  const path = `/bookings/${reference}`;
  const opened = await ask({ method: 'POST', path: `${path}/payment`, as: buyer });
  const page = String(opened.body['url']);
  await copy.bank.misbehave({ kind: 'wrong-amount', count: 1, ...wrong });
  await copy.bank.pay(page);
  const refused = `SELECT 1 FROM payment JOIN booking ON booking.id = payment.booking_id
                    WHERE reference = '${reference}' AND refused_at IS NOT NULL`;
  await waitFor({
    what: 'the wrong amount on record',
    withinMs: moneyBackWithinMs,
    ask: () => query(copy.network.databases.south.app, refused),
    until: (rows) => rows.length === 1,
  });
  return { path, page };
}
