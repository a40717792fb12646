import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { isTicketed } from '../faults/buyer.ts';
import type { Booking } from '../smoke/program.ts';
import { waitFor } from '../smoke/waiting.ts';
import { expectAccessible } from './page-checks.ts';
import {
  cancelOnPage,
  expectHeading,
  expectTickets,
  holdButton,
  holdFromReview,
  lookUp,
  passengersPath,
  payButton,
  payWith,
  reviewPath,
} from './purchase.ts';
import { siteThinksItIs } from './site-clock.ts';
import { soonMs, startSite, trainOn, trip, type Site } from './site.ts';
import { newAccount, type Visitor } from './visitor.ts';

const holdWindowMs = 15_000;
const resultsPath = `/trains?${new URLSearchParams(trip)}`;
const isOver = ({ state }: Booking): boolean => state === 'released';

let site: Site;
let away: 'south' | 'central' | null = null;

beforeAll(async () => {
  site = await startSite({ shorten: 60, holdWindowMs });
});
afterEach(async () => {
  await site.bank.behave();
  await bringBack();
  await site.leave();
});
afterAll(() => site?.stop());

test('a hold that ends says so on its own page, and holding again asks for nothing twice', async () => {
  const visitor = await site.visitor();
  const { page, say } = visitor;
  const { program } = await visitor.signUpWithProgram();
  const travellerId = await program.traveller();
  const offer = await site.offer('G1');
  await visitor.open(reviewPath(offer, { seatClass: 'second', travellerId }));
  const reference = await holdFromReview(visitor);
  await dismissWarning(visitor);
  expect(await page.getByRole('timer').innerText()).toMatch(/^0:[01]\d$/);

  const title = page.getByRole('heading', { level: 1, name: say('booking.expired.title') });
  await title.waitFor({ timeout: soonMs });
  expect(await payButton(visitor).isVisible()).toBe(false);
  await program.until(reference, 'is released', isOver);
  await page.reload();
  await title.waitFor();
  await expectAccessible(page);
  await page.getByRole('link', { name: say('booking.expired.again') }).click();
  await page.waitForURL(/\/review\?/);
  const { pathname, searchParams } = new URL(page.url());
  expect(pathname).toContain(`/book/${offer.runId}/`);
  expect(searchParams.get('class')).toBe('second');
  expect(searchParams.getAll('with')).toEqual([`${travellerId}.adult`]);
  expect(await holdFromReview(visitor)).not.toBe(reference);
  await dismissWarning(visitor);
  await cancelOnPage(visitor);
});

test('money that comes after the deadline: the page says that there is no ticket and that all of it comes back', async () => {
  const visitor = await site.visitor();
  const { page, say } = visitor;
  const { program } = await visitor.signUpWithProgram();
  const held = await program.hold({ offer: await site.offer('G643'), seatClass: 'second' });
  const hosted = await program.payPage(held.reference);
  await page.goto(hosted);
  await program.until(held.reference, 'is released', isOver);
  await payWith(visitor, 'accepted');
  // The provider has closed the page in time: nothing is taken, and there is a way back.
  await page.getByRole('link', { name: 'Return to the shop' }).click();
  await expectHeading(visitor, say('booking.expired.title'));

  await site.bank.misbehave({ kind: 'accept-late' });
  await page.goto(hosted);
  await payWith(visitor, 'accepted');
  await page.waitForURL(/\/bookings\//);
  await expectHeading(visitor, say('booking.late.title'));
  await page.getByText(say('booking.late.returned')).waitFor({ timeout: soonMs });
  await expectAccessible(page);
  expect(await site.bank.books(hosted)).toMatchObject({ status: 'canceled', receivedFen: 0 });
});

test('under an hour before it leaves a train says so with the minutes; from twenty minutes on there is no way to book it, and the reason stands there', async () => {
  const visitor = await site.visitor();
  const { page, say } = visitor;
  const { program } = await visitor.signUpWithProgram();
  const travellerId = await program.traveller();
  const offer = await site.offer('G1');
  const ofTrain = `/trains/${offer.runId}?from=${offer.from.position}&to=${offer.to.position}`;
  const passengers = passengersPath(offer, 'second');
  const review = reviewPath(offer, { seatClass: 'second', travellerId });
  const row = page.getByRole('article', { name: trainOn.south, exact: true });
  const other = page.getByRole('article', { name: trainOn.north, exact: true });
  const second = { name: say('site.class.second') };
  const soon = page.getByText(
    new RegExp(say('results.soon', { minutes: 40 }).replace('40', '(40|39|38)')),
  );
  try {
    await siteThinksItIs(site.network, { minutesBefore: 40.5, offer });
    for (const path of [resultsPath, ofTrain, passengers, review]) {
      expect(await visitor.open(path)).toBe(200);
      await soon.waitFor();
      await expectAccessible(page);
    }
    await visitor.open(resultsPath);
    expect(await row.getByRole('link', second).count()).toBe(1);
    expect(await other.getByText(/security/).count()).toBe(0);

    await siteThinksItIs(site.network, { minutesBefore: 19.5, offer });
    await visitor.open(resultsPath);
    await row.getByText(say('availability.closedLong', { minutes: 20 })).waitFor();
    expect(await row.getByRole('link', second).count()).toBe(0);
    expect(await other.getByRole('link', second).count()).toBe(1);
    await visitor.open(ofTrain);
    await page.getByText(say('availability.closedLong', { minutes: 20 })).waitFor();
    const choose = say('train.select', { class: say('site.class.second') });
    expect(await page.getByRole('link', { name: choose }).count()).toBe(0);
    for (const path of [passengers, review]) {
      expect(await visitor.open(path)).toBe(409);
      await page.getByText(say('refusal.sale-closed')).waitFor();
      await expectAccessible(page);
    }
    await page.getByRole('link', { name: say('book.soldOut.otherTrains') }).click();
    await other.getByRole('link', second).waitFor();
  } finally {
    // The tests after this one need a site that knows the time, however this one ends.
    await siteThinksItIs(site.network, 'now');
  }
});

test('a shard that is away: its trains are shown as temporarily unavailable and nothing is held; the others sell on', async () => {
  const visitor = await site.visitor();
  const { page, say } = visitor;
  const { program } = await visitor.signUpWithProgram();
  const travellerId = await program.traveller();
  await visitor.open(reviewPath(await site.offer('G1'), { seatClass: 'first', travellerId }));
  await takeAway('south');
  const other = await site.visitor();
  await untilResults(other, async () => {
    const row = other.page.getByRole('article', { name: trainOn.south, exact: true });
    return row.getByText(say('availability.unavailable')).first().isVisible();
  });
  await other.page.getByText(say('availability.unavailableLong')).waitFor();
  await expectAccessible(other.page);
  const selling = other.page.getByRole('article', { name: trainOn.north, exact: true });
  expect(await selling.getByRole('link', { name: say('site.class.second') }).isVisible()).toBe(
    true,
  );
  await holdButton(visitor).click();
  await page.getByRole('alert').getByText(say('refusal.shard-unavailable')).waitFor();
  await expectAccessible(page);
  expect(await site.rows('central', `SELECT 1 FROM intake WHERE closed_at IS NULL`)).toEqual([]);

  await bringBack();
  await waitFor({
    what: 'the button holds seats again',
    withinMs: soonMs,
    async ask() {
      if (/\/bookings\//.test(page.url())) return true;
      await holdButton(visitor).click();
      return page.waitForURL(/\/bookings\//, { timeout: 5_000 }).then(
        () => true,
        () => false,
      );
    },
    until: (isHeld) => isHeld,
  });
  await dismissWarning(visitor);
  await cancelOnPage(visitor);
});

test('the accounts are away: whoever was signed in sees trips and tickets, a booking is found by reference and name; signing in and holding say to try again', async () => {
  const known = await site.visitor();
  const { program } = await known.signUpWithProgram();
  const { reference } = await program.hold({ offer: await site.offer('G1'), seatClass: 'second' });
  await site.bank.pay(await program.payPage(reference));
  await program.until(reference, 'is ticketed', isTicketed);
  const travellerId = await program.traveller();
  const review = reviewPath(await site.offer('G643'), { seatClass: 'second', travellerId });
  await known.open(`/bookings/${reference}`);
  await expectTickets(known, 1);
  await known.open(review);
  await takeAway('central');

  const tryAgain = known.say('refusal.central-unavailable');
  await holdButton(known).click();
  await known.page.getByRole('alert').getByText(tryAgain).waitFor();
  await known.open('/trips');
  await known.page.getByText(reference).first().waitFor();
  await known.open(`/bookings/${reference}`);
  await expectTickets(known, 1);
  const stranger = await site.visitor();
  await lookUp(stranger, { reference, name: '王小明' });
  await expectTickets(stranger, 1);
  const { page, say } = stranger;
  const { email, password } = newAccount();
  await stranger.open('/sign-in');
  await page.getByLabel(say('account.signIn.email')).fill(email);
  await page.getByLabel(say('account.signIn.password')).fill(password);
  await page.getByRole('button', { name: say('account.signIn.submit') }).click();
  await page.getByText(tryAgain).first().waitFor();
});

test('after all of it every invariant of verify holds', () => site.expectCleanBooks());

async function takeAway(name: 'south' | 'central'): Promise<void> {
  away = name;
  await site.network.stopProcess(name);
}

async function bringBack(): Promise<void> {
  const name = away;
  away = null;
  if (name !== null) await site.network.startProcess(name);
}

/** The dialog that comes two minutes before the end, which with so short a window is at once. */
async function dismissWarning({ page, say }: Visitor): Promise<void> {
  const dialog = page.getByRole('dialog', { name: say('booking.held.warnTitle') });
  await dialog.waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
}

/** Asks for the results again until they are as wished. */
async function untilResults(visitor: Visitor, ask: () => Promise<boolean>): Promise<void> {
  await waitFor({
    what: 'the results as wished',
    withinMs: soonMs,
    async ask() {
      await visitor.open(resultsPath);
      return ask();
    },
    until: (isSo) => isSo,
  });
}
