import type { Locator } from 'playwright-core';
import { expect } from 'vitest';
import type { Offer } from '../smoke/program.ts';
import type { Site } from './site.ts';
import type { Visitor } from './visitor.ts';

/** The address of the passengers page of one ride, without the language. */
export function passengersPath(offer: Offer, seatClass: string): string {
  return `/book/${offer.runId}?${rideQuery(offer, seatClass)}`;
}

/** The address of the review page of one ride for one saved traveller, without the language. */
export function reviewPath(offer: Offer, of: { seatClass: string; travellerId: string }): string {
  return `/book/${offer.runId}/review?${rideQuery(offer, of.seatClass)}&with=${of.travellerId}.adult`;
}

function rideQuery(offer: Offer, seatClass: string): string {
  return `from=${offer.from.position}&to=${offer.to.position}&class=${seatClass}`;
}

/** The button that starts a hold; its minutes are the rule's. */
export function holdButton({ page }: Visitor): Locator {
  return page.locator('main form button[type=submit]').last();
}

/** The button that goes to the payment page; its amount is the booking's. */
export function payButton({ page, say }: Visitor): Locator {
  const [before] = say('booking.held.pay', { amount: '\n' }).split('\n');
  return page.getByRole('button', { name: new RegExp(`^${before}.*\\d$`) });
}

/** Presses the hold button of the review page and waits for the booking's own page; resolves with the reference. */
export async function holdFromReview(visitor: Visitor): Promise<string> {
  await holdButton(visitor).click();
  return referenceOfPage(visitor);
}

/** Waits for a booking's page and resolves with its reference. */
export async function referenceOfPage({ page }: Visitor): Promise<string> {
  await page.waitForURL(/\/bookings\/[0-9A-Z]{10}$/);
  return new URL(page.url()).pathname.split('/').at(-1) ?? '';
}

/** Goes from the booking to the hosted page of the payment. */
export async function goToPayment(visitor: Visitor): Promise<void> {
  await payButton(visitor).click();
  await visitor.page.waitForURL(/\/pay\//);
}

/** Chooses a test card on the hosted page and presses its pay button. */
export async function payWith({ page }: Visitor, card: string): Promise<void> {
  await page.locator(`input[name=card][value=${card}]`).check();
  await page.locator('button[value=pay]').click();
}

/** The page that shows the tickets, with a code for each. */
export async function expectTickets({ page, say }: Visitor, count: number): Promise<void> {
  const title = say('booking.ticketed.title', { count });
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  expect(await page.locator('article svg[role=img] path[fill="#000"]').count()).toBe(count);
}

/** Waits until the page says this as its heading. */
export async function expectHeading({ page }: Visitor, text: string | RegExp): Promise<void> {
  await page.getByRole('heading', { level: 1, name: text }).waitFor();
}

/** Looks at the page again, as somebody who comes back to its tab; until then it asks ever more seldom by itself. */
export async function comeBackTo({ page }: Visitor): Promise<void> {
  await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
}

/** Gives the held seats back with the booking page's own dialog. */
export async function cancelOnPage(visitor: Visitor): Promise<void> {
  const { page, say } = visitor;
  await page.getByRole('button', { name: say('booking.held.cancel') }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: say('booking.held.cancelConfirm') }).click();
  await expectHeading(visitor, say('booking.cancelled.title'));
}

/** Another passenger holds this seat of G1 through the API; resolves with the way to give it back. */
export async function rivalHolds(site: Site, code: string): Promise<() => Promise<unknown>> {
  const program = site.program();
  const [, coach, row, letter] = /^(\d+)-(\d+)([A-Z])$/.exec(code) ?? [];
  const seats = [{ coach: Number(coach), row: Number(row), letter }];
  const offer = await site.offer('G1');
  const { reference } = await program.hold({ offer, seatClass: 'second', seats });
  return () => program.cancel(reference);
}

/** Asks for a booking without an account. */
export async function lookUp(
  visitor: Visitor,
  typed: { reference: string; name: string },
): Promise<void> {
  const { page, say } = visitor;
  await visitor.open('/find-booking');
  await page.getByLabel(say('lookUp.reference')).fill(typed.reference);
  await page.getByLabel(say('lookUp.name')).fill(typed.name);
  await page.getByRole('button', { name: say('lookUp.submit') }).click();
}
