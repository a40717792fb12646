import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ProviderUnavailable, ProviderUnknown } from './payment-gateway.ts';
import {
  newOrder,
  openAndPay,
  paymentsOver,
  type SandboxFixture,
  startSandboxFixture,
} from './sandbox/sandbox-fixture.ts';

let fixture: SandboxFixture;
beforeAll(async () => {
  fixture = await startSandboxFixture();
});
afterAll(() => fixture.close());

async function paidOrder() {
  const order = newOrder();
  const paid = await openAndPay(fixture, order);
  const { bookingId, amountFen } = order;
  return { ...paid, bookingId, amountFen, wish: { ...paid, bookingId, amountFen } };
}

describe('errors of the provider', () => {
  it('says unavailable when nobody listens', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const payments = paymentsOver(`http://127.0.0.1:${port}`);
    await expect(payments.lookAtIntent({ intentId: 'pi_1' })).rejects.toThrow(ProviderUnavailable);
  });

  it('says unknown when the answer does not come in time, and the money may have moved', async () => {
    const { wish, bookingId } = await paidOrder();
    const stalled = await fixture.addFault({
      kind: 'stall',
      operation: 'intent-capture',
      booking: bookingId,
    });
    const hasty = paymentsOver(fixture.sandbox.url, { actMs: 200 });
    await expect(hasty.capture(wish)).rejects.toThrow(ProviderUnknown);
    await expect(hasty.capture(wish)).rejects.toThrow(ProviderUnknown);
    await fetch(`${fixture.sandbox.url}/sandbox/faults/${stalled.id}`, { method: 'DELETE' });
    expect(await fixture.payments.capture(wish)).toMatchObject({ kind: 'captured' });
  });

  it('says unknown when a cut request finds nobody on the second try, for the first may have arrived', async () => {
    const server = createServer((socket) => {
      server.close();
      socket.once('data', () => socket.destroy());
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    const payments = paymentsOver(`http://127.0.0.1:${port}`);
    const wish = { ...newOrder(), intentId: 'pi_1' };
    await expect(payments.capture(wish)).rejects.toThrow(ProviderUnknown);
  });

  it('says unknown for a 500 and finds the truth on the next try', async () => {
    const { wish, bookingId } = await paidOrder();
    const scope = { operation: 'intent-capture' as const, booking: bookingId, count: 1 };
    await fixture.addFault({ kind: 'error-500', ...scope });
    await expect(fixture.payments.capture(wish)).rejects.toThrow(ProviderUnknown);
    expect(await fixture.payments.capture(wish)).toMatchObject({ kind: 'captured' });
  });

  it('says unknown as long as a done capture is answered 500, while looking tells the truth', async () => {
    const { wish, bookingId, intentId } = await paidOrder();
    const scope = { operation: 'intent-capture' as const, booking: bookingId, count: 1 };
    await fixture.addFault({ kind: 'error-500-done', ...scope });
    await expect(fixture.payments.capture(wish)).rejects.toThrow(ProviderUnknown);
    await expect(fixture.payments.capture(wish)).rejects.toThrow(ProviderUnknown);
    expect(await fixture.payments.lookAtIntent({ intentId })).toMatchObject({ state: 'captured' });
  });

  it('says unknown when the answer is lost twice, and captures only once', async () => {
    const { wish, bookingId, intentId } = await paidOrder();
    const scope = { operation: 'intent-capture' as const, booking: bookingId };
    await fixture.addFault({ kind: 'answer-lost', ...scope, count: 1 });
    const cut = await fixture.addFault({ kind: 'cut', ...scope, count: 3 });
    await expect(fixture.payments.capture(wish)).rejects.toThrow(ProviderUnknown);
    await fetch(`${fixture.sandbox.url}/sandbox/faults/${cut.id}`, { method: 'DELETE' });
    expect(await fixture.payments.capture(wish)).toMatchObject({
      kind: 'captured',
      amountFen: 110_600,
    });
    expect(await fixture.payments.lookAtIntent({ intentId })).toMatchObject({
      capturedFen: 110_600,
    });
  });

  it('says unavailable, not refused, when the provider is overrun or the key is wrong', async () => {
    const { wish, bookingId } = await paidOrder();
    const scope = { operation: 'intent-capture' as const, booking: bookingId, count: 1 };
    await fixture.addFault({ kind: 'rate-limited', ...scope });
    await expect(fixture.payments.capture(wish)).rejects.toThrow(ProviderUnavailable);
    const stranger = await startSandboxFixture({ apiKey: 'sk_test_other' });
    await expect(stranger.payments.capture(wish)).rejects.toThrow(ProviderUnavailable);
    await stranger.close();
  });
});

describe('refusals of the provider', () => {
  it('returns a refused capture as a value and the reservation can then be voided', async () => {
    const { wish, bookingId, intentId } = await paidOrder();
    await fixture.addFault({ kind: 'refuse-capture', booking: bookingId, count: 1 });
    const refused = { kind: 'refused', code: 'generic_decline' };
    expect(await fixture.payments.capture(wish)).toEqual(refused);
    expect(await fixture.payments.capture(wish)).toEqual(refused);
    expect(await fixture.payments.cancelIntent({ bookingId, intentId })).toEqual({
      kind: 'voided',
    });
  });

  it('reports the capture when the provider captures instead of voiding', async () => {
    const { bookingId, intentId } = await paidOrder();
    await fixture.addFault({
      kind: 'captures-anyway',
      operation: 'intent-cancel',
      booking: bookingId,
    });
    expect(await fixture.payments.cancelIntent({ bookingId, intentId })).toEqual({
      kind: 'captured',
      amountFen: 110_600,
      refundedFen: 0,
      currency: 'CNY',
    });
  });

  it('reports completed money when the customer was faster than the closing of the page', async () => {
    const order = newOrder();
    const opened = await fixture.payments.openCheckout(order);
    if (opened.kind !== 'opened') throw new Error(opened.kind);
    await fixture.addFault({
      kind: 'captures-anyway',
      operation: 'checkout-expire',
      booking: order.bookingId,
    });
    expect(await fixture.payments.expireCheckout(opened)).toMatchObject({
      kind: 'completed',
      money: { state: 'captured', capturedFen: 110_600, bookingId: order.bookingId },
    });
  });

  it('voids later what could not be voided while the bank was deciding', async () => {
    const order = newOrder();
    const opened = await fixture.payments.openCheckout(order);
    if (opened.kind !== 'opened') throw new Error(opened.kind);
    await fixture.press(opened.url, { action: 'pay', card: 'bank-slow' });
    const { intentId } = await fixture.payments.lookAtAttempt(opened);
    if (intentId === null) throw new Error('no intent');
    const wish = { bookingId: order.bookingId, intentId };
    expect(await fixture.payments.cancelIntent(wish)).toMatchObject({
      kind: 'not-yet',
      money: { state: 'processing' },
    });
    expect(await fixture.payments.expireCheckout(opened)).toEqual({ kind: 'expired' });
    await fixture.press(opened.url, { action: 'approve' });
    expect(await fixture.payments.lookAtIntent(wish)).toMatchObject({ state: 'authorised' });
    expect(await fixture.payments.cancelIntent(wish)).toEqual({ kind: 'voided' });
  });

  it('answers not yet for a declined intent of an open page, and voided once the page is closed', async () => {
    const order = newOrder();
    const opened = await fixture.payments.openCheckout(order);
    if (opened.kind !== 'opened') throw new Error(opened.kind);
    await fixture.press(opened.url, { action: 'pay', card: 'declined' });
    const { intentId } = await fixture.payments.lookAtAttempt(opened);
    if (intentId === null) throw new Error('no intent');
    const wish = { bookingId: order.bookingId, intentId };
    expect(await fixture.payments.cancelIntent(wish)).toMatchObject({ kind: 'not-yet' });
    await fixture.payments.expireCheckout(opened);
    expect(await fixture.payments.cancelIntent(wish)).toEqual({ kind: 'voided' });
  });

  it('shows another amount and currency as the provider holds them', async () => {
    const order = newOrder();
    await fixture.addFault({
      kind: 'wrong-amount',
      booking: order.bookingId,
      amount: 1,
      currency: 'usd',
    });
    const { intentId } = await openAndPay(fixture, order);
    expect(await fixture.payments.lookAtIntent({ intentId })).toMatchObject({
      state: 'authorised',
      amountFen: 1,
      currency: 'USD',
    });
  });
});
