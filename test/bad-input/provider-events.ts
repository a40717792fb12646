import { createHmac } from 'node:crypto';
import { request } from 'node:http';
import type { Answer, RunningCopy } from './running-copy.ts';

export function nowSeconds(): number {
  return Math.floor(Date.now() / 1000);
}

/** The body of an event as the payment provider writes it, with these changes. */
export function eventBody(change: object = {}): string {
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

/** The signature header for a body, with the endpoint's own secret and time or others. */
export function signatureFor(
  running: RunningCopy,
  body: string,
  of: { at?: number; secret?: string } = {},
): string {
  const { at = nowSeconds(), secret = running.copy.network.secrets.stripeWebhookSecret } = of;
  const mac = createHmac('sha256', secret).update(`${at}.${body}`).digest('hex');
  return `t=${at},v1=${mac}`;
}

/** Sends a body to the webhook; without a signature given it is signed rightly. */
export async function sendEvent(
  running: RunningCopy,
  body: string | Buffer,
  signature: string = signatureFor(running, body.toString()),
): Promise<Answer> {
  const response = await fetch(new URL('/webhooks/stripe', running.copy.network.apiUrl), {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'stripe-signature': signature },
    body: new Uint8Array(Buffer.from(body)),
  });
  const type = response.headers.get('content-type') ?? '';
  const answer = (await response.json()) as Record<string, unknown>;
  return { status: response.status, type, body: answer };
}

/** What is answered to the announcement of so many bytes, before any of them is sent. */
export function statusForLength(running: RunningCopy, bytes: number): Promise<number | undefined> {
  const url = new URL('/webhooks/stripe', running.copy.network.apiUrl);
  const headers = { 'content-type': 'application/json', 'content-length': String(bytes) };
  return new Promise((resolve, reject) => {
    const sending = request(url, { method: 'POST', headers }, (response) => {
      resolve(response.statusCode);
      sending.destroy();
    });
    sending.on('error', reject);
    sending.flushHeaders();
  });
}
