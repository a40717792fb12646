import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { expectAccessibleInBothThemes, expectNoSidewaysScroll } from './page-checks.ts';
import {
  cancelOnPage,
  holdButton,
  holdFromReview,
  passengersPath,
  rivalHolds,
} from './purchase.ts';
import { startSite, type Site } from './site.ts';
import type { Visitor, VisitorWishes } from './visitor.ts';

let site: Site;

beforeAll(async () => {
  site = await startSite();
});
afterEach(() => site.leave());
afterAll(() => site?.stop());

test('seats are chosen on the plan with the keyboard alone, and exactly these are held', async () => {
  const { visitor, path } = await atPlan({ size: { width: 320, height: 700 } }, 1);
  const { page, say } = visitor;
  await expectNoSidewaysScroll(page);
  await expectAccessibleInBothThemes(page);
  const grid = page.getByRole('grid');
  await grid.locator('[tabindex="0"]').focus();
  await page.keyboard.press('PageDown');
  const coach = (await grid.getAttribute('aria-label')) ?? '';
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('End');
  const name = await nameOfFocus(visitor);
  expect(name.startsWith(`${coach}, row 2, seat F, window, Second class, free`)).toBe(true);
  await page.keyboard.press('Space');
  expect(await nameOfFocus(visitor)).toBe(name.replace('free', 'chosen'));
  await page.keyboard.press('Home');
  expect(await nameOfFocus(visitor)).toContain('row 2, seat A, window');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowUp');
  expect(await nameOfFocus(visitor)).toContain('row 1, seat B, middle');
  await page.keyboard.press('PageUp');
  expect(await nameOfFocus(visitor)).not.toContain(coach);
  await page.getByRole('button', { name: say('seatPlan.continue') }).press('Enter');
  await page.waitForURL(/\/review\?/);
  const seat = new URL(page.url()).searchParams.get('at') ?? '';
  expect(seat).toMatch(/^\d+-2F$/);
  const [coachNo] = seat.split('-');
  expect(await page.locator('main').innerText()).toContain(`Coach ${coachNo}, seat 02F`);
  const reference = await holdFromReview(visitor);
  const rows = await site.rows(
    'south',
    `SELECT s.coach, s.row_no, s.letter FROM booking b JOIN seat s ON s.id = ANY (b.seat_ids)
      WHERE b.reference = '${reference}'`,
  );
  expect(rows).toEqual([{ coach: Number(coachNo), row_no: 2, letter: 'F' }]);
  await cancelOnPage(visitor);
  const again = page.getByRole('link', { name: say('booking.expired.again') });
  expect(await again.getAttribute('href')).toContain(`at=${seat}`);
  expect(path).toContain('/seats?');
});

test('a seat lost meanwhile is said in place, the others are kept and the nearest is offered', async () => {
  const { visitor } = await atPlan({}, 2);
  const { page, say } = visitor;
  await page.getByRole('button', { name: /row 3, seat C, .*free/ }).click();
  await page.getByRole('button', { name: /row 3, seat D, .*free/ }).click();
  const [kept, wanted] = await page.locator('input[type=hidden][name=at]').all();
  const keptCode = (await kept?.getAttribute('value')) ?? '';
  const lostCode = (await wanted?.getAttribute('value')) ?? '';
  const firstGivesBack = await rivalHolds(site, lostCode);
  const offer = page.getByRole('button', { name: /Take the nearest/ });
  await offer.waitFor();
  await expectAccessibleInBothThemes(page);
  const codes = () =>
    page
      .locator('input[type=hidden][name=at]')
      .evaluateAll((inputs) => inputs.map((one) => (one as unknown as { value: string }).value));
  expect(await codes()).toEqual([keptCode]);
  await page.getByRole('button', { name: say('seatPlan.continue') }).click();
  await page.getByText(say('seatPlan.incomplete', { left: 1 })).waitFor();
  await offer.click();
  const both = await codes();
  expect(both).toHaveLength(2);
  await page.getByRole('button', { name: say('seatPlan.continue') }).click();
  await page.waitForURL(/\/review\?/);

  // Lost after the last look: nothing is held, and the page offers the nearest seats.
  const secondGivesBack = await rivalHolds(site, both[1] ?? '');
  await holdButton(visitor).click();
  await page.getByRole('alert').getByText(say('refusal.seats-taken')).waitFor();
  await page.getByRole('link', { name: /^Take Coach/ }).click();
  await page.waitForURL((url) => !url.search.includes(`at=${both[1]}`));
  await holdFromReview(visitor);
  await cancelOnPage(visitor);
  await firstGivesBack();
  await secondGivesBack();
});

test('without scripts the list has the same seats, and chooses them', async () => {
  const { visitor, path } = await atPlan({ locale: 'zh' }, 1);
  const plain = await site.visitor({ locale: 'zh', scripts: 'off' });
  await plain.context.addCookies(await visitor.context.cookies());
  await plain.open(path);
  const { page, say } = plain;
  await page.getByRole('link', { name: say('seatPlan.asList') }).click();
  const seat = page.getByRole('checkbox', { name: /可选/ }).nth(3);
  await seat.check();
  const code = await seat.getAttribute('value');
  await page.getByRole('button', { name: say('seatPlan.continue') }).click();
  await page.waitForURL(/\/review\?/);
  expect(new URL(page.url()).searchParams.getAll('at')).toEqual([code]);
});

test('after all this the books are clean', () => site.expectCleanBooks());

/** Somebody with travellers of their own, on the plan of a train of the southern shard. */
async function atPlan(
  wishes: VisitorWishes,
  passengers: number,
): Promise<{ visitor: Visitor; path: string }> {
  const visitor = await site.visitor(wishes);
  const { program } = await visitor.signUpWithProgram();
  const withs: string[] = [];
  for (let count = 0; count < passengers; count += 1)
    withs.push(`&with=${await program.traveller()}.adult`);
  const ride = passengersPath(await site.offer('G1'), 'second') + withs.join('');
  await visitor.open(ride);
  await visitor.page.getByRole('button', { name: visitor.say('book.review.toPlan') }).click();
  await visitor.page.waitForURL(/\/seats\?/);
  await visitor.page.getByRole('grid').waitFor();
  const { pathname, search } = new URL(visitor.page.url());
  return { visitor, path: pathname.replace(/^\/[a-z]{2}/, '') + search };
}

function nameOfFocus({ page }: Visitor): Promise<string> {
  return page
    .locator(':focus')
    .getAttribute('aria-label')
    .then((name) => name ?? '');
}
