import { type ChildProcess, spawn } from 'node:child_process';
import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  newOrder,
  openAndPay,
  paymentsOver,
  press,
  startEndpoint,
  startSandboxFixture,
  testSecrets,
} from './sandbox-fixture.ts';

type Running = { url: string; child: ChildProcess };

let folder: string;
const children: ChildProcess[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'payment-sandbox-'));
});
afterEach(async () => {
  for (const child of children.splice(0)) await end(child, 'SIGKILL');
  await rm(folder, { recursive: true });
});

async function startProcess(webhookUrl = ''): Promise<Running> {
  const main = fileURLToPath(new URL('./main.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', main], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      PAYMENT_SANDBOX_PORT: '0',
      PAYMENT_SANDBOX_DATA: join(folder, 'journal'),
      PAYMENT_SANDBOX_WEBHOOK_URL: webhookUrl,
      STRIPE_SECRET_KEY: testSecrets.apiKey,
      STRIPE_WEBHOOK_SECRET: testSecrets.webhookSecret,
    },
  });
  children.push(child);
  for await (const line of createInterface({ input: child.stdout })) {
    const ready = /^ready (\{.*\})$/.exec(line)?.[1];
    if (ready) return { child, url: `http://127.0.0.1:${(JSON.parse(ready) as Ready).port}` };
  }
  throw new Error('The sandbox ended before it was ready.');
}

type Ready = { port: number };

function end(child: ChildProcess, signal: NodeJS.Signals): Promise<string | number | null> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve(child.exitCode);
    child.once('exit', (code, by) => resolve(by ?? code));
    child.kill(signal);
  });
}

describe('the sandbox process', () => {
  it('remembers pages, money, refunds and keys after SIGKILL', async () => {
    const first = await startProcess();
    const payments = paymentsOver(first.url);
    const open = newOrder();
    const opened = await payments.openCheckout(open);
    const paid = newOrder();
    const { intentId } = await openAndPay({ payments }, paid);
    const wish = { bookingId: paid.bookingId, intentId, amountFen: paid.amountFen };
    await payments.capture(wish);
    const refunded = await payments.refund({ ...wish, operation: 'late' });
    const before = await payments.lookAtIntent({ intentId });
    expect(await end(first.child, 'SIGKILL')).toBe('SIGKILL');

    const second = await startProcess();
    const again = paymentsOver(second.url);
    expect(await again.lookAtIntent({ intentId })).toEqual(before);
    expect(await again.refund({ ...wish, operation: 'late' })).toEqual(refunded);
    expect(await again.openCheckout(open)).toMatchObject({
      kind: 'opened',
      sessionId: opened.kind === 'opened' ? opened.sessionId : '',
    });
    expect(await end(second.child, 'SIGTERM')).toBe(0);
  });

  it('has done and remembered what it answered, whenever it is killed', async () => {
    const first = await startProcess();
    const payments = paymentsOver(first.url);
    const orders = Array.from({ length: 20 }, () => newOrder());
    const answered: string[] = [];
    const working = orders.map(async (order) => {
      const opened = await payments.openCheckout(order);
      if (opened.kind !== 'opened') return;
      const { status } = await press(opened.url, { action: 'pay' });
      if (status !== 303) return;
      answered.push(opened.sessionId);
      if (answered.length === 10) await end(first.child, 'SIGKILL');
    });
    await Promise.allSettled(working);
    expect(answered.length).toBeGreaterThanOrEqual(10);
    const second = await startProcess();
    for (const sessionId of answered) {
      expect(await paymentsOver(second.url).lookAtAttempt({ sessionId })).toMatchObject({
        state: 'authorised',
      });
    }
  });

  it('forgets only the half line that a kill left behind', async () => {
    const first = await startProcess();
    const { intentId } = await openAndPay({ payments: paymentsOver(first.url) }, newOrder());
    await end(first.child, 'SIGKILL');
    await appendFile(join(folder, 'journal'), '[{"kind":"intent","value":{"id":"pi_ha');
    const second = await startProcess();
    expect(await paymentsOver(second.url).lookAtIntent({ intentId })).toMatchObject({
      state: 'authorised',
    });
  });

  it('refuses to start on a journal damaged in the middle, and names the line', async () => {
    const dataFile = join(folder, 'journal');
    await writeFile(dataFile, '[]\nnot json\n[]\n');
    await expect(startSandboxFixture({ dataFile })).rejects.toThrow('damaged at line 2');
  });

  it('delivers after the restart the webhook that was refused before the kill', async () => {
    const endpoint = await startEndpoint();
    endpoint.answers.push(...Array.from({ length: 50 }, () => 503));
    const first = await startProcess(endpoint.url);
    await openAndPay({ payments: paymentsOver(first.url) }, newOrder());
    await endpoint.until((all) => all.length >= 2);
    await end(first.child, 'SIGKILL');
    const refused = new Set(endpoint.received.map((one) => one.id));
    endpoint.answers.length = 0;
    endpoint.received.length = 0;
    await startProcess(endpoint.url);
    await endpoint.until((all) => new Set(all.map((one) => one.id)).size === refused.size);
    expect(new Set(endpoint.received.map((one) => one.id))).toEqual(refused);
    await endpoint.close();
  });
});
