import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BookingId } from '@interlock/domain/ids';
import { fen } from '@interlock/domain/money';
import type { Instant } from '@interlock/domain/time';
import type { CheckoutOrder, PaymentGateway } from '../payment-gateway.ts';
import { createStripePayments } from '../stripe-payments.ts';
import type { Fault, FaultWish } from './faults.ts';
import { startSandbox, type RunningSandbox, type SandboxSettings } from './server.ts';

export const testSecrets = { apiKey: 'sk_test_fixture', webhookSecret: 'whsec_fixture' };

export type ReceivedWebhook = { id: string; type: string; body: string; signature: string };

/** A webhook endpoint that records what it gets and answers as it is told. */
export async function startEndpoint(): Promise<{
  url: string;
  received: ReceivedWebhook[];
  answers: number[];
  until: (enough: (received: ReceivedWebhook[]) => boolean) => Promise<void>;
  close: () => Promise<void>;
}> {
  const received: ReceivedWebhook[] = [];
  /** Statuses for the next requests; 200 when none is left. */
  const answers: number[] = [];
  const watchers = new Set<() => void>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push(webhookOf(Buffer.concat(chunks).toString('utf8'), request.headers));
      response.writeHead(answers.shift() ?? 200).end();
      for (const watcher of watchers) watcher();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    received,
    answers,
    until: (enough) =>
      new Promise((resolve) => {
        const watcher = () => {
          if (!enough(received)) return;
          watchers.delete(watcher);
          resolve();
        };
        watchers.add(watcher);
        watcher();
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function webhookOf(body: string, headers: IncomingHttpHeaders): ReceivedWebhook {
  const event = JSON.parse(body) as { id: string; type: string };
  return { id: event.id, type: event.type, body, signature: `${headers['stripe-signature']}` };
}

export type SandboxFixture = {
  sandbox: RunningSandbox;
  payments: PaymentGateway;
  addFault: (wish: FaultWish) => Promise<Fault>;
  press: (sessionUrl: string, fields: Record<string, string>) => Promise<Response>;
  close: () => Promise<void>;
};

export async function startSandboxFixture(
  settings: Partial<SandboxSettings> = {},
): Promise<SandboxFixture> {
  const folder = await mkdtemp(join(tmpdir(), 'payment-sandbox-'));
  const sandbox = await startSandbox({
    port: 0,
    dataFile: join(folder, 'journal'),
    ...testSecrets,
    webhookUrl: null,
    publicUrl: null,
    controlToken: null,
    ...settings,
  });
  return {
    sandbox,
    payments: paymentsOver(sandbox.url),
    addFault: (wish) => addFault(sandbox.url, wish),
    press,
    close: async () => {
      await sandbox.close();
      await rm(folder, { recursive: true });
    },
  };
}

export function paymentsOver(
  apiBase: string,
  times: { lookMs?: number; actMs?: number } = {},
): PaymentGateway {
  return createStripePayments({
    secretKey: testSecrets.apiKey,
    webhookSecrets: [testSecrets.webhookSecret],
    apiBase,
    now: () => Date.now() as Instant,
    ...times,
  });
}

export async function addFault(sandboxUrl: string, wish: FaultWish): Promise<Fault> {
  const answer = await fetch(`${sandboxUrl}/sandbox/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(wish),
  });
  if (answer.status !== 201) throw new Error(await answer.text());
  return (await answer.json()) as Fault;
}

/** Presses a button of the hosted page as a plain form does. */
export function press(sessionUrl: string, fields: Record<string, string>): Promise<Response> {
  return fetch(sessionUrl, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams(fields),
  });
}

let bookings = 0;

/** An order of a booking that no other test uses. */
export function newOrder(changes: Partial<CheckoutOrder> = {}): CheckoutOrder {
  bookings += 1;
  const serial = `${Date.now()}${bookings}`.slice(-13).padStart(13, '0');
  return {
    bookingId: `B${serial}` as BookingId,
    attempt: 1,
    amountFen: fen(110_600),
    currency: 'CNY',
    description: 'G1 北京南 → 上海虹桥',
    locale: 'en',
    returnUrl: 'http://127.0.0.1:9/return',
    cancelUrl: 'http://127.0.0.1:9/back',
    expiresAt: (Date.now() + 20 * 60_000) as Instant,
    ...changes,
  };
}

/** Opens a page and pays on it; gives the session and its intent. */
export async function openAndPay(
  fixture: Pick<SandboxFixture, 'payments'>,
  order: CheckoutOrder,
): Promise<{ sessionId: string; url: string; intentId: string }> {
  const opened = await fixture.payments.openCheckout(order);
  if (opened.kind !== 'opened') throw new Error(`not opened: ${opened.kind}`);
  const { status } = await press(opened.url, { action: 'pay' });
  if (status !== 303) throw new Error(`The page answered ${status}.`);
  const { intentId } = await fixture.payments.lookAtAttempt(opened);
  if (intentId === null) throw new Error('The payment has no intent.');
  return { ...opened, intentId };
}
