import { paymentsOfBooking } from '@interlock/db/payments';
import type { IntentId } from '@interlock/domain/ids';
import { ProviderUnknown } from '@interlock/gateways/payments/payment-gateway';
import { expect, test } from 'vitest';
import { cancelBooking } from '../bookings/cancel-booking.ts';
import { startPayment } from '../bookings/start-payment.ts';
import { setHeldScene } from '../testing/held-scene.ts';
import {
  payAndTell,
  payOnPage,
  rowsOf,
  setDeadline,
  stateOf,
  type Held,
  type TestBuyer,
} from '../testing/test-buyer.ts';
import type { TestPlatform } from '../testing/test-platform.ts';
import { lookAtPayment } from './look-at-payment.ts';
import { returnMoney } from './return-money.ts';
import { allocatorOf } from './worker-context.ts';

let platform: TestPlatform;
let buyer: TestBuyer;
let held: Held;

setHeldScene((scene) => ({ platform, buyer, held } = scene));

test('while a booking is held or confirmed its money is left alone', async () => {
  await payAndTell(platform, buyer, held);
  await returnMoney(platform.context, held.id);
  expect(await stateOf(platform, held.id)).toEqual({ booking: 'held', payments: ['authorised'] });
});

test('an open page of a cancelled booking is closed for good', async () => {
  const page = await startPayment(platform.context, buyer.actor, held.view);
  await cancelBooking(platform.context, buyer.actor, held.view);
  await returnMoney(platform.context, held.id);
  expect(await stateOf(platform, held.id)).toEqual({
    booking: 'released cancelled',
    payments: ['dead'],
  });
  const url = page.kind === 'pay-at' ? page.url : '';
  await expect(platform.onPage(url, 'pay')).rejects.toThrow('409');
  expect(await messages()).toEqual([]);
});

test('a page on which the bank asks its customer is closed, too, and takes no money any more', async () => {
  const page = await startPayment(platform.context, buyer.actor, held.view);
  const url = page.kind === 'pay-at' ? page.url : '';
  await platform.onPage(url, 'pay', 'bank-asks');
  const [payment] = await platform.context.shards.read(held.id, (shard) =>
    paymentsOfBooking(shard, held.id),
  );
  if (payment === undefined) throw new Error('no attempt on record');
  const asked = { bookingId: held.id, payment, source: 'poll' } as const;
  expect(await lookAtPayment(platform.context, asked)).toMatchObject({ state: 'processing' });
  await cancelBooking(platform.context, buyer.actor, held.view);
  await returnMoney(platform.context, held.id);
  expect((await stateOf(platform, held.id)).payments).toEqual(['dead']);
  await expect(platform.onPage(url, 'approve')).rejects.toThrow('409');
});

test('an attempt that never reached the provider is simply over', async () => {
  await platform.fault({ kind: 'cut', operation: 'checkout-create' });
  const page = await startPayment(platform.context, buyer.actor, held.view);
  expect(page).toMatchObject({ code: 'provider-unavailable' });
  await platform.clearFaults();
  await cancelBooking(platform.context, buyer.actor, held.view);
  await returnMoney(platform.context, held.id);
  expect((await stateOf(platform, held.id)).payments).toEqual(['dead']);
});

test('money authorised on an expired booking is voided, and the customer is told', async () => {
  const intentId = await payAndTell(platform, buyer, held);
  await expire();
  await returnMoney(platform.context, held.id);
  expect(await stateOf(platform, held.id)).toEqual({
    booking: 'released expired',
    payments: ['voided'],
  });
  expect(await provider(intentId)).toMatchObject({ state: 'voided' });
  expect(await messages()).toEqual([{ kind: 'money-back', channel: 'mail' }]);
  expect(await ledger()).toEqual([]);
});

test('money paid behind our back on an expired booking is found and voided', async () => {
  const intentId = await payOnPage(platform, buyer, held);
  await expire();
  await returnMoney(platform.context, held.id);
  expect(await provider(intentId)).toMatchObject({ state: 'voided' });
  expect((await stateOf(platform, held.id)).payments).toEqual(['voided']);
});

test('money captured instead of voided goes back in full, through balanced ledger lines', async () => {
  const intentId = await payAndTell(platform, buyer, held);
  await expire();
  await platform.fault({ kind: 'captures-anyway', operation: 'intent-cancel', count: 1 });
  await returnMoney(platform.context, held.id);
  const { priceFen } = held.view;
  expect(await provider(intentId)).toMatchObject({
    state: 'refunded',
    capturedFen: priceFen,
    refundedFen: priceFen,
  });
  expect(await stateOf(platform, held.id)).toEqual({
    booking: 'released expired',
    payments: ['refunded'],
  });
  expect(await ledger()).toEqual([
    { account: 'customer-prepayment', balance: 0, moved: priceFen },
    { account: 'gateway-receivable', balance: 0, moved: priceFen },
    { account: 'refunds-payable', balance: 0, moved: priceFen },
  ]);
});

test('a bank that is still deciding is asked again later: nothing is noted as over', async () => {
  const page = await startPayment(platform.context, buyer.actor, held.view);
  await platform.onPage(page.kind === 'pay-at' ? page.url : '', 'pay', 'bank-slow');
  await expire();
  await expect(returnMoney(platform.context, held.id)).rejects.toThrow(/still processing/);
  const { payments } = await stateOf(platform, held.id);
  expect(payments).toEqual(['processing']);
});

test('with the provider away nothing is noted, and the next try ends it', async () => {
  await payAndTell(platform, buyer, held);
  await expire();
  await platform.fault({ kind: 'error-500' });
  await expect(returnMoney(platform.context, held.id)).rejects.toThrow(ProviderUnknown);
  expect((await stateOf(platform, held.id)).payments).toEqual(['authorised']);
  await platform.clearFaults();
  await returnMoney(platform.context, held.id);
  expect((await stateOf(platform, held.id)).payments).toEqual(['voided']);
});

test('a refund whose answer was lost is the same refund when it is asked again', async () => {
  const intentId = await payAndTell(platform, buyer, held);
  await expire();
  await platform.fault({ kind: 'captures-anyway', operation: 'intent-cancel', count: 1 });
  await platform.fault({ kind: 'answer-lost', operation: 'refund-create', count: 1 });
  await platform.fault({ kind: 'cut', operation: 'refund-create', count: 3 });
  await expect(returnMoney(platform.context, held.id)).rejects.toThrow(ProviderUnknown);
  await platform.clearFaults();
  await returnMoney(platform.context, held.id);
  await returnMoney(platform.context, held.id);
  expect(await provider(intentId)).toMatchObject({ refundedFen: held.view.priceFen });
  expect((await ledger()).map(({ balance }) => balance)).toEqual([0, 0, 0]);
});

test('a payment that the provider does not end keeps no other from being returned', async () => {
  const first = await payAndTell(platform, buyer, held);
  await setFirstPayment('dead');
  const second = await payAndTell(platform, buyer, held);
  await setFirstPayment('authorised');
  await expire();
  const { payments } = platform.context;
  const stubborn = {
    ...platform.context,
    payments: {
      ...payments,
      cancelIntent: (of: Parameters<typeof payments.cancelIntent>[0]) =>
        of.intentId === first
          ? Promise.reject(new ProviderUnknown('no answer'))
          : payments.cancelIntent(of),
    },
  };
  await expect(returnMoney(stubborn, held.id)).rejects.toThrow('no answer');
  expect((await stateOf(platform, held.id)).payments).toEqual(['authorised', 'voided']);
  expect(await provider(second)).toMatchObject({ state: 'voided' });
  await returnMoney(platform.context, held.id);
  expect(await provider(first)).toMatchObject({ state: 'voided' });
});

/** Lets a second page be opened beside the first. */
function setFirstPayment(state: 'dead' | 'authorised'): Promise<object[]> {
  return rowsOf(
    platform,
    held.id,
    `UPDATE payment SET state = '${state}' WHERE booking_id = $1 AND attempt = 1`,
  );
}

/** The sweep's release of a hold past its end. */
async function expire(): Promise<void> {
  await setDeadline(platform, held.id, { payBy: -70, expiresAt: -10 });
  const released = await allocatorOf(platform.context, held.id).release({
    bookingId: held.id,
    expect: 'held',
    due: 'expires-at',
    reason: 'expired',
    actor: 'sweep',
    operation: `${held.id}:sweep`,
  });
  expect(released).toMatchObject({ kind: 'released' });
}

function provider(intentId: IntentId) {
  return platform.context.payments.lookAtIntent({ intentId });
}

function messages(): Promise<object[]> {
  return rowsOf(platform, held.id, 'SELECT kind, channel FROM notification WHERE booking_id = $1');
}

function ledger(): Promise<{ account: string; balance: number; moved: number }[]> {
  return rowsOf(
    platform,
    held.id,
    `SELECT account, sum(debit_fen - credit_fen)::int AS balance, sum(debit_fen)::int AS moved FROM ledger
      WHERE booking_id = $1 GROUP BY account ORDER BY account`,
  );
}
