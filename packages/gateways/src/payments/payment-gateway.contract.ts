import { fen } from '@interlock/domain/money';
import type { Instant } from '@interlock/domain/time';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CheckoutOrder, PaymentGateway } from './payment-gateway.ts';

export type PaymentSubject = {
  payments: PaymentGateway;
  /** A fresh order of an unused booking. */
  newOrder: (changes?: Partial<CheckoutOrder>) => CheckoutOrder;
  /** Does what a customer with a good card does; gives the authorised intent. */
  authorise: (order: CheckoutOrder) => Promise<{ intentId: string }>;
  close: () => Promise<void>;
};

/** What every provider behind the port must do. */
export function paymentGatewayContract(name: string, start: () => Promise<PaymentSubject>): void {
  describe(`payment gateway over ${name}`, () => {
    let subject: PaymentSubject;
    beforeAll(async () => {
      subject = await start();
    });
    afterAll(() => subject.close());

    pageContract(() => subject);
    moneyContract(() => subject);
    refundContract(() => subject);
    listContract(() => subject);
  });
}

function pageContract(subject: () => PaymentSubject): void {
  it('opens a page that is open until it is closed for good', async () => {
    const { payments, newOrder } = subject();
    const order = newOrder();
    const opened = await payments.openCheckout(order);
    if (opened.kind !== 'opened') throw new Error(opened.kind);
    expect(opened.url).toMatch(/^https?:\/\//);
    expect(await payments.lookAtAttempt(opened)).toMatchObject({
      state: 'open',
      amountFen: 110_600,
      currency: 'CNY',
      bookingId: order.bookingId,
      attempt: 1,
    });
    expect(await payments.expireCheckout(opened)).toEqual({ kind: 'expired' });
    expect(await payments.expireCheckout(opened)).toEqual({ kind: 'expired' });
    expect(await payments.lookAtAttempt(opened)).toMatchObject({ state: 'dead' });
  });

  it('opens one page when the same attempt is asked for twice', async () => {
    const { payments, newOrder } = subject();
    const order = newOrder();
    expect(await payments.openCheckout(order)).toEqual(await payments.openCheckout(order));
  });

  it('refuses to reuse an attempt for another amount', async () => {
    const { payments, newOrder } = subject();
    const order = newOrder();
    await payments.openCheckout(order);
    expect(await payments.openCheckout({ ...order, amountFen: fen(1_000) })).toEqual({
      kind: 'attempt-used',
    });
    expect(await payments.openCheckout({ ...order, amountFen: fen(1_000), attempt: 2 })).toEqual(
      expect.objectContaining({ kind: 'opened' }),
    );
  });
}

function moneyContract(subject: () => PaymentSubject): void {
  it('reports authorised money with booking, attempt, amount and currency', async () => {
    const { payments, newOrder, authorise } = subject();
    const order = newOrder({ attempt: 3 });
    const { intentId } = await authorise(order);
    expect(await payments.lookAtIntent({ intentId })).toEqual({
      state: 'authorised',
      intentId,
      amountFen: 110_600,
      capturedFen: 0,
      refundedFen: 0,
      currency: 'CNY',
      bookingId: order.bookingId,
      attempt: 3,
    });
  });

  it('captures once and answers the same when asked again', async () => {
    const { payments, newOrder, authorise } = subject();
    const { bookingId, ...order } = newOrder();
    const { intentId } = await authorise({ bookingId, ...order });
    const wish = { bookingId, intentId, amountFen: order.amountFen };
    const taken = { kind: 'captured', amountFen: 110_600, currency: 'CNY' };
    expect(await payments.capture(wish)).toEqual(taken);
    expect(await payments.capture(wish)).toEqual(taken);
    expect(await payments.lookAtIntent({ intentId })).toMatchObject({
      state: 'captured',
      capturedFen: 110_600,
    });
    expect(await payments.cancelIntent({ bookingId, intentId })).toEqual({
      ...taken,
      refundedFen: 0,
    });
  });

  it('voids an authorisation for good', async () => {
    const { payments, newOrder, authorise } = subject();
    const order = newOrder();
    const { intentId } = await authorise(order);
    const { bookingId } = order;
    expect(await payments.cancelIntent({ bookingId, intentId })).toEqual({ kind: 'voided' });
    expect(await payments.cancelIntent({ bookingId, intentId })).toEqual({ kind: 'voided' });
    expect(
      await payments.capture({ bookingId, intentId, amountFen: order.amountFen }),
    ).toMatchObject({ kind: 'already-ended', money: { state: 'voided', capturedFen: 0 } });
  });
}

function refundContract(subject: () => PaymentSubject): void {
  it('refunds captured money once per operation and never more than was taken', async () => {
    const { payments, newOrder, authorise } = subject();
    const { bookingId, ...order } = newOrder();
    const { intentId } = await authorise({ bookingId, ...order });
    const wish = { bookingId, intentId, amountFen: order.amountFen };
    await payments.capture(wish);
    const refunded = await payments.refund({ ...wish, operation: 'late' });
    expect(refunded).toMatchObject({ kind: 'refunded', amountFen: 110_600, currency: 'CNY' });
    expect(await payments.refund({ ...wish, operation: 'late' })).toEqual(refunded);
    expect(await payments.refund({ ...wish, operation: 'again' })).toMatchObject({
      kind: 'refused',
    });
    expect(await payments.lookAtIntent({ intentId })).toMatchObject({
      state: 'refunded',
      refundedFen: 110_600,
    });
  });

  it('refuses to refund money that was never captured', async () => {
    const { payments, newOrder, authorise } = subject();
    const { bookingId, ...order } = newOrder();
    const { intentId } = await authorise({ bookingId, ...order });
    const wish = { bookingId, intentId, amountFen: order.amountFen, operation: 'early' };
    expect(await payments.refund(wish)).toMatchObject({ kind: 'refused' });
  });
}

function listContract(subject: () => PaymentSubject): void {
  it('lists intents and events since an instant', async () => {
    const { payments, newOrder, authorise } = subject();
    const since = (Date.now() - 5_000) as Instant;
    const order = newOrder();
    const { intentId } = await authorise(order);
    await payments.capture({ bookingId: order.bookingId, intentId, amountFen: order.amountFen });
    const intents = await all(payments.listIntents({ since }));
    expect(intents.find((one) => one.intentId === intentId)).toMatchObject({
      state: 'captured',
      capturedFen: 110_600,
      bookingId: order.bookingId,
    });
    const events = await all(payments.listEvents({ since }));
    expect(
      events.some(
        (one) =>
          one.intentId === intentId && one.type === 'payment_intent.amount_capturable_updated',
      ),
    ).toBe(true);
  });
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}
