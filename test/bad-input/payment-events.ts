import { createHmac } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { waitFor } from '../smoke/waiting.ts';
import { expectNothingChanged, expectProblem } from './expectations.ts';
import { query } from './rows.ts';
import type { Answer, RunningCopy } from './running-copy.ts';

const nowSeconds = () => Math.floor(Date.now() / 1000);

/** Bad events of the payment provider against the copy that `running` gives. */
export function badPaymentEvents(running: () => RunningCopy): void {
  function event(change: object = {}): string {
    return JSON.stringify({
      id: 'evt_bad',
      object: 'event',
      created: nowSeconds(),
      livemode: false,
      type: 'payment_intent.amount_capturable_updated',
      data: {
        object: {
          id: 'pi_bad',
          object: 'payment_intent',
          amount: 1,
          amount_received: 0,
          currency: 'cny',
          status: 'requires_capture',
          metadata: { booking: 'H0000000000001', attempt: '1' },
          latest_charge: null,
        },
      },
      ...change,
    });
  }

  function signature(body: string, of: { at?: number; secret?: string } = {}): string {
    const { at = nowSeconds(), secret = running().copy.network.secrets.stripeWebhookSecret } = of;
    const mac = createHmac('sha256', secret).update(`${at}.${body}`).digest('hex');
    return `t=${at},v1=${mac}`;
  }

  async function send(body: string | Buffer, headers: Record<string, string>): Promise<Answer> {
    const url = new URL('/webhooks/stripe', running().copy.network.apiUrl);
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: new Uint8Array(Buffer.from(body)),
    });
    const type = response.headers.get('content-type') ?? '';
    const answer = (await response.json()) as Record<string, unknown>;
    return { status: response.status, type, body: answer };
  }

  describe('a payment event', () => {
    test('whose signature is not right, over exactly these bytes and now, is refused', async () => {
      const body = event();
      const right = signature(body);
      const signatures = [
        '',
        'garbled',
        't=1',
        right.replace('v1=', 'v0='),
        signature(body, { secret: 'whsec_of_another_endpoint' }),
        signature(body, { at: nowSeconds() - 3_600 }),
        signature(body, { at: nowSeconds() + 3_600 }),
        signature(event({ id: 'evt_other' })),
      ];
      await expectNothingChanged(running(), async () => {
        for (const one of signatures) {
          expectProblem(await send(body, { 'stripe-signature': one }), 400, 'bad-signature');
        }
        const pretty = JSON.stringify(JSON.parse(body), null, 2);
        for (const changed of [pretty, `\uFEFF${body}`, gzipSync(body), '']) {
          const answer = await send(changed, { 'stripe-signature': right });
          expectProblem(answer, 400, 'bad-signature');
        }
      });
    });

    test('of the other mode, of no sense or of five megabytes is refused', async () => {
      await expectNothingChanged(running(), async () => {
        for (const body of [event({ livemode: true }), 'null', '[]', 'x', '{"object":"event"}']) {
          const answer = await send(body, { 'stripe-signature': signature(body) });
          expectProblem(answer, 400, 'bad-signature');
        }
        const huge = event({ padding: 'x'.repeat(5_000_000) });
        const answer = await send(huge, { 'stripe-signature': signature(huge) });
        expectProblem(answer, 413, 'body-too-large');
      });
    });

    test('of a kind we do not use is taken and changes nothing', async () => {
      await expectNothingChanged(running(), async () => {
        const body = event({ type: 'customer.created' });
        const answer = await send(body, { 'stripe-signature': signature(body) });
        expect({ status: answer.status, body: answer.body }).toEqual({
          status: 200,
          body: { outcome: 'ignored' },
        });
      });
    });

    test('of a wrong amount or currency makes no ticket, and the money goes back', async () => {
      for (const wrong of [{ amount: 1 }, { amount: 9_999_999 }, { currency: 'usd' }]) {
        const { booking, page } = await payWrongly(wrong);
        const path = `/bookings/${booking}`;
        const still = await running().ask({ path, as: 2 });
        expect(still.body).toMatchObject({ state: 'held', phase: 'held' });
        await running().ask({ method: 'DELETE', path, as: 2 });
        const books = await waitFor({
          what: 'the wrong money let go',
          withinMs: 30_000,
          ask: () => running().copy.bank.books(page),
          until: ({ status }) => status === 'canceled',
        });
        expect(books.receivedFen).toBe(0);
        const ended = await running().ask({ path, as: 2 });
        expect(ended.body).toMatchObject({ state: 'released', phase: 'cancelled' });
      }
    });
  });

  /** Holds a seat and pays as the customer's bank wrongly has it; resolves once the event is stored. */
  async function payWrongly(wrong: object): Promise<{ booking: string; page: string }> {
    const { copy, ask, hold, addTraveller } = running();
    const passengers = [{ travellerId: await addTraveller(2), type: 'adult' }];
    const held = await hold({ passengers }, { as: 2 });
    const booking = String(held.body['reference']);
    const opened = await ask({ method: 'POST', path: `/bookings/${booking}/payment`, as: 2 });
    const page = String(opened.body['url']);
    await copy.bank.misbehave({ kind: 'wrong-amount', count: 1, ...wrong });
    await copy.bank.pay(page);
    await waitFor({
      what: 'the wrong amount on record',
      withinMs: 10_000,
      ask: () => query(copy.network.databases.south.app, refusedPayments(booking)),
      until: (rows) => rows.length === 1,
    });
    return { booking, page };
  }
}

function refusedPayments(reference: string): string {
  return `SELECT 1 FROM payment JOIN booking ON booking.id = payment.booking_id
           WHERE reference = '${reference}' AND refused_at IS NOT NULL`;
}
