import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CheckoutOrder } from '../payment-gateway.ts';
import { newOrder, type SandboxFixture, startSandboxFixture } from './sandbox-fixture.ts';

let fixture: SandboxFixture;
beforeAll(async () => {
  fixture = await startSandboxFixture();
});
afterAll(() => fixture.close());

async function openPage(changes: Partial<CheckoutOrder> = {}) {
  const order = newOrder(changes);
  const opened = await fixture.payments.openCheckout(order);
  if (opened.kind !== 'opened') throw new Error(opened.kind);
  return { order, ...opened };
}

describe('the hosted page', () => {
  it('shows amount and journey in the language of the order and loads nothing from elsewhere', async () => {
    const { url } = await openPage({ locale: 'zh' });
    const answer = await fetch(url);
    const html = await answer.text();
    expect(html).toContain('<html lang="zh-CN">');
    expect(html).toContain('¥1,106.00');
    expect(html).toContain('G1 北京南 → 上海虹桥');
    expect(html).not.toMatch(/(src|href)="(https?:)?\/\//);
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await (await fetch(`${url}?lang=en`)).text()).toContain('Pay ¥1,106.00');
  });

  it('shows a description as text and not as markup', async () => {
    const { url } = await openPage({ description: '<script>alert(1)</script>' });
    expect(await (await fetch(url)).text()).not.toContain('<script>');
  });

  it('takes the money once and sends the customer back however often the button is pressed', async () => {
    const page = await openPage();
    const first = await fixture.press(page.url, { action: 'pay', card: 'accepted' });
    const second = await fixture.press(page.url, { action: 'pay', card: 'accepted' });
    expect(first.headers.get('location')).toBe(page.order.returnUrl);
    expect(second.headers.get('location')).toBe(page.order.returnUrl);
    expect(await fixture.payments.lookAtAttempt(page)).toMatchObject({ state: 'authorised' });
  });

  it('lets a declined customer try another card on the same intent', async () => {
    const page = await openPage();
    const declined = await fixture.press(page.url, { action: 'pay', card: 'no-funds' });
    expect(declined.headers.get('location')).toContain('/pay/');
    expect(await (await fetch(page.url)).text()).toContain('not enough money');
    const before = await fixture.payments.lookAtAttempt(page);
    expect(before).toMatchObject({ state: 'open' });
    await fixture.press(page.url, { action: 'pay' });
    expect(await fixture.payments.lookAtAttempt(page)).toMatchObject({
      state: 'authorised',
      intentId: before.intentId,
    });
  });

  it('waits for the bank and goes on as the bank decides', async () => {
    const page = await openPage();
    await fixture.press(page.url, { action: 'pay', card: 'bank-asks' });
    expect(await fixture.payments.lookAtAttempt(page)).toMatchObject({ state: 'processing' });
    expect(await (await fetch(page.url)).text()).toContain('Approve the payment');
    await fixture.press(page.url, { action: 'refuse' });
    expect(await fixture.payments.lookAtAttempt(page)).toMatchObject({ state: 'open' });
    await fixture.press(page.url, { action: 'pay', card: 'bank-slow' });
    const approved = await fixture.press(page.url, { action: 'approve' });
    expect(approved.headers.get('location')).toBe(page.order.returnUrl);
    expect(await fixture.payments.lookAtAttempt(page)).toMatchObject({ state: 'authorised' });
  });

  it('goes back without paying', async () => {
    const page = await openPage();
    const back = await fixture.press(page.url, { action: 'back' });
    expect(back.headers.get('location')).toBe(page.order.cancelUrl);
    expect(await fixture.payments.lookAtAttempt(page)).toMatchObject({ state: 'open' });
  });

  it('takes nothing once it is closed', async () => {
    const page = await openPage();
    await fixture.payments.expireCheckout(page);
    expect((await fixture.press(page.url, { action: 'pay' })).status).toBe(409);
    expect(await fixture.payments.lookAtAttempt(page)).toMatchObject({ state: 'dead' });
  });

  it('can be paid late when asked to accept late payments', async () => {
    const page = await openPage();
    await fixture.payments.expireCheckout(page);
    await fixture.addFault({ kind: 'accept-late', booking: page.order.bookingId });
    const late = await fixture.press(page.url, { action: 'pay' });
    expect(late.headers.get('location')).toBe(page.order.returnUrl);
    expect(await fixture.payments.lookAtAttempt(page)).toMatchObject({ state: 'authorised' });
  });

  it('is captured at once when the provider captures anyway', async () => {
    const page = await openPage();
    await fixture.addFault({
      kind: 'captures-anyway',
      operation: 'pay',
      booking: page.order.bookingId,
    });
    await fixture.press(page.url, { action: 'pay' });
    expect(await fixture.payments.lookAtAttempt(page)).toMatchObject({
      state: 'captured',
      capturedFen: 110_600,
    });
  });

  it('answers unknown pages and unknown cards without an error', async () => {
    const { url } = await openPage();
    expect((await fetch(`${fixture.sandbox.url}/pay/cs_test_none`)).status).toBe(404);
    expect((await fixture.press(url, { action: 'pay', card: 'golden' })).status).toBe(200);
  });
});

describe('the control endpoint', () => {
  it('lists and clears faults and refuses unknown ones', async () => {
    const control = `${fixture.sandbox.url}/sandbox/faults`;
    await expect(fixture.addFault({ kind: 'nonsense' as never })).rejects.toThrow('kind');
    const fault = await fixture.addFault({ kind: 'slow', ms: 1, booking: 'B-none' });
    const listed = (await (await fetch(control)).json()) as { faults: { id: string }[] };
    expect(listed.faults.map((one) => one.id)).toContain(fault.id);
    expect((await fetch(control, { method: 'DELETE' })).status).toBe(204);
    expect(await (await fetch(control)).json()).toEqual({ faults: [] });
  });

  it('asks for its token when it has one', async () => {
    const guarded = await startSandboxFixture({ controlToken: 'let-me-in' });
    const control = `${guarded.sandbox.url}/sandbox/faults`;
    expect((await fetch(control)).status).toBe(401);
    const headers = { authorization: 'Bearer let-me-in' };
    expect((await fetch(control, { headers })).status).toBe(200);
    await guarded.close();
  });
});
